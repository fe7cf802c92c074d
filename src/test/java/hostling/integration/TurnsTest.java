package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.BodySink;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RunningServer;
import hostling.wire.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A turn gives each connection a bounded time, however much it has sent, so the others are served in between. */
@Timeout(60)
class TurnsTest {
    private final FakeClock clock = new FakeClock();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch otherHasSent = new CountDownLatch(1);

    /** Each call of a handler or sink takes 1 ms. The first call waits until the other client has sent its request. */
    private void work(String what) {
        if (order.isEmpty()) {
            begun.countDown();
            try {
                otherHasSent.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        order.add(what);
        clock.advance(Duration.ofMillis(1));
    }

    /** How many of the first client's calls ran before the other client was served. */
    private int doneBeforeTheOther(Handler handler, String requests) throws Exception {
        try (RunningServer server = RunningServer.of(handler).clock(clock).start();
                RawClient first = server.connect(); RawClient other = server.connect()) {
            server.turns(2);
            first.send(requests);
            begun.await();
            other.get("/other");
            otherHasSent.countDown();
            assertEquals("ok", other.reply().text());
            return order.indexOf("/other");
        }
    }

    @Test
    void aPipelineOfManyRequestsIsCutShort() throws Exception {
        int before = doneBeforeTheOther(exchange -> {
            work(exchange.request().path());
            exchange.respond(Response.text("ok"));
        }, "GET /first HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500));
        assertTrue(before > 0 && before < 10, before + " of 500");
    }

    @Test
    void contentInChunksOfAByteIsCutShort() throws Exception {
        int before = doneBeforeTheOther(exchange -> {
            if (exchange.request().path().equals("/other")) {
                work("/other");
                exchange.respond(Response.text("ok"));
                return;
            }
            exchange.receive(100_000, new BodySink() {
                @Override
                public void data(ByteBuffer bytes) {
                    work("part");
                }

                @Override
                public void end(Fields trailers) {
                    exchange.respond(Response.text("ok"));
                }

                @Override
                public void aborted() { }
            });
        }, "POST /first HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_000)
                + "0\r\n\r\n");
        assertTrue(before > 0 && before < 100, before + " of 2000");
    }

    @Test
    void thatIsCutShortGoesOnByItself() throws Exception {
        otherHasSent.countDown();
        try (RunningServer server = RunningServer.of(exchange -> {
            work(exchange.request().path());
            exchange.respond(Response.text(Integer.toString(order.size())));
        }).clock(clock).start(); RawClient client = server.connect()) {
            client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500));
            for (int i = 1; i <= 500; i++) {
                assertEquals(Integer.toString(i), client.reply().text());
            }
        }
    }

    /** The server does not read a refused upload to its end: the client stops, or its write fails after a while. */
    @Test
    void aRefusedUploadIsNotReadToItsEnd() throws Exception {
        int size = 60 << 20;
        Handler refusing = exchange -> exchange.receive(size, new BodySink() {
            @Override
            public void data(ByteBuffer bytes) {
                exchange.respond(Response.error(415, "not this"));
            }

            @Override
            public void end(Fields trailers) { }

            @Override
            public void aborted() { }
        });
        long sent = 0;
        try (RunningServer server = RunningServer.with(refusing); RawClient client = server.connect()) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
            client.send(new byte[1_000]);
            assertEquals(415, client.reply().status());
            byte[] some = new byte[100_000];
            try {
                for (; sent < size; sent += some.length) {
                    client.send(some);
                }
            } catch (IOException e) {
                // The client went on in spite of the response.
            }
        }
        assertTrue(sent < 30 << 20, sent + " bytes are taken");
    }
}
