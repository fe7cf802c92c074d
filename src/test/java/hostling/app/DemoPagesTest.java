package hostling.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.Program;
import hostling.testing.RawClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the demo: beside the jar, or in it. */
class DemoPagesTest {
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    private Path temp;

    @Test
    void theFolderOfTheProjectIsUsedAsItIs() throws IOException {
        try (DemoPages pages = DemoPages.find(Optional.empty())) {
            assertEquals(Path.of("www"), pages.folder());
            assertFalse(pages.isTemporary());
        }
        assertTrue(Files.isDirectory(Path.of("www")), "it is not deleted");
    }

    @Test
    void aWorkerUsesTheFolderOfItsParentAndLeavesIt() throws IOException {
        try (DemoPages pages = DemoPages.find(Optional.of(temp))) {
            assertEquals(temp, pages.folder());
            assertFalse(pages.isTemporary());
        }
        assertTrue(Files.isDirectory(temp));
    }

    @Test
    void pagesAreUnpackedWithTheirTimes() throws IOException {
        Path jar = temp.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            for (String name : List.of("hostling/app/www/", "hostling/app/www/a b.html", "hostling/app/www/c/d.css",
                    "hostling/app/Main.class", "www/other.html")) {
                JarEntry entry = new JarEntry(name);
                entry.setLastModifiedTime(TIME);
                entries.putNextEntry(entry);
                entries.write(name.endsWith("/") ? new byte[0] : name.getBytes());
            }
        }
        DemoPages.unpack(jar, temp.resolve("there"));
        try (Stream<Path> all = Files.walk(temp.resolve("there"))) {
            assertEquals(List.of("www/a b.html", "www/c/d.css"), all.filter(Files::isRegularFile)
                    .map(file -> temp.resolve("there").relativize(file).toString()).sorted().toList());
        }
        Path page = temp.resolve("there/www/a b.html");
        assertEquals("hostling/app/www/a b.html", Files.readString(page));
        assertEquals(TIME, Files.getLastModifiedTime(page));
    }

    /** Starts the demo from a jar like the one that is built, but of the classes under test, in a folder without www. */
    private Program demoFromTheJarAlone(Path tempFiles, String workers) throws IOException {
        String path = lonelyJar() + System.getProperty("path.separator") + Program.javaCommand().get(2);
        return Program.javaIn(temp.resolve("lonely"), "-Djava.io.tmpdir=" + tempFiles, "-cp", path,
                "hostling.app.Main", "-p", "0", "-q", "-w", workers);
    }

    /** A jar like the one that is built, but of the classes under test, in a folder without www. */
    private Path lonelyJar() throws IOException {
        Path jar = temp.resolve("lonely/deep/hostling.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Path classes = temp.resolve("classes");
        try (Stream<Path> all = Files.walk(Path.of("target/classes"))) {
            for (Path file : all.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".gz")).toList()) {
                Path copy = classes.resolve(Path.of("target/classes").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        CompressedPages.make(classes.resolve("hostling/app/www"));
        return jarOf(classes, jar);
    }

    private static URI announced(Program program) throws IOException {
        String line = program.line();
        assertTrue(line.startsWith("Serving the demo at http://"), line);
        return URI.create(line.substring(line.indexOf("http://"), line.indexOf("/ ") + 1));
    }

    @Test
    void theDemoRunsFromTheJarAlone() throws Exception {
        Path tempFiles = Files.createDirectories(temp.resolve("tmp"));
        for (String workers : List.of("1", "2")) {
            try (Program program = demoFromTheJarAlone(tempFiles, workers)) {
                URI uri = announced(program);
                byte[] style = Files.readAllBytes(Path.of("www/style.css"));
                HttpResponse<byte[]> plain = styleSheet(uri, "identity");
                HttpResponse<byte[]> zipped = styleSheet(uri, "gzip");
                assertArrayEquals(style, plain.body());
                assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
                assertEquals(Optional.of("gzip"), zipped.headers().firstValue("Content-Encoding"));
                assertArrayEquals(style, new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
                assertNotEquals(plain.headers().firstValue("ETag"), zipped.headers().firstValue("ETag"));
                for (HttpResponse<byte[]> either : List.of(plain, zipped)) {
                    assertEquals(Optional.of("Accept-Encoding"), either.headers().firstValue("Vary"));
                }
                assertTrue(get(uri.resolve("docs/")).contains("<h1 id=\"documentation\">"), "the documentation is in the jar as well");
                assertEquals(1, folders(tempFiles, "hostling-www-").size(), "workers share one folder");
                program.terminate();
                assertEquals(0, program.exitCode());
            }
            assertEquals(List.of(), folders(tempFiles, "hostling-"));
        }
    }

    /** An upload that never ends keeps the server running until the second signal. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void theSecondSignalLeavesNoPagesEither(String workers) throws Exception {
        Path tempFiles = Files.createDirectories(temp.resolve("tmp"));
        try (Program program = demoFromTheJarAlone(tempFiles, workers)) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", announced(program).getPort());
            try (RawClient client = new RawClient(address)) {
                client.send("PUT /uploads/a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
                assertEquals(100, client.reply().status(), "the server has begun to receive it");
                program.terminate();
                Eventually.holds("the server stops", () -> !accepts(address));
                assertTrue(program.isAlive(), "it waits for the upload");
                program.terminate();
                assertEquals(143, program.exitCode());
            }
        }
        assertEquals(List.of(), folders(tempFiles, "hostling-"));
    }

    private static boolean accepts(InetSocketAddress address) {
        try (RawClient client = new RawClient(address)) {
            return client.get("/readyz").reply().status() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<byte[]> styleSheet(URI uri, String coding) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri.resolve("style.css"))
                .header("Accept-Encoding", coding).build(), BodyHandlers.ofByteArray());
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }

    private static List<Path> folders(Path folder, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    private static Path jarOf(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                JarEntry entry = new JarEntry(classes.relativize(file).toString());
                entry.setLastModifiedTime(TIME);        // one time for all, as in the jar that is built
                entries.putNextEntry(entry);
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
