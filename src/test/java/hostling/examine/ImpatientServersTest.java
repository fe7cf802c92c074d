package hostling.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not wait for a whole request, or wait for ever. */
@Timeout(60)
class ImpatientServersTest {
    /** The checks that are tried here. */
    static final Set<String> CHECKS = Set.of("timeout-no-request", "timeout-half-head", "timeout-half-content", "timeout-after-response",
            "timeout-dripping-head", "byte-by-byte", "cut-in-line-end", "limit-endless-head");
    private static final Pace QUICK = new Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100),
            Duration.ofMillis(300), Duration.ofMillis(100));

    private static final Pace PATIENT = new Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100),
            Duration.ofSeconds(20), Duration.ofMillis(100));

    private static Map<String, Result> run(Target target, String start) {
        return run(target, start, QUICK);
    }

    private static Map<String, Result> run(Target target, String start, Pace pace) {
        List<Check> checks = Stages.all(CaseLibrary.ofTheProgram()).stream().flatMap(stage -> stage.checks().stream())
                .filter(check -> CHECKS.contains(check.id()) && check.id().startsWith(start)).toList();
        List<Result> results = new ArrayList<>();
        Stage stage = new Stage(1, "one", "One", checks);
        Exam exam = new Exam(target, Duration.ofSeconds(30), pace);
        exam.prepare(List.of(stage));
        exam.run(stage, results::add);
        return results.stream().collect(Collectors.toMap(result -> result.id(), result -> result));
    }

    @Test
    void aServerThatWaitsForEverIsWeak() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Map<String, Result> results = run(server.target(Map.of()), "timeout");
            assertEquals(5, results.size());
            results.values().forEach(result -> {
                assertEquals(Verdict.WEAK, result.verdict(), result.id());
                assertTrue(result.reason().contains("still open"), result.reason());
            });
        }
    }

    /** Its first packet is all that this server reads. */
    @Test
    void aServerThatReadsOnceFails() throws IOException {
        try (ReadingOnce server = new ReadingOnce("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(Verdict.FAILED, run(server.target(), "timeout-half-head", PATIENT).get("timeout-half-head").verdict());
        }
        try (ReadingOnce server = new ReadingOnce("")) {
            assertEquals(Verdict.FAILED, run(server.target(), "byte-by-byte").get("byte-by-byte").verdict());
            assertEquals(Verdict.FAILED, run(server.target(), "cut").get("cut-in-line-end").verdict());
        }
    }

    @Test
    void aServerThatReadsAHeadWithoutEndIsWeak() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> swallow(listener), "swallowing");
            thread.setDaemon(true);
            thread.start();
            Target target = new Target(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), "localhost", "/", Map.of());
            Result result = run(target, "limit").get("limit-endless-head");
            assertEquals(Verdict.WEAK, result.verdict());
            assertTrue(result.reason().contains("on and on"), result.reason());
        }
    }

    private static void swallow(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }
}
