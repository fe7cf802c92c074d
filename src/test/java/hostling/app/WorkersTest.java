package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import hostling.testing.Program;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that serve one site. */
@Timeout(60)
class WorkersTest {
    private static final String SITE = """
            [server]
            workers = %d
            [log]
            access = "off"
            error = "error.log"
            [cgi.interpreters]
            sh = "/bin/sh"
            [[host]]
            listen = "127.0.0.1:0"
            [[host.route]]
            path = "/"
            root = "%s"
            [[host.route]]
            path = "/cgi/"
            cgi = "cgi"
            [[host.route]]
            path = "/session/"
            demo = "sessions"
            [[host.route]]
            path = "/metrics"
            status = "metrics"
            [[host.route]]
            path = "/up/"
            [host.route.uploads]
            """;

    @TempDir
    private Path temp;
    private Path file;
    private Program program;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")) && Files.isDirectory(Path.of("/proc/self/fd")));
        Files.createDirectory(temp.resolve("tmp"));
        Files.createDirectory(temp.resolve("cgi"));
        Files.writeString(temp.resolve("cgi/worker.sh"), "echo Content-Type: text/plain; echo; echo $PPID\n");
        for (String site : List.of("first", "second")) {
            Files.writeString(Files.createDirectory(temp.resolve(site)).resolve("a.txt"), site);
        }
        file = Files.writeString(temp.resolve("site.toml"), SITE.formatted(2, "first"));
        program = Program.java("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temp.resolve("tmp"),
                "hostling.app.Main", "-c", file.toString());
        String line = program.line();
        assertTrue(line.matches("Serving .* at http://127.0.0.1:[0-9]+/ with 2 workers \\(Ctrl-C stops\\)"), line);
        int port = Integer.parseInt(line.replaceAll(".*:([0-9]+)/.*", "$1"));
        address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.close();                            // kills the parent; the workers notice
        }
    }

    /** One connection to each worker, by process id. The system decides which worker accepts a new connection. */
    private SortedMap<Long, RawClient> both() throws Exception {
        SortedMap<Long, RawClient> clients = new TreeMap<>();
        Eventually.holds("both workers answer", () -> {
            RawClient client = new RawClient(address);
            Long worker = Long.valueOf(client.get("/cgi/worker.sh").reply().text().strip());
            if (clients.putIfAbsent(worker, client) != null) {
                client.close();
            }
            return clients.size() == 2;
        });
        return clients;
    }

    private static String text(RawClient client, String path) throws IOException {
        return client.get(path).reply().text();
    }

    private static void kill(String signal, long pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor());
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        Eventually.holds("the process ends", () -> !process.isAlive());
    }

    private String log() throws IOException {
        return Files.readString(temp.resolve("error.log"));
    }

    @Test
    void theNumbersAreThoseOfAllWorkers() throws Exception {
        SortedMap<Long, RawClient> clients = both();
        RawClient one = clients.get(clients.firstKey());
        RawClient other = clients.get(clients.lastKey());
        for (int i = 1; i <= 3; i++) {
            text(one, "/a.txt");
            text(other, "/a.txt");
            assertEquals(201, put(one, "/up/one" + i).status());
            assertEquals(201, put(other, "/up/other" + i).status());
            assertTrue(metrics(one).contains("hostling_uploaded_files_total " + 2 * i + ".0\n"), metrics(one));
            assertTrue(metrics(one).contains("{class=\"2xx\",method=\"GET\",route=\"/\"} " + 2 * i + ".0\n"), metrics(one));
        }
        kill("KILL", clients.firstKey());
        Eventually.holds("the other one still knows what it has counted",
                () -> metrics(other).contains("{class=\"2xx\",method=\"GET\",route=\"/\"} 6.0\n"));
        assertTrue(metrics(other).contains("hostling_uploaded_bytes_total 12.0\n"), metrics(other));
        assertTrue(metrics(other).contains("hostling_workers 2.0\n"), metrics(other));
    }

    private static Reply put(RawClient client, String path) throws IOException {
        return client.send("PUT " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nup").reply();
    }

    private static String metrics(RawClient client) throws IOException {
        return client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().text();
    }

    @Test
    void theyServeOneSiteAtOnePortAndEndTogether() throws Exception {
        SortedMap<Long, RawClient> clients = both();
        RawClient one = clients.get(clients.firstKey());
        RawClient other = clients.get(clients.lastKey());

        Reply begun = one.send("POST /session/create HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").reply();
        String cookie = begun.field("Set-Cookie").replaceAll(";.*", "");
        String info = other.send("GET /session/info HTTP/1.1\r\nHost: a\r\nCookie: " + cookie + "\r\n\r\n").reply()
                .text();
        assertTrue(info.startsWith("{\"session\": true"), info);

        assertEquals(201, put(one, "/up/a").status());
        assertEquals("up", text(other, "/up/a"));

        anotherServerIsToldThatThePortIsTaken();
        aChangedConfigurationReachesBoth(one, other);

        program.terminate();
        assertEquals(0, program.exitCode());
        for (long worker : clients.keySet()) {
            assertFalse(ProcessHandle.of(worker).isPresent(), "worker " + worker + " still runs");
        }
        try (Stream<Path> left = Files.list(temp.resolve("tmp"))) {
            assertEquals(List.of(), left.filter(path -> path.toString().contains("hostling")).toList());
        }
    }

    private void anotherServerIsToldThatThePortIsTaken() {
        String port = String.valueOf(address.getPort());
        for (String[] arguments : new String[][] {{"-p", port}, {"-p", port, "-w", "2"}}) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
            assertEquals(1, Main.run(arguments, InputStream.nullInputStream(), said, said,
                    new Signals(code -> { })));
            String errors = err.toString(StandardCharsets.UTF_8);
            assertTrue(errors.startsWith("hostling: can't listen on port " + port + " of 127.0.0.1: "), errors);
            assertEquals(1, errors.lines().count(), errors);
        }
    }

    private void aChangedConfigurationReachesBoth(RawClient one, RawClient other) throws Exception {
        assertEquals("first", text(one, "/a.txt"));
        Files.writeString(file, SITE.formatted(3, "second"));
        kill("HUP", program.pid());
        try {
            Eventually.holds("both serve the second site",
                    () -> text(one, "/a.txt").equals("second") && text(other, "/a.txt").equals("second"));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", but: " + log(), e);
        }
        assertTrue(log().contains("warning: server.workers: a reload can't change the number of workers, which stays 2"),
                log());
        assertEquals(2, ProcessHandle.of(program.pid()).orElseThrow().children().count());
    }

    @Test
    void oneThatDiesIsReplacedAndWithoutTheirParentTheyEnd() throws Exception {
        SortedMap<Long, RawClient> before = both();
        long killed = before.firstKey();
        ProcessHandle dying = ProcessHandle.of(killed).orElseThrow();
        kill("KILL", killed);
        awaitEnd(dying);
        assertEquals("first", text(before.get(before.lastKey()), "/a.txt"), "the other worker still serves");
        SortedMap<Long, RawClient> after = both();
        assertFalse(after.containsKey(killed));
        assertTrue(after.containsKey(before.lastKey()), "the other worker was not replaced");
        assertTrue(log().matches("(?s).* error: worker [12], process " + killed
                + ", was ended by signal 9: another one is started now\n.*"), log());

        List<ProcessHandle> workers = after.keySet().stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
        kill("KILL", program.pid());
        for (ProcessHandle worker : workers) {
            awaitEnd(worker);
        }
        assertEquals(2, log().lines().filter(line -> line.contains("has ended; this worker stops")).count(), log());
    }
}
