package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals at any moment, to a server without and to one with workers. */
@Tag("stress")
@Timeout(60)
class StartAndStopTest {
    private static final String SITE = """
            [server]
            stop-grace = "%s"
            [log]
            access = "off"
            error = "error"
            [[host]]
            listen = "127.0.0.1:%%d"
            [[host.route]]
            path = "/"
            root = "www"
            """;
    private static final int USR1 = 10;
    private static final Path MIGRATION = Path.of("/proc/sys/net/ipv4/tcp_migrate_req");

    @TempDir
    private Path folder;
    /** Its successors have the same address. */
    private volatile OddServer current;
    private final AtomicInteger answers = new AtomicInteger();

    @BeforeEach
    void makeTheSite() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Files.writeString(Files.createDirectory(folder.resolve("www")).resolve("a.txt"), "A\n");
    }

    private OddServer start(String grace, int workers) throws Exception {
        return OddServer.plain(folder, SITE.formatted(grace), "--workers", String.valueOf(workers));
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("error"));
    }

    /** Whether a process handles SIGUSR1. Until the first line of main runs, it does not, and the signal ends it. */
    private static boolean takesSignals(long pid) {
        try {
            Matcher caught = Pattern.compile("SigCgt:\\s+([0-9a-f]+)")
                    .matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return caught.find() && new BigInteger(caught.group(1), 16).testBit(USR1 - 1);
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitFirstLine(OddServer server) throws Exception {
        Eventually.holds("the program takes signals", () -> takesSignals(server.pid()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void signalsWhileItStartsDoNoHarm(int workers) throws Exception {
        try (OddServer server = start("2 s", workers)) {
            awaitFirstLine(server);
            for (int i = 0; i < 20 && server.isAlive(); i++) {
                server.signal(i % 2 == 0 ? "USR1" : "HUP");
            }
            server.started();
            assertTrue(errors().lines().noneMatch(line -> line.contains(" error: ")), errors());
            server.signal("TERM");
            assertEquals(0, server.exitCode());
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 1, 0", "INT, 1, 100", "TERM, 1, 200", "TERM, 2, 0", "INT, 2, 100", "TERM, 2, 300", "TERM, 2, 600"})
    void oneThatIsToldToStopWhileItStartsEndsQuietly(String signal, int workers, int afterMillis) throws Exception {
        try (OddServer server = start("2 s", workers)) {
            awaitFirstLine(server);
            Thread.sleep(afterMillis);
            server.signal(signal);
            assertEquals(0, server.exitCode());
            assertEquals("", Files.readString(folder.resolve("err")));
        }
    }

    /** A head that never ends keeps the server running until its grace is over. */
    private static RawClient clientThatIsWaitedFor(OddServer server) throws Exception {
        RawClient client = server.connect();
        client.get("/a.txt").reply();
        client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\n");
        Thread.sleep(300);                              // nothing shows that the server has read this
        return client;
    }

    @ParameterizedTest
    @CsvSource({"TERM, 1, 143", "INT, 1, 130", "TERM, 2, 143", "INT, 2, 130"})
    void aSecondSignalEndsItAtOnce(String signal, int workers, int exitCode) throws Exception {
        try (OddServer server = start("60 s", workers).started(); RawClient client = clientThatIsWaitedFor(server)) {
            List<ProcessHandle> children = ProcessHandle.of(server.pid()).orElseThrow().children().toList();
            server.signal("TERM");
            Thread.sleep(300);
            assertTrue(server.isAlive(), "the server waits for the request");
            server.signal(signal);
            assertTrue(server.endMillis() < 2_000);
            assertEquals(exitCode, server.exitCode());
            assertTrue(errors().contains("SIG" + signal + " while stopping: the process ends at once"), errors());
            for (ProcessHandle child : children) {
                Eventually.holds("no worker is left", () -> !child.isAlive());
            }
        }
    }

    /**
     * A restart on one machine: the new server listens before the old one stops. Only Linux can keep the connections that it
     * completes in the moment in which the old one closes its listener, and only if it is told to.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aNewServerTakesOverAndNoClientIsTurnedAway(int workers) throws Exception {
        String migration = Files.exists(MIGRATION) ? Files.readString(MIGRATION) : "";
        boolean migrates = migrateConnections();
        String[] arguments = {"--workers", String.valueOf(workers)};
        List<String> failures = new CopyOnWriteArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        OddServer server = OddServer.plain(folder, "[server]\nreuse-port = true\n" + SITE.formatted("5 s")
                .replace("[server]\n", ""), arguments).started();
        List<Thread> clients = Stream.generate(() -> new Thread(() -> askAgainAndAgain(failures, done))).limit(4).toList();
        try {
            current = server;
            clients.forEach(Thread::start);
            for (int i = 0; i < 5; i++) {
                OddServer next = server.successor(arguments);
                server.signal("TERM");
                assertEquals(0, server.exitCode());
                server = next;
            }
        } finally {
            done.set(true);
            for (Thread client : clients) {
                client.join();
            }
            server.close();
            if (Files.isWritable(MIGRATION)) {
                Files.writeString(MIGRATION, migration);
            }
        }
        assertTrue(answers.get() > 100, answers + " answers");
        assertEquals(List.of(), migrates ? failures : failures.stream().filter(each -> each.contains("refused")).toList());
    }

    private static boolean migrateConnections() throws IOException {
        if (Files.isWritable(MIGRATION)) {
            Files.writeString(MIGRATION, "1");
        }
        return Files.exists(MIGRATION) && Files.readString(MIGRATION).strip().equals("1");
    }

    private void askAgainAndAgain(List<String> failures, AtomicBoolean done) {
        while (!done.get()) {
            try (RawClient client = current.connect()) {
                int status = client.get("/a.txt").reply().status();
                if (status != 200) {
                    failures.add("status " + status);
                }
                answers.incrementAndGet();
            } catch (IOException | RuntimeException e) {
                failures.add(e.toString());
            }
        }
    }

    /** Its only thread waits for the input that a parent would write. */
    @Test
    void oneThatIsStuckInItsStartEnds() throws Exception {
        try (OddServer server = OddServer.plain(folder, SITE.formatted("60 s"), "--worker")) {
            awaitFirstLine(server);
            Thread.sleep(500);
            server.signal("TERM");
            assertTrue(server.endMillis() < 4_000);
            assertEquals(0, server.exitCode());
        }
    }

    /** SIGSTOP has suspended the worker, so it can't even end. */
    @Test
    void aWorkerThatStandsStillIsEndedWithItsParent() throws Exception {
        try (OddServer server = start("1 s", 2).started()) {
            ProcessHandle worker = ProcessHandle.of(server.pid()).orElseThrow().children().findFirst().orElseThrow();
            new ProcessBuilder("kill", "-STOP", String.valueOf(worker.pid())).start().waitFor();
            server.signal("TERM");
            assertTrue(server.endMillis() < 5_000);
            assertEquals(0, server.exitCode());
            Eventually.holds("no worker is left", () -> !worker.isAlive());
        }
    }

    @Test
    void ctrlCInATerminalIsOneSignalToEachWorker() throws Exception {
        try (OddServer server = start("2 s", 2).started()) {
            for (ProcessHandle worker : ProcessHandle.of(server.pid()).orElseThrow().children().toList()) {
                new ProcessBuilder("kill", "-INT", String.valueOf(worker.pid())).start().waitFor();
            }
            server.signal("INT");
            assertEquals(0, server.exitCode());
            assertTrue(errors().lines().noneMatch(line -> line.contains(" error: ")), errors());
        }
    }
}
