package hostling.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Response;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An exchange in memory, whose handler takes a millisecond. */
class ServerInMemoryTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final AtomicLong nanos = new AtomicLong();
    private final ServerInMemory server = new ServerInMemory(exchange -> {
        nanos.addAndGet(1_000_000);
        exchange.respond(Response.text("ok"));
    }, nanos::get, InstantSource.system());

    private ServerInMemory.Received exchange(String sent, int bytesMax) throws Exception {
        return server.exchange(sent.getBytes(ISO_8859_1), bytesMax);
    }

    private static int answers(ServerInMemory.Received received) {
        return new String(received.bytes(), ISO_8859_1).split("HTTP/1.1 200", -1).length - 1;
    }

    @Test
    void aPipelineIsServedInOneExchange() throws Exception {
        ServerInMemory.Received received = exchange(GET.repeat(2), 10_000);
        assertEquals(2, answers(received));
        assertTrue(received.isComplete());
        assertFalse(received.isClosed());
    }

    /** It is called from a handler, so it must not keep the other clients of the real loop waiting. */
    @Test
    void aLongPipelineIsCutAfterSomeMilliseconds() throws Exception {
        ServerInMemory.Received received = exchange(GET.repeat(50), 100_000);
        assertTrue(answers(received) >= 2 && answers(received) <= 8, answers(received) + " answers");
        assertFalse(received.isComplete());
        assertEquals(1, answers(exchange(GET, 10_000)), "the next exchange has a connection of its own");
    }

    @Test
    void aClientTakesAsMuchAsItWants() throws Exception {
        ServerInMemory.Received received = exchange(GET, 20);
        assertEquals(20, received.bytes().length);
        assertFalse(received.isComplete());
    }
}
