package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change, appear and disappear under load: the server sends the version that it decided on. */
@Tag("stress")
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FilesStressTest {
    private static final Duration LOAD = Duration.ofSeconds(5);
    private static final int CLIENTS = 2;
    private static final String SECRET = "secret";
    private static final int LETTERS = 26;

    @TempDir
    private Path temp;
    private Path root;
    private final ExecutorService pool = Executors.newCachedThreadPool();

    @BeforeEach
    void makeTheFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath();
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private ServerProcess serving(String memory) throws Exception {
        return ServerProcess.configured("""
                [log]
                access = "off"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                root = "%s"
                listing = true
                memory = "%s"
                """.formatted(root, memory));
    }

    /** Some action that may fail. */
    private interface Step {
        void run() throws Exception;
    }

    /** Returns what is wrong with an answer, or an empty text if nothing is. */
    private interface Check {
        String wrong(Reply reply);
    }

    /** Clients send requests without pause while this thread changes something; fails if an answer is wrong. */
    private void load(ServerProcess server, String path, Step change, Check check) throws Exception {
        long until = System.nanoTime() + LOAD.toNanos();
        List<Future<List<String>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(pool.submit(() -> ask(server, path, until, check)));
        }
        long changes = 0;
        while (System.nanoTime() - until < 0) {
            change.run();
            changes++;
        }
        long answers = 0;
        List<String> wrong = new ArrayList<>();
        for (Future<List<String>> each : clients) {
            List<String> said = each.get();
            answers += Long.parseLong(said.remove(0));
            wrong.addAll(said);
        }
        System.out.println(path + ": " + answers + " answers during " + changes + " changes, " + wrong.size() + " wrong");
        assertEquals(List.of(), wrong.subList(0, Math.min(3, wrong.size())));
        assertTrue(answers > 100 && changes > 100, "there was enough load");
        assertEquals("", server.errors());
    }

    private static List<String> ask(ServerProcess server, String path, long until, Check check) throws IOException {
        List<String> wrong = new ArrayList<>();
        long answers = 0;
        try (RawClient client = server.connect()) {
            while (System.nanoTime() - until < 0) {
                String problem = check.wrong(client.get(path).reply());
                answers++;
                if (!problem.isEmpty()) {
                    wrong.add(problem);
                }
            }
        }
        wrong.add(0, Long.toString(answers));
        return wrong;
    }

    /** Each version repeats one letter, and the letter determines its size. */
    @ParameterizedTest
    @CsvSource({"2000, 8 MiB", "2000, 0 B", "100000, 8 MiB", "100000, 0 B", "1000000, 8 MiB"})
    void versionsThatReplaceEachOtherAreSentWhole(int bytes, String memory) throws Exception {
        int[] turn = {0};
        Step change = () -> {
            int letter = turn[0]++ % LETTERS;
            Files.writeString(root.resolve(".next"), String.valueOf((char) ('a' + letter)).repeat(size(bytes, letter)));
            Files.move(root.resolve(".next"), root.resolve("a.txt"), StandardCopyOption.ATOMIC_MOVE);
        };
        change.run();
        try (ServerProcess server = serving(memory)) {
            long wanted = bytes >= 1_000_000 ? 10 : 1;
            int[] calls = {0};
            load(server, "/a.txt", () -> {
                if (calls[0]++ % wanted == 0) {
                    change.run();
                }
            }, reply -> {
                if (reply.status() != 200) {
                    return reply.statusLine();
                }
                byte[] content = reply.content();
                for (byte b : content) {
                    if (b != content[0]) {
                        return "two versions in one answer";
                    }
                }
                return content.length == size(bytes, content[0] - 'a') ? "" : "the size of another version";
            });
        }
    }

    /** Every second version has the same size as the one before. */
    private static int size(int bytes, int letter) {
        return bytes + letter / 2;
    }

    @ParameterizedTest
    @CsvSource({"link, 8 MiB", "link, 0 B", "fifo, 8 MiB", "fifo, 0 B", "folder, 0 B"})
    void aNameThatIsNowAFileAndNowSomethingElseIsSafe(String other, String memory) throws Exception {
        Path outside = Files.writeString(temp.resolve("outside.txt"), SECRET.repeat(20_000));
        Path path = root.resolve("a.txt");
        Path spare = root.resolve(".spare");
        switch (other) {
            case "link" -> Files.createSymbolicLink(spare, outside);
            case "fifo" -> assumeTrue(new ProcessBuilder("mkfifo", spare.toString()).start().waitFor() == 0);
            default -> Files.createDirectory(spare);
        }
        Files.writeString(path, "x".repeat(100_000));
        try (ServerProcess server = serving(memory)) {
            load(server, "/a.txt", () -> {
                Files.move(path, root.resolve(".aside"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(spare, path, StandardCopyOption.ATOMIC_MOVE);
                Files.move(path, spare, StandardCopyOption.ATOMIC_MOVE);
                Files.move(root.resolve(".aside"), path, StandardCopyOption.ATOMIC_MOVE);
            }, reply -> reply.text().contains(SECRET) ? "the file outside"
                    : Set.of(200, 301, 404, 503).contains(reply.status()) ? "" : reply.statusLine());
        }
    }

    @Test
    void aFolderThatIsNowALinkToOutsideIsSafe() throws Exception {
        Files.createDirectories(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/a.txt"), SECRET);
        Files.createDirectories(root.resolve("d"));
        Files.writeString(root.resolve("d/a.txt"), "inside");
        Path spare = Files.createSymbolicLink(root.resolve(".spare"), temp.resolve("outside"));
        try (ServerProcess server = serving("0 B")) {
            load(server, "/d/a.txt", () -> {
                Files.move(root.resolve("d"), root.resolve(".aside"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(spare, root.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(root.resolve("d"), spare, StandardCopyOption.ATOMIC_MOVE);
                Files.move(root.resolve(".aside"), root.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
            }, reply -> reply.text().contains(SECRET) ? "the file outside"
                    : Set.of(200, 404, 503).contains(reply.status()) ? "" : reply.statusLine());
        }
    }

    private ServerProcess taking(boolean overwrite) throws Exception {
        return ServerProcess.configured("""
                [server]
                workers = 2
                [log]
                access = "off"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/uploads/"
                [host.route.uploads]
                folder = "%s"
                overwrite = %s
                """.formatted(root, overwrite));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralWhoCreateAFileOneSucceeds(boolean overwrite) throws Exception {
        int clients = 8;
        try (ServerProcess server = taking(overwrite)) {
            CyclicBarrier together = new CyclicBarrier(clients);
            for (int round = 0; round < 200; round++) {
                String head = "PUT /uploads/" + round + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                        + "Connection: close\r\n" + (overwrite ? "If-None-Match: *\r\n" : "") + "\r\n";
                Callable<Integer> one = () -> {
                    try (RawClient client = server.connect()) {
                        client.send(head);
                        together.await();
                        return client.send("x").reply().status();
                    }
                };
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> each : pool.invokeAll(Collections.nCopies(clients, one))) {
                    statuses.add(each.get());
                }
                assertEquals(1, Collections.frequency(statuses, 201), () -> "statuses " + statuses);
                assertEquals(clients - 1, Collections.frequency(statuses, overwrite ? 412 : 409));
            }
            try (var all = Files.list(root)) {
                assertEquals(200, all.count(), "no temporary file is left");
            }
        }
    }

    @Test
    void anUploadIsReadWholeWhileItIsReplaced() throws Exception {
        try (ServerProcess server = taking(true); RawClient writer = server.connect()) {
            int[] turn = {0};
            Step put = () -> {
                int letter = turn[0]++ % LETTERS;
                String content = String.valueOf((char) ('a' + letter)).repeat(size(20_000, letter));
                int status = writer.send("PUT /uploads/a HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length()
                        + "\r\n\r\n" + content).reply().status();
                assertTrue(status == 201 || status == 204);
            };
            put.run();
            load(server, "/uploads/a", put, reply -> {
                byte[] content = reply.content();
                return reply.status() == 200 && content.length == size(20_000, content[0] - 'a')
                        && content[content.length - 1] == content[0] ? "" : reply.statusLine() + ", not whole";
            });
        }
    }

    @Test
    void reloadsLeaveNoDescriptorBehind() throws Exception {
        for (int i = 0; i < 240; i++) {
            Files.writeString(root.resolve(i + ".txt"), "x".repeat(70_000));
        }
        TimeUnit.SECONDS.sleep(3);                      // the server does not keep files open that have just changed
        try (ServerProcess server = serving("64 MiB")) {
            long before = server.descriptors();
            for (int round = 0; round < 5; round++) {
                try (RawClient client = server.connect()) {
                    for (int i = 0; i < 240; i++) {
                        assertEquals(70_000, client.get("/" + i + ".txt").reply().content().length);
                    }
                    assertTrue(server.descriptors() - before >= 240, "the server keeps them open");
                }
                server.signal("HUP");
                Eventually.holds("the old site's files are closed", () -> descriptors(server) <= before + 8);
            }
        }
    }

    private static long descriptors(ServerProcess server) {
        try {
            return server.descriptors();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** One client lists a folder full of dangling links; another must not notice. */
    @Test
    void aListingOfAHundredThousandLinksMakesNobodyWait() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            Files.createSymbolicLink(root.resolve("link-" + i), Path.of("nowhere-" + i));
        }
        Path other = Files.createDirectory(root.resolve("other"));
        Files.writeString(other.resolve("a.txt"), "x");
        try (ServerProcess server = serving("8 MiB"); RawClient client = server.connect()) {
            for (int i = 0; i < 3_000; i++) {
                client.get("/other/a.txt").reply();
            }
            Future<Long> listing = pool.submit(() -> {
                long start = System.nanoTime();
                try (RawClient slow = server.connect()) {
                    for (int i = 0; i < 10; i++) {
                        assertEquals(200, slow.get("/").reply().status());
                    }
                }
                return System.nanoTime() - start;
            });
            long worst = 0;
            long answers = 0;
            while (!listing.isDone()) {
                long start = System.nanoTime();
                client.get("/other/a.txt").reply();
                worst = Math.max(worst, System.nanoTime() - start);
                answers++;
            }
            System.out.printf("10 listings took %d ms; the slowest of %d answers meanwhile %.1f ms%n",
                    TimeUnit.NANOSECONDS.toMillis(listing.get()), answers, worst / 1e6);
            assertTrue(worst < Duration.ofMillis(100).toNanos(), () -> "another client waited too long");
        }
    }

    /** Many pipelined requests for a listing, sent in one write. */
    @Test
    void pipelinedHeadsOfAListingAreAnsweredQuickly() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Files.writeString(root.resolve(i + ".txt"), "x");
        }
        try (ServerProcess server = serving("8 MiB"); RawClient client = server.connect()) {
            long start = System.nanoTime();
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000));
            for (int i = 0; i < 1_000; i++) {
                assertEquals(200, client.replyToHead().status());
            }
            System.out.printf("1,000 HEADs of a listing took %d ms%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }
}
