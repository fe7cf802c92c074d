package hostling.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.server.ServerInMemory.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An exchange in memory, whose handler takes a millisecond. */
class ServerInMemoryTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final AtomicLong nanos = new AtomicLong();
    private final Handler handler = exchange -> {
        nanos.addAndGet(1_000_000);
        if (exchange.request().method() == Method.POST) {
            exchange.collect(100, content -> exchange.respond(Response.text("taken")));
        } else {
            exchange.respond(Response.text("ok"));
        }
    };
    private final ServerInMemory server = new ServerInMemory(new Site(handler,
            (error, reason, request) -> error.withText("our page")), false, nanos::get, InstantSource.system());

    private ServerInMemory.Received exchange(String sent, int bytesMax) throws Exception {
        return server.exchange(sent.getBytes(ISO_8859_1), Pause.NONE, bytesMax);
    }

    private static String text(ServerInMemory.Received received) {
        return new String(received.bytes(), ISO_8859_1);
    }

    private static int answers(ServerInMemory.Received received) {
        return text(received).split("HTTP/1.1 200", -1).length - 1;
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
    void errorsHaveThePagesOfTheSite() throws Exception {
        assertTrue(text(exchange("BROKEN\r\n\r\n", 1_000)).endsWith("our page"));
    }

    @Test
    void aClientMayWaitFor100BeforeItSendsItsContent() throws Exception {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        ServerInMemory.Received received = server.exchange((head + "Hello").getBytes(ISO_8859_1),
                new Pause(head.length(), Duration.ZERO), 1_000);
        String first = "HTTP/1.1 100 Continue\r\n\r\n";
        assertTrue(text(received).startsWith(first + "HTTP/1.1 200 OK\r\n"), text(received));
        assertEquals(first.length(), received.beforePause());
        assertEquals(0, exchange(head + "Hello", 1_000).beforePause(), "a client that does not wait gets no 100");
    }

    @Test
    void timePassesForAClientThatFallsSilent() throws Exception {
        byte[] unfinished = "GET / HTTP/1.1\r\nHost: ".getBytes(ISO_8859_1);
        assertEquals("", text(server.exchange(unfinished, new Pause(unfinished.length, Duration.ofSeconds(4)), 1_000)));
        ServerInMemory.Received late = server.exchange(unfinished, new Pause(unfinished.length, Duration.ofSeconds(6)), 1_000);
        assertTrue(text(late).startsWith("HTTP/1.1 408 Request Timeout\r\n"), text(late));
        assertEquals(0, late.beforePause());
        assertTrue(late.isClosed());
        assertEquals(1, answers(exchange(GET, 10_000)), "the next client has all its time");
    }

    /** On a machine with much else to do, the thread may be away for longer than an exchange may take. */
    @Test
    void aShortExchangeIsCompleteHoweverLongTheThreadWasAway() throws Exception {
        ServerInMemory slow = new ServerInMemory(new Site(handler, ErrorPages.PLAIN), false, () -> nanos.addAndGet(10_000_000),
                InstantSource.system());
        ServerInMemory.Received received = slow.exchange(GET.repeat(2).getBytes(ISO_8859_1), new Pause(GET.length(), Duration.ZERO), 10_000);
        assertEquals(2, answers(received));
        assertTrue(received.isComplete());
    }

    @Test
    void aClientThatComesAfterALongTimeHasAllItsTime() throws Exception {
        exchange(GET, 10_000);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        ServerInMemory.Received received = exchange(GET, 10_000);
        assertEquals(1, answers(received));
        assertFalse(received.isClosed());
    }

    @Test
    void aClientTakesAsMuchAsItWants() throws Exception {
        ServerInMemory.Received received = exchange(GET, 20);
        assertEquals(20, received.bytes().length);
        assertFalse(received.isComplete());
    }
}
