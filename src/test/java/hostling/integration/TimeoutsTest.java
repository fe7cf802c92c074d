package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.server.Timeouts;
import hostling.testing.FakeClock;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.ResponseHead;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a client may keep the server waiting, measured by a clock that only the test moves. */
class TimeoutsTest {
    private static final Duration STEP = Duration.ofMillis(500);

    private final FakeClock clock = new FakeClock();
    private final CountDownLatch sourceClosed = new CountDownLatch(1);
    private volatile CompletableFuture<Exchange> held = new CompletableFuture<>();
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        BodySource endless = new BodySource() {
            @Override
            public Progress read(java.nio.ByteBuffer into) {
                into.position(into.limit());
                return Progress.MORE;
            }

            @Override
            public void close() {
                sourceClosed.countDown();
            }
        };
        server = RunningServer.of(new Router()
                .any("/echo", Echo::body)
                .on(Method.GET, "/never", exchange -> { })
                .on(Method.GET, "/later", exchange -> held.complete(exchange))
                .get("/endless", request -> Response.of(200)
                        .with(new Body.Stream(endless, ResponseHead.UNKNOWN_LENGTH)))
                .get("/", request -> Response.text("ok"))).clock(clock).start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Moves the clock until the client has something to read, and returns how far it moved. */
    private Duration advanceUntilInput(RawClient client, Duration atMost) throws Exception {
        Duration moved = Duration.ZERO;
        while (!client.hasInput() && moved.compareTo(atMost) < 0) {
            clock.advance(STEP);
            moved = moved.plus(STEP);
            server.turns(3);
        }
        return moved;
    }

