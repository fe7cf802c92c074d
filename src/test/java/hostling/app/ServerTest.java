package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of an embedded server. */
@Timeout(60)
class ServerTest {
    private static Server open(int port) throws IOException {
        return Server.of(new Router().get("/", request -> Response.text("ok"))).open("127.0.0.1", port);
    }

    private static void assertServes(Server server) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            assertEquals("ok", client.get("/").reply().text());
        }
    }

    @Test
    void itIsStartedAndClosedAndThenItsPortIsFree() throws Exception {
        int port;
        try (Server server = open(0).start()) {
            port = server.address().getPort();
            assertServes(server);
        }
        for (int i = 0; i < 20; i++) {
            try (Server again = open(port).start()) {
                assertEquals(port, again.address().getPort());
                assertServes(again);
            }
        }
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void itIsClosedWhileAThreadRunsIt() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (Server server = open(0)) {
            new Thread(() -> {
                try {
                    server.run();
                    ended.complete(null);
                } catch (IOException | RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            }).start();
            assertServes(server);
        }
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void oneThatNeverRanIsClosedToo() throws Exception {
        Server server = open(0);
        int port = server.address().getPort();
        server.close();
        server.close();
        server.stop();
        server.await();
        open(port).close();
        assertThrows(IllegalStateException.class, server::run);
        assertThrows(IllegalStateException.class, server::start);
    }

    @Test
    void itRunsOnlyOnce() throws Exception {
        try (Server server = open(0).start()) {
            assertTrue(assertThrows(IllegalStateException.class, server::run).getMessage().contains("is running"));
            assertThrows(IllegalStateException.class, server::start);
            assertServes(server);
            server.close();
            assertTrue(assertThrows(IllegalStateException.class, server::run).getMessage().contains("has ended"));
        }
    }

    @Test
    void itsEndCanBeAwaited() throws Exception {
        Server server = open(0).start();
        CountDownLatch awaited = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                server.await();
                awaited.countDown();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.start();
        Eventually.holds("the thread waits", () -> waiting.getState() == Thread.State.WAITING);
        assertEquals(1, awaited.getCount());
        server.stop();
        assertTrue(awaited.await(20, TimeUnit.SECONDS));
        server.close();
    }

    /** Closing waits for responses in flight, but not for ever. */
    @Test
    void aResponseInFlightIsWaitedForUntilTheGraceIsOver() throws Exception {
        BlockingQueue<Exchange> held = new ArrayBlockingQueue<>(2);
        Router router = new Router().on(Method.GET, "/later", held::add);
        Server server = Server.of(router).stopGrace(Duration.ofMillis(100))
                .errorLog((level, message, cause) -> { }).open("127.0.0.1", 0).start();
        try (RawClient client = new RawClient(server.address())) {
            client.get("/later");
            held.take();
            server.close();
            assertEquals("", client.rest());
        }
        Server patient = Server.of(router).open("127.0.0.1", 0).start();
        try (RawClient client = new RawClient(patient.address())) {
            client.get("/later");
            Exchange exchange = held.take();
            patient.stop();
            exchange.loop().execute(() -> exchange.respond(Response.text("at last")));
            patient.close();
            assertEquals("at last", client.reply().text());
        }
    }

    /** On the loop's own thread nobody could wait for the loop. */
    @Test
    void aHandlerMayCloseItsServer() throws Exception {
        AtomicReference<Server> own = new AtomicReference<>();
        Router router = new Router().get("/stop", request -> {
            own.get().close();
            return Response.text("bye");
        });
        own.set(Server.of(router).open("127.0.0.1", 0).start());
        try (RawClient client = new RawClient(own.get().address())) {
            assertEquals("bye", client.get("/stop").reply().text());
        }
        own.get().await();
    }

    @Test
    void anInterruptDoesNotKeepThePort() throws Exception {
        Server server = open(0).start();
        Thread.currentThread().interrupt();
        server.close();
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        open(server.address().getPort()).close();
    }

    @Test
    void anAddressThatIsNotAvailableIsNamed() throws Exception {
        try (Server server = open(0)) {
            int port = server.address().getPort();
            String message = assertThrows(IOException.class, () -> open(port)).getMessage();
            assertTrue(message.startsWith("can't listen on port " + port + " of 127.0.0.1: "), message);
        }
        String unknown = assertThrows(IOException.class,
                () -> Server.of(new Router()).open("no.such.host.invalid", 0)).getMessage();
        assertEquals("can't listen on port 0 of no.such.host.invalid: there is no host of that name", unknown);
        String foreign = assertThrows(IOException.class, () -> Server.of(new Router()).open("192.0.2.1", 80)).getMessage();
        assertTrue(foreign.startsWith("can't listen on port 80 of 192.0.2.1: "), foreign);
        String range = assertThrows(IllegalArgumentException.class, () -> open(65_536)).getMessage();
        assertTrue(range.contains("65536"), range);
    }

    @Test
    void nonsenseIsRefusedWithAMessage() {
        Server.Builder builder = Server.of(new Router());
        assertMessage("0 connections", builder.connectionsMax(0));
        assertMessage("-1 bytes", Server.of(new Router()).memoryBytesMax(-1));
        assertMessage("stopGrace", Server.of(new Router()).stopGrace(Duration.ofSeconds(-1)));
        assertMessage("stopGrace", Server.of(new Router()).stopGrace(Duration.ofSeconds(Long.MAX_VALUE)));
        assertFalse(Thread.interrupted());
    }

    private static void assertMessage(String part, Server.Builder builder) {
        String message = assertThrows(IllegalArgumentException.class, () -> builder.open("127.0.0.1", 0)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
