package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.server.Timeouts;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All connections together stay within the memory budget, and give way in the right order. */
@Timeout(60)
class MemoryBudgetTest {
    private static final int BUDGET_BYTES = 1 << 20;
    private static final String PART = "x".repeat(60_000);

    private final FakeClock clock = new FakeClock();
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private final List<RawClient> clients = new ArrayList<>();
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.of(new Router().any("/echo", Echo::body).get("/", request -> Response.text("ok"))
                .on(Method.GET, "/wait", waiting::add)
                .get("/large", request -> Response.text("y".repeat(200_000))))
                .clock(clock).memoryBytesMax(BUDGET_BYTES).start();
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        server.stop();
        while (server.isAlive()) {
            clock.advance(Duration.ofSeconds(1));       // ends waiting handlers when the stop grace is over
            server.loop().execute(() -> { });
            Thread.onSpinWait();
        }
    }

    private RawClient connect() throws IOException {
        clients.add(server.connect());
        return clients.get(clients.size() - 1);
    }

    /** Starts a request and sends all of its content except one byte. */
    private RawClient upload() throws Exception {
        RawClient client = connect();
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + (PART.length() + 1) + "\r\n\r\n");
        client.send(PART);
        server.turns(3);
        return client;
    }

    private long held() throws Exception {
        return server.onLoop(() -> server.loop().heldBytes());
    }

    @Test
    void contentIsNotReadOnWhenMemoryIsShortAndOthersAreServed() throws Exception {
        for (int i = 0; i < 100; i++) {
            upload();
        }
        assertTrue(held() <= BUDGET_BYTES + 64 * 1024, held() + " bytes");
        for (int i = 0; i < 10; i++) {
            int status = connect().get("/").reply().status();
            assertTrue(status == 200 || status == 503, status + "");
        }
        for (RawClient client : clients) {
            client.close();
        }
        for (int i = 0; i < 100 && held() > 0; i++) {
            server.turns(10);
        }
        assertEquals(0, held());
        assertEquals("ok", connect().get("/").reply().text());
    }

    /** First come, first served: the server does not refuse an upload while others are about to free memory. */
    @Test
    void whatWaitsForMemoryGoesOnWhenThereIsSome() throws Exception {
        List<RawClient> uploads = new ArrayList<>();
        while (held() < BUDGET_BYTES * 3 / 4) {
            uploads.add(upload());
        }
        for (int i = 0; i < 3; i++) {
            uploads.add(upload());
        }
        for (RawClient each : uploads) {
            each.send("x");
            assertEquals(PART.length() + 1, each.reply().content().length);
        }
    }

    @Test
    void whatWaitsForMemoryTooLongIsAnsweredWith503() throws Exception {
        for (int i = 0; i < 40; i++) {
            upload();
        }
        RawClient late = clients.get(30);
        clock.advance(Timeouts.DEFAULT.body().plusSeconds(1));
        server.turns(5);
        Reply reply = late.reply();
        assertEquals(503, reply.status());
        assertEquals("1", reply.field("Retry-After"));
    }

    /** Incomplete heads count too. */
    @Test
    void headsThatDoNotEndLeaveRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            connect().send("GET / HTTP/1.1\r\nHost: a\r\n" + ("X: " + "x".repeat(1_000) + "\r\n").repeat(30));
            server.turns(3);
        }
        assertTrue(held() <= BUDGET_BYTES + 64 * 1024, held() + " bytes");
        assertTrue(List.of(200, 503).contains(connect().get("/").reply().status()));
    }

    /** A request holds its head in memory while its handler waits. */
    @Test
    void largeHeadsThatWaitForTheirHandlersLeaveRoom() throws Exception {
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            RawClient client = connect();
            client.send("GET /wait HTTP/1.1\r\nHost: a\r\n" + ("X: " + "x".repeat(1_000) + "\r\n").repeat(30) + "\r\n");
            server.turns(3);
            if (client.hasInput()) {
                Reply reply = client.reply();
                assertEquals(503, reply.status());
                assertEquals("1", reply.field("Retry-After"));
                refused++;
            }
        }
        assertTrue(refused > 50, refused + " are refused");
        assertTrue(held() <= BUDGET_BYTES + 64 * 1024, held() + " bytes");
        Exchange first = waiting.poll(20, TimeUnit.SECONDS);
        first.loop().execute(() -> first.respond(Response.text("at last")));
        assertEquals("at last", clients.get(0).reply().text());
    }

    /** Of the clients that don't read, the server closes only the one that has been silent for the longest. */
    @Test
    void aClientThatDoesNotReadGivesWayToOthers() throws Exception {
        // The system buffers up to 4 MiB for a socket (tcp_wmem); the server holds only what exceeds that.
        RawClient silent = connect();
        silent.get("/large").get("/large").get("/large").get("/large");
        server.turns(5);
        for (int i = 0; i < 100; i++) {
            String each = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
            connect().send(each.repeat(40));
            server.turns(3);
        }
        assertTrue(held() <= BUDGET_BYTES + 300_000, held() + " bytes");
        assertTrue(server.told.toString().contains("memory is exhausted"), server.told.toString());
        assertEquals("ok", connect().get("/").reply().text());
    }

    @Test
    void moreThanHalfOfTheMemoryIsTooMuchForOneRequest() throws Exception {
        RawClient client = connect();
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + BUDGET_BYTES + "\r\n\r\n");
        assertEquals(413, client.reply().status());
    }

    @Test
    void aRequestThatIsAnsweredAtOnceHoldsNothing() throws Exception {
        RawClient client = connect();
        for (int i = 0; i < 10; i++) {
            client.get("/").reply();
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc").reply();
        }
        server.turns(2);
        assertEquals(0, held());
    }

    /** A few bytes of the next request hold only little memory. */
    @Test
    void aByteOfANextRequestHoldsAByte() throws Exception {
        RawClient client = connect();
        client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\nG");
        Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
        server.turns(2);
        long one = held();
        exchange.loop().execute(() -> exchange.respond(Response.text("ok")));
        client.reply();
        clock.advance(Duration.ofMillis(1));
        assertTrue(one < 8 * 1024, one + " bytes");
    }
}
