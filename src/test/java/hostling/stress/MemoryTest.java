package hostling.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Memory has one budget, and no stranger can use it up. Each test opens 10,000 connections of one kind that makes a
 * server hold memory; the server is started as in the README. One more client still gets its answer soon, memory stays
 * below a limit, and in the end all resources are free again.
 */
@Tag("stress")
class MemoryTest {
    private static final long RESIDENT_BYTES_MAX = 256L << 20;
    private static final long ANSWER_MILLIS_MAX = 100;
    private static final int VISITS = 20;
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Map<String, byte[]> ATTACKS = new LinkedHashMap<>();

    static {
        ATTACKS.put("content of which the last byte is withheld", bytes("POST /echo/body HTTP/1.1\r\nHost: a\r\n"
                + "Content-Length: 63000\r\n\r\n" + "x".repeat(62_999)));
        ATTACKS.put("chunked content that does not end", bytes("POST /echo/body HTTP/1.1\r\nHost: a\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nF000\r\n" + "x".repeat(0xf000)));
        ATTACKS.put("heads of 31 KiB that do not end", bytes("GET / HTTP/1.1\r\nHost: a\r\n"
                + ("X: " + "x".repeat(1_000) + "\r\n").repeat(31)));
        ATTACKS.put("forms with a file that does not end", bytes("POST /upload HTTP/1.1\r\nHost: a\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n\r\n" + "x".repeat(2_000)));
        ATTACKS.put("a byte of a next request after a response that is not read",
                bytes("GET /style.css HTTP/1.1\r\nHost: a\r\n\r\n".repeat(400) + "G"));
        ATTACKS.put("large files that are not read", bytes("GET /parser.html HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50)));
        ATTACKS.put("scripts' content that does not end", bytes("POST /cgi-bin/test.sh HTTP/1.1\r\nHost: a\r\n"
                + "Content-Length: 100000\r\n\r\n" + "x".repeat(2_000)));
        ATTACKS.put("nothing at all", new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @TestFactory
    Stream<DynamicTest> tenThousandConnectionsLeaveRoomForOneMore() {
        return ATTACKS.entrySet().stream().map(attack ->
                DynamicTest.dynamicTest(attack.getKey(), () -> attack(attack.getKey(), attack.getValue(), 10_000)));
    }

    private static void attack(String what, byte[] bytes, int connections) throws Exception {
        try (ServerProcess server = ServerProcess.demo("--quiet")) {
            for (int i = 0; i < VISITS; i++) {
                visit(server);
            }
            long descriptors = server.descriptors();
            long slowest = 0;
            long largest = 0;
            try (Crowd crowd = new Crowd(server.address(), connections, bytes)) {
                untilTheCrowdIsIn(server);
                for (int i = 0; i < VISITS; i++) {
                    slowest = Math.max(slowest, visit(server));
                    largest = Math.max(largest, server.residentBytes());
                    Thread.sleep(50);
                }
            }
            System.out.printf("%s: the slowest answer %d ms, resident %d MiB%n", what, slowest, largest >> 20);
            assertTrue(server.isAlive(), server.errors());
            assertTrue(slowest <= ANSWER_MILLIS_MAX, "an answer took " + slowest + " ms");
            assertTrue(largest < RESIDENT_BYTES_MAX, "the server uses " + (largest >> 20) + " MiB");
            Eventually.holds("all descriptors are free again", () -> descriptorsOf(server) <= descriptors + 2);
            assertEquals(List.of(), filesIn(server.temporary()));
            visit(server);
            try (RawClient client = server.connect()) {
                assertEquals(200, client.get("/hello.txt").reply().status());
            }
        }
    }

    /**
     * Waits until the server has read and written what it can: ten thousand connections take some seconds to arrive.
     * It then has nothing to do, although all of them are still there.
     */
    private static void untilTheCrowdIsIn(ServerProcess server) throws Exception {
        Eventually.holds("the server is idle", () -> {
            Duration before = server.processorTime();
            Thread.sleep(LOOK.toMillis());
            return server.processorTime().minus(before).compareTo(LOOK.dividedBy(10)) < 0;
        });
    }

    private static long descriptorsOf(ServerProcess server) {
        try {
            return server.descriptors();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.toString().contains("hsperfdata")).toList();
        }
    }

    /** Connects one more client; returns how long its answer takes, in milliseconds. */
    private static long visit(ServerProcess server) throws IOException {
        long start = System.nanoTime();
        try (RawClient client = server.connect()) {
            Reply reply = client.get("/hello.txt").reply();
            assertTrue(reply.status() == 200 || reply.status() == 503 && reply.field("Retry-After") != null,
                    reply.statusLine());
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
