package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many clients, clients that behave badly, and the resources that they leave behind. */
class LoadFeaturesTest {
    private static final String ONE = "one.toml";
    private static final int CLIENTS = 25;
    private static final int ROUNDS = 20;

    /** Like siege: each request has its own connection, 25 connections at a time. */
    @Test
    void manyClientsAreAllAnswered(@Serving(ONE) Server server) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(server.connect());
                    clients.get(i).get("/empty.html");
                }
                for (RawClient client : clients) {
                    Reply reply = client.reply();
                    assertEquals(200, reply.status());
                    assertEquals(0, reply.content().length);
                }
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void aWrongRequestIsRefusedAndTheServerGoesOn(@Serving(ONE) Server server) throws IOException {
        byte[] noise = new byte[50_000];
        for (int seed = 0; seed < 20; seed++) {
            new Random(seed).nextBytes(noise);
            try (RawClient client = server.connect()) {
                client.send(noise);
                assertTrue(client.reply().status() >= 400);
            }
        }
        for (String wrong : List.of("NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            assertTrue(server.answer(wrong).status() >= 400, wrong);
        }
        assertEquals(200, server.get("/").status());
    }

    /** /proc lists the file descriptors of a process. */
    @Test
    void clientsThatBreakOffLeaveNothing(@Serving(ONE) Server server) throws Exception {
        Path list = Path.of("/proc", String.valueOf(server.pid()), "fd");
        assumeTrue(Files.isDirectory(list));
        breakOff(server);
        assertEquals(200, server.get("/").status());
        long before = settled(list);
        for (int i = 0; i < 10; i++) {
            breakOff(server);
        }
        assertEquals(200, server.get("/").status());
        Eventually.holds("as many descriptors as before", () -> descriptors(list) <= before);
    }

    private static void breakOff(Server server) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = server.connect();
            switch (i % 4) {
                case 0 -> client.close();
                case 1 -> client.send("GET / HT").closeWithReset();
                case 2 -> client.get("/").closeWithReset();
                default -> client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf").close();
            }
        }
    }

    private static long descriptors(Path list) throws IOException {
        try (Stream<Path> all = Files.list(list)) {
            return all.count();
        }
    }

    private static long settled(Path list) throws Exception {
        long[] last = {-1, 0};
        Eventually.holds("a number of descriptors that stays", () -> {
            long now = descriptors(list);
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == 20;
        });
        return last[0];
    }

    /** The main thread. All other threads belong to the virtual machine, or only write a log. */
    @Test
    void oneThreadRunsOurCode(@Serving(ONE) Server server) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assumeTrue(Files.isExecutable(jcmd));
        Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(server.pid()), "Thread.print")
                .redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        List<String> ours = Stream.of(printed.split("\n\n")).filter(thread -> thread.contains("at hostling.")).toList();
        List<String> serving = ours.stream().filter(thread -> !onlyWritesALog(thread)).toList();
        assertEquals(1, serving.size(), printed);
        assertTrue(serving.get(0).startsWith("\"main\" "), serving.get(0));
    }

    private static boolean onlyWritesALog(String thread) {
        return thread.startsWith("\"log ") && thread.lines().filter(line -> line.contains("at hostling."))
                .allMatch(line -> line.contains("at hostling.app.Line"));
    }
}
