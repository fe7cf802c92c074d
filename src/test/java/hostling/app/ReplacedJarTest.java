package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Program;
import hostling.testing.RawClient;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The jar is replaced while the server runs from it. */
class ReplacedJarTest {
    private static final int STOPPED_AS_ASKED = 0;
    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(Signals.ENDED_BY_SIGNAL + 15, Signals.ENDED_BY_SIGNAL + 2);

    @TempDir
    private Path folder;
    private Path jar;

    @BeforeEach
    void makeTheJar() throws Exception {
        jar = folder.resolve("hostling.jar");
        Files.writeString(Files.createDirectory(folder.resolve("site")).resolve("a.txt"), "A\n");
        Files.writeString(folder.resolve("hostling.toml"), """
                [server]
                [log]
                access = "access.log"
                error = "error.log"
                [[host]]
                listen = ["127.0.0.1:0"]
                [[host.route]]
                path = "/"
                root = "site"
                """);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            Path classes = codeOf(Main.class);
            try (Stream<Path> files = Files.walk(classes.resolve("hostling"))) {
                for (Path file : files.filter(any -> any.toString().endsWith(".class")).toList()) {
                    out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, out);
                }
            }
            copyLibrary(codeOf(CommandLine.class), out);
        }
    }

    private static Path codeOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copyLibrary(Path library, ZipOutputStream out) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(library))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    /** The server, from the jar and the libraries that are not in it. */
    private Program start(String... arguments) throws Exception {
        List<Path> inTheJar = List.of(codeOf(Main.class), codeOf(CommandLine.class));
        String path = jar + File.pathSeparator + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !inTheJar.contains(Path.of(entry).toAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
        return Program.javaIn(folder, Stream.concat(Stream.of("-cp", path, "hostling.app.Main"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static RawClient connect(Program server) throws IOException {
        String line = server.line();
        int start = line.indexOf("http://");
        assertTrue(start > 0, line);
        return new RawClient(new InetSocketAddress("127.0.0.1", URI.create(line.substring(start, line.indexOf(' ', start))).getPort()));
    }

    private static void assertAnswered(RawClient client) throws IOException {
        assertEquals(200, client.send("GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().status());
    }

    private static void send(String signal, Program server) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + server.pid()).start().waitFor();
    }

    private static void assertSilent(Program server) throws IOException {
        for (String line = server.line(); line != null; line = server.line()) {
            assertFalse(line.contains("Exception") || line.contains("Error"), line);
        }
    }

    /** The same file gets other bytes, as {@code cp} gives them to it: no class can be read any more. */
    private void overwrite() throws IOException {
        byte[] other = new byte[(int) Files.size(jar)];
        try (OutputStream out = Files.newOutputStream(jar)) {
            out.write(other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"site -p 0 -q", "site -p 0", "--config hostling.toml"})
    void aServerWhoseJarIsOverwrittenStops(String arguments) throws Exception {
        try (Program server = start(arguments.split(" ")); RawClient client = connect(server)) {
            assertAnswered(client);
            overwrite();
            send("TERM", server);
            assertEquals(STOPPED_AS_ASKED, server.exitCode());
            assertSilent(server);
        }
    }

    @Test
    void itStopsEvenIfItHasNeverAnswered() throws Exception {
        try (Program server = start("site", "-p", "0", "-q")) {
            server.line();
            overwrite();
            send("TERM", server);
            assertEquals(STOPPED_AS_ASKED, server.exitCode());
            assertSilent(server);
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Path file = folder.resolve("hostling.toml");
        Files.writeString(file, Files.readString(file).replace("[server]\n", "[server]\nstop-delay = \"30s\"\n"));
        try (Program server = start("--config", file.toString()); RawClient client = connect(server)) {
            assertAnswered(client);
            overwrite();
            send("TERM", server);
            send("INT", server);                        // two equal signals could arrive as one
            int code = server.exitCode();
            assertTrue(ENDED_BY_SIGNAL.contains(code), "exit code " + code);
            assertSilent(server);
        }
    }

    /** The system keeps a file that was deleted for as long as a process has it open. So the build deletes the old jar first. */
    @Test
    void aServerWhoseJarIsDeletedServesAsBefore() throws Exception {
        try (Program server = start("site", "-p", "0", "-q"); RawClient client = connect(server)) {
            Files.delete(jar);
            Files.writeString(jar, "another one");
            assertAnswered(client);
            send("TERM", server);
            assertEquals(STOPPED_AS_ASKED, server.exitCode());
            assertSilent(server);
        }
    }
}
