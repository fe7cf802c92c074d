package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.app.Server;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.handler.StaticFiles;
import hostling.server.Timeouts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole examinations: of our own server, and of servers that give an examiner a hard time. */
@Timeout(120)
class ExamTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Pace OURS = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1),
            Duration.ofSeconds(30), Duration.ofMillis(200));
    private static final Pace HURRIED = new Pace(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(20),
            Duration.ofMillis(100), Duration.ofMillis(50));
    private static final CaseLibrary LIBRARY = CaseLibrary.ofTheProgram();

    private static final List<Stage> STAGES = Stages.all(LIBRARY);

    @TempDir
    private Path site;

    @Test
    void ourServerPassesAllStages() throws Exception {
        Files.writeString(site.resolve("index.html"), "<!DOCTYPE html><title>A page</title><p>A page of some length.</p>");
        Router router = new Router().below("/", new StaticFiles(site)).below("/echo/", Echo.below("/echo/"));
        Timeouts timeouts = new Timeouts(SHORT, SHORT, SHORT, SHORT, SHORT, 256);
        try (Server server = Server.of(router).timeouts(timeouts).open("127.0.0.1", 0).start()) {
            Target target = new Target(server.address(), "127.0.0.1:" + server.address().getPort(), "/", Map.of("echo", "/echo/body"));
            List<Result> results = examine(target, Duration.ofSeconds(100), OURS);
            List<String> others = results.stream().filter(result -> result.verdict() != Verdict.PASSED)
                    .map(result -> result.id() + ": " + result.verdict() + ": " + result.reason()).toList();
            assertEquals(List.of(), others);
        }
    }

    private static List<Result> examine(Target target, Duration time, Pace pace) {
        List<Stage> stages = Stages.all(LIBRARY, target);
        Exam exam = new Exam(target, time, pace);
        List<Result> results = new ArrayList<>();
        exam.prepare(stages);
        stages.forEach(stage -> exam.run(stage, results::add));
        assertEquals(stages.stream().mapToInt(stage -> stage.checks().size()).sum(), results.size());
        return results;
    }

    /** What a server may do to somebody who waits for a response. */
    enum Trouble {
        SILENCE(""), GARBAGE("SSH-2.0-OpenSSH\r\n"), CLOSE(""), ENDLESS("HTTP/1.1 200 OK\r\n\r\n"), ENDLESS_HEAD("HTTP/1.1 200 OK\r\nX: "),
        DRIP("HTTP/1.1 200 OK\r\n\r\n"), ENDLESS_INTERIM("");

        private final String start;

        Trouble(String start) {
            this.start = start;
        }

        private void make(Socket socket) {
            try (socket) {
                OutputStream out = socket.getOutputStream();
                out.write(start.getBytes(ISO_8859_1));
                byte[] piece = (this == ENDLESS_INTERIM ? "HTTP/1.1 100 \r\n\r\n" : "aaaaaaaa").repeat(this == DRIP ? 1 : 1_000).getBytes(ISO_8859_1);
                boolean isEndless = name().startsWith("ENDLESS");
                while (isEndless || this == DRIP) {
                    out.write(piece);
                    Thread.sleep(isEndless ? 0 : 10);
                }
                if (this != CLOSE) {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException | InterruptedException e) {
                // The client has gone.
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theExaminationEndsWhateverTheServerDoes(Trouble trouble) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> accept(listener, trouble), "trouble");
            thread.setDaemon(true);
            thread.start();
            Target target = new Target(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), "localhost", "/", Map.of());
            List<Result> results = examine(target, Duration.ofMillis(150), HURRIED);
            assertNotEquals(Verdict.PASSED, results.get(0).verdict());
        }
    }

    private static void accept(ServerSocket listener, Trouble trouble) {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> trouble.make(socket), "trouble-of-one");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void atTheEndOfItsTimeTheExaminationTriesNothingMore() {
        Target target = new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "localhost", "/", Map.of());
        List<Result> results = new ArrayList<>();
        new Exam(target, Duration.ZERO, OURS).run(STAGES.get(0), results::add);
        results.forEach(result -> assertEquals("The time of the examination is over.", result.reason()));
        assertEquals(STAGES.get(0).checks().size(), results.size());
    }

    /** Nor does it wait on for a server that never ends a connection. */
    @Test
    void atTheEndOfItsTimeNoConnectionIsWaitedFor() throws IOException {
        Pace patient = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofDays(1), Duration.ZERO);
        try (ScriptedServer server = new ScriptedServer(request -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            hostling.examine.Server over = new hostling.examine.Server(server.target(Map.of()), patient, System.nanoTime());
            Stage timeouts = STAGES.stream().filter(stage -> stage.name().equals("timeouts")).findFirst().orElseThrow();
            for (Check check : timeouts.checks()) {
                try (Attempt attempt = new Attempt(over, patient.patience())) {
                    assertThrows(NotTriedException.class, () -> check.trial().judge(attempt), check.id());
                }
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUp() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }
        Target target = new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "localhost", "/", Map.of());
        List<Result> results = examine(target, Duration.ofSeconds(100), OURS);
        assertEquals(Verdict.FAILED, results.get(0).verdict());
        assertTrue(results.get(0).reason().startsWith("No connection"), results.get(0).reason());
        assertEquals("The server takes no connections any more.", results.get(results.size() - 1).reason());
    }

    /** A server may end the connection with any response, as long as it says so. */
    @Test
    void aServerThatClosesWithAnErrorIsNotJudgedByWhatComesAfter() throws IOException {
        ScriptedServer.Script closing = request -> request.has("GET / ") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
                : ScriptedServer.LAST + "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(closing)) {
            assertEquals(Verdict.NOT_TRIED, examine(server.target(Map.of()), "pipelined-twenty").get(0).verdict());
        }
    }

    /** Many first servers serve one client after the other. That is a fault in one stage, and not the end of the examination. */
    @Tag("stress")
    @Test
    void aServerThatServesOneClientAtATimeIsJudgedToTheEnd() throws IOException {
        ScriptedServer.Script ordinary = request -> (request.has("Connection: close") ? ScriptedServer.LAST : "") + "HTTP/1.1 "
                + (request.has("GET / ") ? "200 OK" : "404 Not Found") + "\r\nContent-Length: 2\r\n\r\nhi";
        Pace pace = new Pace(Duration.ofMillis(400), Duration.ofMillis(800), Duration.ofMillis(400), Duration.ofMillis(100),
                Duration.ofMillis(100));
        try (ScriptedServer server = ScriptedServer.servingOneAtATime(ordinary)) {
            Exam exam = new Exam(server.target(Map.of()), Duration.ofSeconds(60), pace);
            List<Result> results = new ArrayList<>();
            STAGES.stream().filter(stage -> Set.of("pipelining", "crowd", "escape").contains(stage.name()))
                    .forEach(stage -> exam.run(stage, results::add));
            Map<String, Result> byId = byId(results);
            assertEquals(Verdict.PASSED, byId.get("pipelined-twenty").verdict(), byId.get("pipelined-twenty").reason());
            assertEquals(Verdict.WEAK, byId.get("crowd-half-head").verdict());
            assertEquals(Verdict.PASSED, byId.get("crowd-crashing").verdict(), byId.get("crowd-crashing").reason());
            List<String> left = results.stream().filter(result -> result.id().startsWith("escape"))
                    .filter(result -> result.verdict() != Verdict.PASSED).map(result -> result.id() + ": " + result.reason()).toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    void aServerThatClosesAfterAPostIsNotJudgedByContent() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> request.method().equals("POST")
                ? "\0HTTP/1.0 501 No\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Map<String, Result> results = byId(examine(server.target(Map.of()), "post-with-length"));
            assertEquals(Verdict.NOT_TRIED, results.get("post-with-length").verdict());
            assertTrue(results.get("post-with-length").reason().startsWith("--post PATH"), results.get("post-with-length").reason());
        }
    }

    @Test
    void theContentOfCasesIsComparedWithWhatComesBack() throws IOException {
        ScriptedServer.Script wrong = request -> "\0HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo";
        try (ScriptedServer server = new ScriptedServer(wrong)) {
            Result result = byId(examine(server.target(Map.of("echo", "/echo")), "post-with-length")).get("post-with-length");
            assertEquals(Verdict.FAILED, result.verdict());
            assertTrue(result.reason().startsWith("The server has read other content"), result.reason());
            assertTrue(new String(((Finding.Sent) result.finding().parts().get(0)).bytes(), ISO_8859_1).startsWith("POST /echo HTTP/1.1"));
        }
    }

    private static List<Result> examine(Target target, String id) {
        List<Check> checks = STAGES.stream().flatMap(stage -> stage.checks().stream())
                .filter(check -> check.id().equals(id)).toList();
        List<Result> results = new ArrayList<>();
        new Exam(target, Duration.ofSeconds(60), OURS).run(new Stage(1, "one", "One", checks), results::add);
        return results;
    }

    private static Map<String, Result> byId(List<Result> results) {
        return results.stream().collect(Collectors.toMap(result -> result.id(), result -> result));
    }

    @Test
    void anIdNamesOneCheck() {
        List<String> ids = STAGES.stream().flatMap(stage -> stage.checks().stream()).map(Check::id).toList();
        assertEquals(Set.copyOf(ids).size(), ids.size());
    }

    @Test
    void theStageOfAssignmentsIsThereIfItsPathsAre() {
        InetSocketAddress address = new InetSocketAddress(1);
        assertEquals(14, Stages.all(LIBRARY, new Target(address, "a", "/", Map.of("echo", "/echo"))).size());
        assertEquals(15, Stages.all(LIBRARY, new Target(address, "a", "/", Map.of("redirect", "/r"))).size());
    }

    /** The levels of cases: what binds us does not always bind others. */
    @Test
    void aRefusalIsAMustWhereAnRfcSaysSo() {
        Map<String, Level> levels = STAGES.stream().flatMap(stage -> stage.checks().stream())
                .collect(Collectors.toMap(Check::id, Check::level));
        assertEquals(Level.MUST, levels.get("host-missing"));
        assertEquals(Level.SHOULD, levels.get("chunk-extension-name-not-a-token"));
        assertEquals(Level.MAY, levels.get("folded-line"));
        assertEquals(Level.MAY, levels.get("lf-behind-value"));
        assertEquals(Level.MAY, levels.get("host-empty"));
    }
}
