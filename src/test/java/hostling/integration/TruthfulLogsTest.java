package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.handler.StaticFiles;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.log.AccessRecord;
import hostling.server.Timeouts;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The logs tell what happened: the bytes sent, the request line as far as it was received, and the reason. */
@Timeout(60)
class TruthfulLogsTest {
    private static final int LARGE = 50_000_000;

    private final FakeClock clock = new FakeClock();
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    @TempDir
    private Path folder;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        Files.write(folder.resolve("large"), new byte[LARGE]);
        server = RunningServer.of(new Router().on(Method.GET, "/wait", waiting::add)
                .get("/text", request -> Response.text("z".repeat(20_000_000)))
                .below("/", new StaticFiles(folder))).clock(clock).start();
    }

    /** Closes the server first, so that the access log is complete. */
    private List<AccessRecord> noted() {
        server.close();
        return server.accesses;
    }

    private String told() {
        return String.join("\n", server.told);
    }

    @Test
    void aDownloadThatIsBrokenOffIsNotedWithTheBytesThatWereSent() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/large").read(100_000);
            client.closeWithReset();
        }
        AccessRecord access = noted().get(0);
        assertEquals(200, access.status());
        assertTrue(access.contentBytes() >= 99_000 && access.contentBytes() < LARGE, access + "");
    }

    @Test
    void contentInMemoryThatIsNotTakenIsNotNotedAsSent() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/text").read(10_000);
            client.closeWithReset();
        }
        assertTrue(noted().get(0).contentBytes() < 20_000_000, noted() + "");
    }

    @Test
    void aDownloadThatIsWholeIsNotedWithAllOfIt() throws Exception {
        try (RawClient client = server.connect()) {
            assertEquals(LARGE, client.get("/large").reply().content().length);
            assertEquals(20_000_000, client.get("/text").reply().content().length);
        }
        assertEquals(List.of((long) LARGE, 20_000_000L),
                noted().stream().map(AccessRecord::contentBytes).collect(Collectors.toList()));
    }

    @Test
    void aRefusedRequestIsNotedWithItsLineAsFarAsItCame() throws Exception {
        for (String request : List.of("GET /\u0001 HTTP/1.1\r\n\r\n", "nonsense\r\n", "GET /" + "a".repeat(9_000),
                "GET /b HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000), "GET /c HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001")) {
            try (RawClient client = server.connect()) {
                client.send(request);
                client.reply();
            }
        }
        List<AccessRecord> noted = noted();
        assertEquals(List.of(400, 400, 414, 431, 400, 400), noted.stream().map(AccessRecord::status).toList());
        assertEquals("GET /", noted.get(0).requestLine());
        assertEquals("nonsense", noted.get(1).requestLine());
        assertTrue(noted.get(2).requestLine().startsWith("GET /aaaa"), noted.get(2).requestLine());
        assertEquals("GET /b HTTP/1.1", noted.get(3).requestLine());
        assertEquals("GET /c HTTP/1.1", noted.get(4).requestLine());
    }

    @Test
    void aRefusalIsToldOfWithClientPlaceAndReason() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost : a\r\n\r\n").reply();
        }
        server.close();
        assertTrue(told().contains("127.0.0.1: 400 FIELD_NAME_SYNTAX in a request that begins \"GET / HTTP/1.1\": "
                + "a field line does not begin with a token and a colon, at byte 20 of the request (RFC 9112 section 5.1)"), told());
    }

    @Test
    void aRequestThatComesTooSlowlyIsNotedWithItsLineAndToldOf() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/none").reply();
            client.send("GET /slow HTTP/1.1\r\nHo");
            server.turns(3);
            clock.advance(Timeouts.DEFAULT.header().plusSeconds(1));
            server.turns(3);
            assertEquals(408, client.reply().status());
        }
        assertEquals("GET /slow HTTP/1.1", noted().get(1).requestLine());
        assertTrue(told().contains("a request that begins \"GET /slow HTTP/1.1\" timed out: its header section was "
                + "incomplete after 5000 ms"), told());
    }

    /** The entry of the next request on a connection must not show the head of the previous one. */
    @Test
    void aPipelinedRequestThatIsCutIsNotedAsItself() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /one HTTP/1.1\r\nHost: a\r\nUser-Agent: u\r\n\r\nGET /two\u0001");
            assertEquals(404, client.reply().status());
            assertEquals(400, client.reply().status());
        }
        AccessRecord second = noted().get(1);
        assertEquals("GET /two", second.requestLine());
        assertEquals("", second.userAgent());
    }

    @Test
    void theDurationIsThatFromTheHeadToTheEndOfTheResponse() throws Exception {
        try (RawClient first = server.connect(); RawClient client = server.connect()) {
            first.get("/none").reply();
            client.get("/wait");
            Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
            clock.advance(Duration.ofMillis(1_500));
            exchange.loop().execute(() -> exchange.respond(Response.text("at last")));
            client.reply();
            client.get("/none").reply();
        }
        List<AccessRecord> noted = noted();
        assertEquals(List.of(0L, 1_500_000_000L, 0L), noted.stream().map(AccessRecord::durationNanos).toList());
        assertEquals(noted.get(1).connection(), noted.get(2).connection(), "one connection has one number");
        assertNotEquals(noted.get(0).connection(), noted.get(1).connection());
    }

    @Test
    void aHandlerThatIsTooSlowIsToldOf() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/wait");
            waiting.poll(20, TimeUnit.SECONDS);
            clock.advance(Timeouts.DEFAULT.handler().plusSeconds(1));
            server.turns(3);
            assertEquals(503, client.reply().status());
        }
        server.close();
        assertTrue(told().contains("GET /wait timed out: its handler gave no response within 60000 ms"), told());
    }
}
