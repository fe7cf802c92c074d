package hostling.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.log.AccessLog;
import hostling.server.ConnectionDriver;
import hostling.server.HttpEngine;
import hostling.server.MemoryTransport;
import hostling.server.Peer;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
import hostling.server.Transport.Interest;
import hostling.server.TrustedProxies;
import hostling.server.TurnRecorder;
import hostling.server.TurnRecorder.Kind;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop's page shows what the engine does, and its puppets are clients like any other. There is no socket and no thread. */
class LoopViewTest {
    /** Each reading of the clock takes so long. */
    private static final long READING_NANOS = 1_000;

    private final List<Client> clients = new ArrayList<>();
    private final List<Exchange> uploads = new ArrayList<>();
    private long nanos;
    private final HttpEngine engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 5_000, 8 << 20,
            Duration.ofSeconds(5), TrustedProxies.NONE, false, AccessLog.NONE, (level, what, cause) -> { },
            () -> nanos += READING_NANOS, () -> Instant.EPOCH), new HttpEngine.Listener() {
                @Override
                public void taskAdded() { }

                @Override
                public void roomAdded() { }
            });
    private final Router site = new Router().get("/hello.txt", request -> Response.text("hello"))
            .on(Method.PUT, "/uploads/puppet.txt", exchange -> {
                uploads.add(exchange);
                exchange.collect(1 << 20, content -> { });
            });
    private final Site all = new Site(site, ErrorPages.PLAIN);

    /** A client of the test, with what it has received. */
    private final class Client {
        final MemoryTransport transport = new MemoryTransport();
        final ConnectionDriver connection = engine.connect(transport, new Peer("192.0.2.1", 80), () -> all);

        Client() {
            clients.add(this);
        }

        String ask(String method, String path, String... fieldLines) {
            transport.clientSends(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + String.join("", fieldLines)
                    + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n");
            turn();
            return transport.received();
        }
    }

    @BeforeEach
    void addTheView() {
        site.below("/loop/", LoopView.below("/loop/", engine, all));
    }

    /** One turn of the engine. */
    private void turn() {
        engine.startTurn();
        for (Client each : clients) {
            if (each.transport.isReady()) {
                each.connection.ready(each.transport.interest() == Interest.READ);
            }
        }
        engine.endTurn();
    }

    private void settle() {
        do {
            turn();
        } while (engine.hasWork());
    }

    /** Lets time pass in steps as long as the interval between two messages. */
    private void pass(Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end;) {
            nanos += Math.min(end - nanos, 100_000_000);
            settle();
        }
    }

    private static String startPuppet(Client client, String name) {
        return client.ask("POST", "/loop/puppets/" + name);
    }

    /** The lane of a puppet in the last message among these. */
    private static String lane(String messages, String puppet) {
        String last = messages.substring(messages.lastIndexOf("data: {\"now\""));
        return Pattern.compile("\\{\"number\": \\d+, [^}]*\"puppet\": \"" + puppet + "\"[^}]*}").matcher(last).results()
                .map(result -> result.group()).findFirst().orElse("none of " + puppet + " in " + last);
    }

    @Test
    void theLoopIsRecordedWhileSomebodyWatches() {
        Client other = new Client();
        assertTrue(other.ask("GET", "/loop/recent").startsWith("HTTP/1.1 404 "));
        Client watcher = new Client();
        String beginning = watcher.ask("GET", "/loop/events");
        settle();
        beginning += watcher.transport.received();
        assertTrue(beginning.contains("\"kinds\": [\"SLEEP\", \"ACCEPT\""), beginning);
        other.ask("GET", "/hello.txt");
        pass(Duration.ofMillis(300));
        String messages = watcher.transport.received();
        assertTrue(messages.contains("[" + Kind.READ.ordinal() + "," + other.connection.number() + ","), messages);
        assertTrue(messages.contains("\"count\": 2, \"lanes\": [{\"number\": 1, \"phase\": \"IDLE\", \"interest\": \"READ\", "
                + "\"pending\": 0, \"deadline\": "), messages);
        String recent = other.ask("GET", "/loop/recent");
        assertTrue(recent.contains("{\"entries\": [["), recent);

        watcher.connection.close();
        assertTrue(other.ask("GET", "/loop/recent").startsWith("HTTP/1.1 404 "), "nothing is recorded any more");
    }

    @Test
    void aQueryIsNotShownToOthers() {
        Client watcher = new Client();
        watcher.ask("GET", "/loop/events?secret=1");
        pass(Duration.ofMillis(300));
        String messages = watcher.transport.received();
        assertTrue(messages.contains("\"request\": \"GET /loop/events\""), messages);
        assertFalse(messages.contains("secret"));
    }

    @Test
    void halfAHeadIsGivenUpAfterItsDeadline() {
        Client watcher = new Client();
        watcher.ask("GET", "/loop/events");
        startPuppet(new Client(), "half-header");
        pass(Duration.ofMillis(300));
        String waiting = lane(watcher.transport.received(), "half-header");
        assertTrue(waiting.contains("\"phase\": \"HEADER\", \"interest\": \"READ\""), waiting);
        pass(Timeouts.DEFAULT.header());
        String later = watcher.transport.received();
        assertTrue(later.contains("[" + Kind.DEADLINE.ordinal() + ","), later);
        assertTrue(lane(later, "half-header").startsWith("none"), later);
    }

    @Test
    void aSlowReaderIsWaitedForAndNobodyElse() {
        Client watcher = new Client();
        watcher.ask("GET", "/loop/events");
        Client other = new Client();
        startPuppet(other, "slow-reader");
        for (int second = 0; second < 20; second++) {
            pass(Duration.ofSeconds(1));
            String waiting = lane(watcher.transport.received(), "slow-reader");
            assertTrue(waiting.contains("\"phase\": \"WRITE\", \"interest\": \"WRITE\", \"pending\": "), waiting);
            assertTrue(other.ask("GET", "/hello.txt").endsWith("hello"), "the others are answered in the same turn");
        }
        pass(Duration.ofSeconds(20));
        String done = lane(watcher.transport.received(), "slow-reader");
        assertTrue(done.contains("\"phase\": \"IDLE\""), "it has read all: " + done);
    }

    @Test
    void aFastSenderIsReadOnceInEachTurn() {
        TurnRecorder recorder = engine.probe().watch();
        Client other = new Client();
        startPuppet(other, "fast-sender");
        for (int i = 0; i < 100; i++) {
            long before = recorder.count();
            assertTrue(other.ask("GET", "/hello.txt").endsWith("hello"), "the others are answered in the same turn");
            List<Long> readers = new ArrayList<>();
            recorder.visit(before, entry -> {
                if (entry.kind() == Kind.READ) {
                    readers.add(entry.connection());
                }
            });
            assertEquals(List.of(other.connection.number(), other.connection.number() + 1), readers);
        }
    }

    /** With several workers, the one that gets the request may not be the one whose loop the page shows. */
    @Test
    void aPuppetIsNotSentToAnotherLoopThanTheOneThatIsWatched() {
        Client client = new Client();
        assertTrue(startPuppet(client, "pipeline?recording=1").startsWith("HTTP/1.1 421 "), "nobody watches here");
        String names = new Client().ask("GET", "/loop/events");
        String recording = names.replaceAll("(?s).*\"recording\": \"(\\d+)\".*", "$1");
        assertTrue(startPuppet(client, "pipeline?recording=" + recording).startsWith("HTTP/1.1 200 "), recording);
        assertTrue(startPuppet(client, "pipeline?recording=" + recording + "1").startsWith("HTTP/1.1 421 "));
    }

    @Test
    void aPipelineIsAnswered() {
        Client watcher = new Client();
        watcher.ask("GET", "/loop/events");
        startPuppet(new Client(), "pipeline");
        pass(Duration.ofMillis(300));
        String done = lane(watcher.transport.received(), "pipeline");
        assertTrue(done.contains("\"phase\": \"IDLE\", \"interest\": \"READ\", \"pending\": 0"), done);
    }

    @Test
    void anUploadThatLeavesIsAborted() {
        int before = engine.connectionCount();
        startPuppet(new Client(), "leaving-upload");
        pass(Duration.ofSeconds(1));
        assertEquals(1, uploads.size());
        assertEquals(before + 2, engine.connectionCount());
        pass(Duration.ofSeconds(2));
        assertEquals(before + 1, engine.connectionCount(), "it has left");
    }

    @Test
    void aHandlerThatBlocksKeepsTheThread() {
        Client client = new Client();
        startPuppet(client, "blocking-handler");
        assertTrue(engine.takeLongestTurnNanos() >= 500_000_000);
        assertTrue(client.ask("GET", "/loop/block").startsWith("HTTP/1.1 503 "), "not twice in a row");
    }

    @Test
    void aCrowdIsShownAsAGrid() {
        Client watcher = new Client();
        watcher.ask("GET", "/loop/events");
        Client other = new Client();
        startPuppet(other, "half-header");
        startPuppet(other, "crowd");
        pass(Duration.ofSeconds(1));
        String messages = watcher.transport.received();
        String last = messages.substring(messages.lastIndexOf("\"connections\": "));
        assertTrue(last.startsWith("\"connections\": {\"count\": 1003, \"lanes\": [{\"number\": "), last);
        assertTrue(Pattern.compile("\"grid\": \"[0-6]{1003}\"").matcher(last).find(), last);
        assertTrue(lane(messages, "half-header").contains("HEADER"), "a puppet keeps its lane");
    }

    @Test
    void thereAreBounds() {
        Client client = new Client();
        assertTrue(startPuppet(client, "unknown").startsWith("HTTP/1.1 404 "));
        assertTrue(client.ask("POST", "/loop/puppets/crowd", "Sec-Fetch-Site: cross-site\r\n").startsWith("HTTP/1.1 403 "));
        assertTrue(client.ask("POST", "/loop/puppets/pipeline", "Sec-Fetch-Site: same-origin\r\n").startsWith("HTTP/1.1 200 "));
        for (int i = 1; i < 40; i++) {
            assertTrue(startPuppet(client, "half-header").startsWith("HTTP/1.1 200 "));
        }
        assertTrue(startPuppet(client, "half-header").startsWith("HTTP/1.1 503 "), "too many puppets");
        for (int i = 0; i < 8; i++) {
            assertTrue(new Client().ask("GET", "/loop/events").startsWith("HTTP/1.1 200 "));
        }
        assertTrue(new Client().ask("GET", "/loop/events").startsWith("HTTP/1.1 503 "), "too many who watch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"half-header", "slow-reader", "fast-sender", "pipeline", "leaving-upload", "sleeping-script",
        "blocking-handler", "crowd"})
    void thePuppetsOfThePageExist(String name) {
        String answer = startPuppet(new Client(), name);
        assertTrue(answer.endsWith("{\"connection\": 2}"), answer);
        assertTrue(engine.connectionCount() >= 2);
    }
}
