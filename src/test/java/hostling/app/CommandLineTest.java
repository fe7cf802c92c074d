package hostling.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Program;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started from a shell. */
class CommandLineTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path WWW = Path.of("www");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(arguments, InputStream.nullInputStream(), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), new Signals(code -> { }));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(String uri) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofByteArray());
    }

    /** The address in a line like {@code Serving www at http://127.0.0.1:8080/ (Ctrl-C stops)}. */
    private static String uriIn(String line) {
        int start = line.indexOf("http://");
        assertTrue(line.startsWith("Serving ") && start > 0, line);
        return line.substring(start, line.indexOf(' ', start));
    }

    @Test
    void withoutArgumentsTheDemoIsServedFileByFile() throws Exception {
        try (Program program = Program.java("hostling.app.Main", "--port", "0", "--quiet")) {
            String uri = uriIn(program.line());
            try (Stream<Path> files = Files.walk(WWW)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(any -> !any.startsWith(WWW.resolve("cgi-bin"))).toList()) {
                    String path = WWW.relativize(file).toString().replace(" ", "%20");
                    assertArrayEquals(Files.readAllBytes(file), get(uri + path).body(), path);
                }
            }
            assertArrayEquals(Files.readAllBytes(WWW.resolve("index.html")), get(uri).body());
            assertEquals(0, ProcessHandle.of(program.pid()).orElseThrow().children().count(), "there is no worker");
            assertTrue(new String(get(uri + "echo/head").body(), StandardCharsets.UTF_8).startsWith("GET /echo/head "));
            program.terminate();
            assertEquals(0, program.exitCode());
        }
    }

    @Test
    void theDemoKeepsUploadsWhileItRunsAndLeavesNothing(@TempDir Path temp) throws Exception {
        try (Program program = Program.java("-Djava.io.tmpdir=" + temp, "hostling.app.Main", "-p", "0", "-q")) {
            String uri = uriIn(program.line());
            HttpRequest put = HttpRequest.newBuilder(URI.create(uri + "uploads/a.txt"))
                    .PUT(HttpRequest.BodyPublishers.ofString("A\n")).build();
            assertEquals(201, CLIENT.send(put, BodyHandlers.discarding()).statusCode());
            assertEquals("A\n", new String(get(uri + "uploads/a.txt").body(), StandardCharsets.UTF_8));
            program.terminate();
            assertEquals(0, program.exitCode());
        }
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(List.of(), left.filter(path -> path.toString().contains("hostling")).toList());
        }
    }

    @Test
    void aFolderIsServedAndTheAccessLogIsOnStandardOutput(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.txt"), "A\n");
        try (Program program = Program.java("hostling.app.Main", folder.toString(), "-p", "0")) {
            String uri = uriIn(program.line());
            assertEquals("A\n", new String(get(uri + "a.txt").body(), StandardCharsets.UTF_8));
            assertEquals(404, get(uri + "echo/head").statusCode());
            String logged = program.line();
            assertTrue(logged.contains("\"GET /a.txt HTTP/1.1\" 200 2 \"-\" \"Java-http-client/"), logged);
            assertTrue(logged.startsWith("127.0.0.1 - - ["), logged);
        }
    }

    /** The program {@code script} gives the server a terminal, and shows what it prints there. */
    @Test
    void onATerminalTheAccessLogHasShortLines(@TempDir Path folder) throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script) && Files.isDirectory(Path.of("/proc/self/fd")));
        String command = "exec " + String.join(" ", Program.javaCommand()) + " hostling.app.Main -p 0 " + folder;
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "-qfc", command, "/dev/null");
        builder.environment().putAll(Map.of("TERM", "xterm", "NO_COLOR", ""));
        Process watched = builder.start();
        try (BufferedReader shown = watched.inputReader()) {
            String uri = uriIn(shown.readLine());
            get(uri + "none?" + "%1b".repeat(3) + "=%0a");
            String line = shown.readLine();
            assertTrue(line.matches("\\d\\d:\\d\\d:\\d\\d GET +/none +\u001b\\[33m404\u001b\\[0m +\\d+ B +[0-9.]+ m?s #1\r?"), line);
        } finally {
            watched.descendants().forEach(ProcessHandle::destroy);
            watched.destroy();
        }
    }

    /** Invariant 16: nobody reads the log any more. The pipe and the queue have room for a few hundred lines. */
    @Test
    void aLogThatNobodyReadsStopsNothing(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Files.writeString(folder.resolve("a.txt"), "A\n");
        try (Program program = Program.java("hostling.app.Main", folder.toString(), "-p", "0")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uriIn(program.line()) + "a.txt"))
                    .header("User-Agent", "x".repeat(1_000)).build();
            for (int i = 0; i < 3_000; i++) {
                assertEquals(200, CLIENT.send(request, BodyHandlers.discarding()).statusCode());
            }
            int read = 0;
            for (String line = program.line(); !line.contains("of the access log were lost"); line = program.line()) {
                assertTrue(line.contains("\"GET /a.txt HTTP/1.1\" 200 2 "), line);
                read++;
            }
            assertTrue(read > 100 && read < 3_000, "read " + read);
        }
    }

    @Test
    void helpNamesEveryOption() {
        assertEquals(0, run("--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        for (String option : List.of("DIR", "--port", "--bind", "--config", "--check", "--workers",
                "--open", "--quiet", "--help", "--version", "127.0.0.1", "8080")) {
            assertTrue(help.contains(option), option);
        }
        assertFalse(help.contains("--worker "), "--worker is internal");
        assertFalse(help.contains("--pages"), "--pages is internal");
    }

    @Test
    void theVersionIsOneLine() {
        assertEquals(0, run("--version"));
        assertEquals(1, out.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void wrongUsageIsSaidInTwoLines() {
        for (String[] wrong : new String[][] {{"--port", "x"}, {"--port", "70000"}, {"--nope"}, {"a", "b"},
                {"/no/such/folder"}, {"-c", "/no/such/file"}, {"-c", "/"}, {"-c", "a.toml", "-p", "1"},
                {"-c", "a.toml", "folder"}, {"--check"}, {"--workers", "0"}, {"-w", "257"}, {"-w", "x"},
                {"--worker"}}) {
            err.reset();
            assertEquals(2, run(wrong), String.join(" ", wrong));
            assertEquals(2, errors().lines().count(), errors());
            assertTrue(errors().startsWith("hostling: "), errors());
            assertFalse(errors().contains("Exception"), errors());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertEquals(2, run("/no/such/folder"));
        assertTrue(errors().contains("there is no folder '/no/such/folder'"), errors());
    }

    @Test
    void aConfigurationThatIsNotThereIsSaidSo() {
        assertEquals(2, run("--config", "no-such.toml", "--check"));
        assertEquals("hostling: the configuration can't be read: no-such.toml: does not exist",
                errors().lines().findFirst().orElseThrow());
    }

    @Test
    void aPortThatIsTakenIsSaidSoWithAWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (String workers : List.of("1", "2")) {
                err.reset();
                assertEquals(1, run("--port", String.valueOf(taken.getLocalPort()), "--workers", workers));
                assertEquals(1, errors().lines().count(), errors());
                assertTrue(errors().contains("can't listen on port " + taken.getLocalPort()), errors());
                assertTrue(errors().contains("--port 0"), errors());
            }
        }
    }

    @Test
    void anAddressThatIsNotOursIsSaidSo() {
        assertEquals(1, run("--port", "0", "--bind", "192.0.2.1"));
        assertTrue(errors().contains("192.0.2.1"), errors());
        assertEquals(1, errors().lines().count(), errors());
    }

    @Test
    void theExampleOfTheReadmeRuns(@TempDir Path folder) throws Exception {
        int port = freePort();
        String source = Files.readString(Path.of("src/test/resources/examples/Hello.java"));
        Path file = Files.writeString(folder.resolve("Hello.java"), source.replace("8080", String.valueOf(port)));
        try (Program program = Program.java(file.toString())) {
            byte[] answer = getOnceItRuns("http://127.0.0.1:" + port + "/hello?name=you", program);
            assertEquals("Hello, you!\n", new String(answer, StandardCharsets.UTF_8));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static byte[] getOnceItRuns(String uri, Program program) throws Exception {
        while (true) {
            try {
                return get(uri).body();
            } catch (ConnectException e) {
                assertTrue(program.isAlive(), "the program has ended");
            }
        }
    }
}
