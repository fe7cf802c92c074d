package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** A jar like the one that is built, but of the classes under test, in a folder without www. */
    @Test
    void theDemoRunsFromTheJarAlone() throws Exception {
        Path jar = jarOf(Path.of("target/classes"), temp.resolve("lonely/deep/hostling.jar"));
        Path tempFiles = Files.createDirectories(temp.resolve("tmp"));
        String path = jar + System.getProperty("path.separator") + Program.javaCommand().get(2);
        for (String workers : List.of("1", "2")) {
            try (Program program = Program.javaIn(temp.resolve("lonely"), "-Djava.io.tmpdir=" + tempFiles, "-cp", path,
                    "hostling.app.Main", "-p", "0", "-q", "-w", workers)) {
                String line = program.line();
                assertTrue(line.startsWith("Serving the demo at http://"), line);
                String uri = line.substring(line.indexOf("http://"), line.indexOf("/ ") + 1);
                assertEquals(Files.readString(Path.of("www/style.css")), get(uri + "style.css"));
                assertTrue(get(uri + "docs/").contains("<h1 id=\"documentation\">"), "the documentation is in the jar as well");
                assertEquals(1, folders(tempFiles, "hostling-www-").size(), "workers share one folder");
                program.terminate();
                assertEquals(0, program.exitCode());
            }
            assertEquals(List.of(), folders(tempFiles, "hostling-"));
        }
    }

    private static String get(String uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString()).body();
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
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
