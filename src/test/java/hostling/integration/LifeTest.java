package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.handler.HealthCheck;
import hostling.handler.Router;
import hostling.handler.StaticFiles;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.testing.FakeClock;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How servers and connections begin and end, and that they leak nothing. */
class LifeTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Proves({"9112-9.5-c", "9112-9.6-a"})
    @Test
    void aServerThatIsToldToStopFinishesWhatIsInFlight() throws Exception {
        BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(1);
        Router router = new Router().on(Method.GET, "/wait", waiting::add).get("/", request -> Response.text("ok"));
        RunningServer server = RunningServer.with(router);
        try (RawClient busy = server.connect(); RawClient idle = server.connect()) {
            assertEquals("ok", idle.get("/").reply().text());
            busy.get("/wait");
            Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
            server.stop();
            assertEquals("", idle.rest());
            server.turns(2);
            assertThrows(IOException.class, server::connect);
            exchange.loop().execute(() -> exchange.respond(Response.text("at last")));
            Reply reply = busy.reply();
            assertEquals("at last", reply.text());
            assertEquals("close", reply.field("Connection"));
            assertEquals("", busy.rest());
        }
        server.awaitEnd();
    }

    /** Lets clients act and then stops the server, before it looks at its channels again. */
    private static <T> T stopInTheTurnAfter(RunningServer server, Callable<T> clients) throws Exception {
        CountDownLatch allAreQueued = new CountDownLatch(1);
        server.loop().execute(() -> assertDoesNotThrow(() -> allAreQueued.await()));
        CompletableFuture<T> acted = new CompletableFuture<>();
        server.loop().execute(() -> acted.complete(assertDoesNotThrow(clients::call)));
        server.stop();
        allAreQueued.countDown();
        return acted.get(20, TimeUnit.SECONDS);
    }

    /** What the system has accepted for us would be reset if the listener were just closed. */
    @Test
    void whoWaitsInTheBacklogIsServedBeforeTheServerStops() throws Exception {
        RunningServer server = RunningServer.with(new Router().get("/", request -> Response.text("ok")));
        List<RawClient> clients = stopInTheTurnAfter(server, () -> List.of(server.connect().get("/"), server.connect()));
        Reply reply = clients.get(0).reply();
        assertEquals("ok", reply.text());
        assertEquals("close", reply.field("Connection"));
        assertEquals("ok", clients.get(1).get("/").reply().text(), "its request came a little later");
        for (RawClient client : clients) {
            assertEquals("", client.rest());
            client.close();
        }
        server.awaitEnd();
    }

    /** Closing with bytes unread resets the connection, and the client would not know whether its request was done. */
    @Test
    void aRequestThatHasArrivedIsAnsweredBeforeTheServerStops() throws Exception {
        RunningServer server = RunningServer.with(new Router().get("/", request -> Response.text("ok")));
        try (RawClient client = server.connect()) {
            assertEquals("ok", client.get("/").reply().text());
            stopInTheTurnAfter(server, () -> client.get("/"));
            assertEquals("close", client.reply().field("Connection"));
            assertEquals("", client.rest());
        }
        server.awaitEnd();
    }

    @Test
    void whoConnectsAndSendsNothingIsNotWaitedForLong() throws Exception {
        FakeClock clock = new FakeClock();
        RunningServer server = RunningServer.of(exchange -> exchange.respond(Response.text("ok"))).clock(clock).start();
        try (RawClient client = server.connect()) {
            server.turns(2);
            server.stop();
            server.turns(2);
            assertTrue(server.isAlive());
            clock.advance(Duration.ofSeconds(2));
            server.loop().execute(() -> { });           // wakes the loop, which sleeps by the real clock
            assertEquals("", client.rest());
        }
        server.awaitEnd();
    }

    /** A load balancer has to notice before the server refuses connections. */
    @Test
    void aServerThatStopsLaterSaysSoAndServesMeanwhile() throws Exception {
        FakeClock clock = new FakeClock();
        AtomicReference<RunningServer> started = new AtomicReference<>();
        RunningServer server = RunningServer.of(new Router().get("/", request -> Response.text("ok"))
                .any("/healthz", new HealthCheck(() -> true))
                .any("/readyz", new HealthCheck(() -> !started.get().loop().isStopping()))).clock(clock).start();
        started.set(server);
        try (RawClient client = server.connect()) {
            assertEquals(200, client.get("/readyz").reply().status());
            server.loop().stop(Duration.ofSeconds(5));
            server.turns(1);
            Reply notReady = client.get("/readyz").reply();
            assertEquals(503, notReady.status());
            assertEquals("no-store", notReady.field("Cache-Control"));
            assertEquals(200, client.get("/healthz").reply().status());
            assertEquals("ok", client.get("/").reply().text());
            try (RawClient another = server.connect()) {
                assertEquals("ok", another.get("/").reply().text());
            }
            clock.advance(Duration.ofSeconds(6));
            server.loop().execute(() -> { });
            assertEquals("", client.rest());
        }
        server.awaitEnd();
    }

    @Test
    void aServerDoesNotWaitForEverToStop() throws Exception {
        FakeClock clock = new FakeClock();
        BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(1);
        RunningServer server = RunningServer.of(new Router().on(Method.GET, "/wait", waiting::add)).clock(clock).start();
        try (RawClient client = server.connect()) {
            client.get("/wait");
            waiting.poll(20, TimeUnit.SECONDS);
            server.stop();
            server.turns(1);
            clock.advance(Duration.ofSeconds(11));
            server.loop().execute(() -> { });           // wakes the loop, which sleeps by the real clock
            server.awaitEnd();
            assertEquals("", client.rest());
        }
    }

    @Proves("9112-9.5-d")
    @Test
    void aClientAboveTheLimitTakesThePlaceOfTheOneThatIsIdleForTheLongest() throws Exception {
        try (RunningServer server = RunningServer.of(new Router().get("/", request -> Response.text("ok")))
                .connectionsMax(2).start(); RawClient first = server.connect(); RawClient second = server.connect()) {
            assertEquals("ok", second.get("/").reply().text());
            assertEquals("ok", first.get("/").reply().text());
            try (RawClient third = server.connect()) {
                assertEquals("ok", third.get("/").reply().text());
                assertEquals("", second.rest(), "it was idle for longer than the first");
                assertEquals("ok", first.get("/").reply().text());
            }
        }
    }

    @Test
    void aClientAboveTheLimitIsAnsweredWith503IfNoneIsIdle() throws Exception {
        BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(2);
        try (RunningServer server = RunningServer.of(new Router().on(Method.GET, "/wait", waiting::add))
                .connectionsMax(1).start(); RawClient first = server.connect()) {
            first.get("/wait");
            Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
            server.expectFault("1 client was refused");
            try (RawClient second = server.connect()) {
                Reply reply = second.get("/wait").reply();
                assertEquals(503, reply.status());
                assertEquals("1", reply.field("Retry-After"));
                assertEquals("close", reply.field("Connection"));
                assertEquals("", second.rest());
            }
            exchange.loop().execute(() -> exchange.respond(Response.text("ok")));
            assertEquals("ok", first.reply().text());
        }
    }

    @Proves("9112-9.5-b")
    @Test
    void nothingIsLeftOfConnectionsHoweverTheyEnd(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "the system lists the open descriptors");
        Files.write(folder.resolve("large"), new byte[3_000_000]);
        try (RunningServer server = RunningServer.with(new Router().below("/", new StaticFiles(folder)))) {
            endInEveryWay(server);
            long before = settledDescriptors(server);
            for (int i = 0; i < 50; i++) {
                endInEveryWay(server);
            }
            assertEquals(before, settledDescriptors(server));
        }
    }

    private static void endInEveryWay(RunningServer server) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(server.connect());
        }
        clients.get(0).close();
        clients.get(1).get("/large").close();
        clients.get(2).get("/large").closeWithReset();
        clients.get(3).send("GET /lar").closeWithReset();
        clients.get(4).send("nonsense\r\n\r\n").reply();
        clients.get(4).close();
        clients.get(5).send("GET /large HTTP/1.0\r\n\r\n").reply();
        clients.get(5).close();
    }

    /** The number of descriptors once it no longer changes from turn to turn. */
    private static long settledDescriptors(RunningServer server) throws Exception {
        long count = -1;
        int same = 0;
        while (same < 50) {
            server.turns(5);
            long now = descriptors();
            same = now == count ? same + 1 : 0;
            count = now;
        }
        return count;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> list = Files.list(DESCRIPTORS)) {
            return list.count();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidSo() throws Exception {
        try (RunningServer server = RunningServer.with(new Router())) {
            IOException taken = assertThrows(IOException.class,
                    () -> server.loop().listen(server.address(), server.site()));
            assertTrue(taken.getMessage().contains("in use"), taken.getMessage());
        }
    }
}