    /**
     * A half-closed client gets the first bytes of its response early, at growing intervals, and sees one response without
     * an interim one before it: Python's http.client takes a 102 for the final response. An HTTP/1.0 client must not get
     * one at all (RFC 9110 section 15.2).
     */
    @Proves("9110-15.2-a")
    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void aClientThatClosedItsSideGetsTheFirstBytesEarly(String version) throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /later HTTP/" + version + "\r\nHost: a\r\n\r\n").endOutput();
            Exchange exchange = held.get(20, TimeUnit.SECONDS);
            server.turns(3);
            assertAbout(Duration.ofSeconds(1), advanceUntilInput(client, Duration.ofSeconds(5)));
            for (int i = 0; i < 55; i++) {
                clock.advance(Duration.ofSeconds(1));
                server.turns(3);
            }
            exchange.loop().execute(() -> exchange.respond(Response.text("at last")));
            String all = client.rest();
            assertTrue(all.startsWith("HTTP/1.1 200 OK\r\nDate: "), all);
            assertTrue(all.endsWith("\r\n\r\nat last"), all);
        }
    }

    /** However long the server has waited before: for each thing that it waits for, the intervals begin anew. */
    @Test
    void aClientThatIsGoneIsNoticedSoonInTheNextRequestToo() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/later").get("/later").endOutput();
            Exchange first = held.get(20, TimeUnit.SECONDS);
            server.turns(3);
            for (int i = 0; i < 50; i++) {
                clock.advance(Duration.ofSeconds(1));
                server.turns(3);
            }
            held = new CompletableFuture<>();
            first.loop().execute(() -> first.respond(Response.text("first")));
            assertEquals("first", client.reply().text());
            Exchange second = held.get(20, TimeUnit.SECONDS);
            server.turns(3);
            assertAbout(Duration.ofSeconds(1), advanceUntilInput(client, Duration.ofSeconds(30)));
            second.loop().execute(() -> second.respond(Response.text("second")));
            assertEquals("second", client.reply().text());
        }
    }

    @Proves("9112-9.5-b")
    @Test
    void aClientThatIsGoneEndsTheExchange() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (RawClient client = server.connect()) {
            client.get("/later");
            Exchange exchange = held.get(20, TimeUnit.SECONDS);
            exchange.loop().execute(() -> exchange.onEnd(ended::countDown));
        }
        for (int i = 0; i < 100 && ended.getCount() > 0; i++) {
            server.turns(3);
            clock.advance(STEP);
        }
        assertEquals(0, ended.getCount());
        assertEquals(499, server.accesses.get(0).status());
    }

    /** RFC 9112 section 7.1: the size of a chunk may begin with zeros. */
    @Test
    void amidASilentResponseTheNextChunkBeginsEarly() throws Exception {
        HeldSource source = new HeldSource();
        try (RawClient client = server.connect()) {
            client.get("/later").endOutput();
            Exchange exchange = held.get(20, TimeUnit.SECONDS);
            exchange.loop().execute(() -> exchange.respond(Response.of(200)
                    .with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH))));
            for (int i = 0; i < 20; i++) {
                clock.advance(STEP);
                server.turns(3);
            }
            exchange.loop().execute(source::end);
            String all = client.rest();
            assertEquals("000\r\n\r\n", all.substring(all.indexOf("\r\n\r\n") + 4));
        }
    }

    @Test
    void aClientThatLeavesAmidASilentResponseEndsTheExchange() throws Exception {
        HeldSource source = new HeldSource();
        CountDownLatch ended = new CountDownLatch(1);
        try (RawClient client = server.connect()) {
            client.get("/later");
            Exchange exchange = held.get(20, TimeUnit.SECONDS);
            exchange.loop().execute(() -> {
                exchange.onEnd(ended::countDown);
                exchange.respond(Response.of(200).with(new Body.Stream(source, ResponseHead.UNKNOWN_LENGTH)));
            });
            server.turns(3);
        }
        for (int i = 0; i < 100 && ended.getCount() > 0; i++) {
            server.turns(3);
            clock.advance(STEP);
        }
        assertEquals(0, ended.getCount());
    }

    /** A source that has no content until it ends. */
    private static final class HeldSource implements BodySource {
        private Runnable wake = () -> { };
        private boolean over;

        void end() {
            over = true;
            wake.run();
        }

        @Override
        public Progress read(java.nio.ByteBuffer into) {
            return over ? Progress.END : Progress.PENDING;
        }

        @Override
        public void whenReady(Runnable task) {
            wake = task;
        }
    }

    /** Some old clients send an empty line after the content (RFC 9112 section 2.2). It is no beginning of a request. */
    @Test
    void anEmptyLineAfterTheContentStartsNoClock() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx\r\n").reply();
            server.turns(3);
            clock.advance(Timeouts.DEFAULT.header().plusSeconds(1));
            server.turns(3);
            assertFalse(client.hasInput(), "there is no 408");
            clock.advance(Timeouts.DEFAULT.keepAlive());
            assertEquals("", client.rest(), "the connection was idle");
        }
        try (RawClient client = server.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx\r\n").reply();
            server.turns(3);
            clock.advance(Timeouts.DEFAULT.header().plusSeconds(1));
            assertEquals("ok", client.get("/").reply().text());
        }
    }

    /** Even a task that fails runs again; the failure is logged. */
    @Test
    void aTaskOfTheTimerRunsAgainAndAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        server.onLoop(() -> {
            server.loop().every(Duration.ofMinutes(1), () -> {
                runs.incrementAndGet();
                throw new IllegalStateException("on purpose");
            });
            return null;
        });
        for (int minute = 1; minute <= 3; minute++) {
            clock.advance(Duration.ofSeconds(59));
            server.turns(3);
            assertEquals(minute - 1, runs.get());
            clock.advance(Duration.ofSeconds(1).plusMillis(100));
            server.turns(3);
            assertEquals(minute, runs.get());
        }
        assertEquals(3, server.takeFaults().size());
    }

    private static void assertAbout(Duration expected, Duration moved) {
        assertTrue(moved.compareTo(expected) >= 0 && moved.compareTo(expected.plusSeconds(4)) <= 0,
                "after " + moved + ", not " + expected);
    }

    /** RFC 9110 section 15.5.9. */
    @Proves({"9112-8-a", "9110-15.5.9-a", "9112-9.5-a"})
    @Test
    void aHeadThatDoesNotEndIsAnsweredWith408() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHo");
            server.turns(3);
            Duration moved = advanceUntilInput(client, Duration.ofSeconds(30));
            Reply reply = client.reply();
            assertEquals(408, reply.status());
            assertEquals("close", reply.field("Connection"));
            assertEquals("", client.rest());
            assertAbout(Timeouts.DEFAULT.header(), moved);
        }
    }

    /** Slowloris: a byte now and then does not extend the header timeout. */
    @Proves("9110-17.5-a")
    @Test
    void aHeadThatTricklesInIsAnsweredWith408() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\n");
            Duration moved = Duration.ZERO;
            while (!client.hasInput() && moved.getSeconds() < 60) {
                client.send("X");
                server.turns(3);
                clock.advance(STEP);
                moved = moved.plus(STEP);
                server.turns(3);
            }
            assertEquals(408, client.reply().status());
            assertAbout(Timeouts.DEFAULT.header(), moved);
        }
    }

    @Proves("9112-6.3-g")
    @Test
    void contentThatStopsComingIsAnsweredWith408() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            server.turns(3);
            Duration moved = advanceUntilInput(client, Duration.ofSeconds(60));
            assertEquals(408, client.reply().status());
            assertEquals("", client.rest());
            assertAbout(Timeouts.DEFAULT.body(), moved);
        }
    }

    /** A steady transfer may take as long as it needs: the timeouts limit only pauses and too low a rate. */
    @Test
    void contentThatKeepsComingMayTakeAsLongAsItLikes() throws Exception {
        int parts = 400;
        String part = "x".repeat(3 * (int) Timeouts.DEFAULT.minRate());
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + parts * part.length() + "\r\n\r\n");
            for (int i = 0; i < parts; i++) {
                server.turns(2);
                clock.advance(Duration.ofSeconds(2));
                server.turns(2);
                client.send(part);
            }
            assertEquals(200, client.reply().status());
        }
    }

    /** Slowloris with content: a byte now and then is too low a rate. */
    @Test
    void contentThatTricklesInIsAnsweredWith408() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
            server.turns(2);
            Duration moved = Duration.ZERO;
            while (!client.hasInput() && moved.getSeconds() < 600) {
                client.send("x");
                server.turns(2);
                clock.advance(Duration.ofSeconds(1));
                moved = moved.plusSeconds(1);
                server.turns(2);
            }
            assertEquals(408, client.reply().status());
            assertAbout(Timeouts.DEFAULT.body(), moved);
            assertTrue(server.told.toString().contains("its content arrived at less than 256 bytes per second"),
                    server.told.toString());
        }
    }

    @Proves("9112-9.5-a")
    @Test
    void aConnectionThatSaysNothingIsClosedWithoutAWord() throws Exception {
        try (RawClient fresh = server.connect(); RawClient used = server.connect()) {
            assertEquals("ok", used.get("/").reply().text());
            server.turns(3);
            clock.advance(Timeouts.DEFAULT.keepAlive().plusSeconds(1));
            server.turns(1);
            assertEquals("", used.rest());
            assertEquals("", fresh.rest());
        }
    }

    /** Each request restarts the keep-alive timeout. */
    @Test
    void aConnectionInUseIsKept() throws Exception {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 20; i++) {
                assertEquals("ok", client.get("/").reply().text());
                server.turns(2);
                clock.advance(Timeouts.DEFAULT.keepAlive().minusSeconds(1));
                server.turns(2);
            }
        }
    }

    /** Each segment ends inside a request head, so the connection is never idle, but no head is slow either. */
    @Test
    void aConnectionThatIsAlwaysAmidARequestIsKeptToo() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HT");
            for (int i = 0; i < 200; i++) {
                assertEquals("ok", client.send("TP/1.1\r\nHost: a\r\n\r\nGET / HT").reply().text());
                server.turns(2);
                clock.advance(Duration.ofSeconds(3));
                server.turns(2);
            }
        }
    }

    @Test
    void aHandlerThatDoesNotAnswerIsAnsweredFor() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/never");
            server.turns(3);
            Duration moved = advanceUntilInput(client, Duration.ofSeconds(90));
            assertEquals(503, client.reply().status());
            assertEquals("", client.rest());
            assertAbout(Timeouts.DEFAULT.handler(), moved);
        }
    }

    @Test
    void aClientThatDoesNotReadIsLeft() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/endless");
            boolean closed = false;
            for (int i = 0; i < 200 && !closed; i++) {
                server.turns(3);
                clock.advance(STEP);
                closed = sourceClosed.await(1, TimeUnit.MILLISECONDS);
            }
            assertTrue(closed, "the server gives up the response");
            assertThrows(IOException.class, () -> client.reply());
            assertTrue(server.told.toString().contains("the client has accepted nothing for 15000 ms"),
                    server.told.toString());
        }
    }
}
