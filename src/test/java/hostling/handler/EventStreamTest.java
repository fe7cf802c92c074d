package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.FakeExchange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Server-Sent Events (the HTML standard, section 9.2). */
class EventStreamTest {
    private final FakeExchange exchange = new FakeExchange(FakeExchange.request("GET", "/events"));
    private final EventStream events = EventStream.open(exchange);

    @Test
    void theResponseIsAStreamOfEvents() throws Exception {
        assertEquals(200, exchange.status());
        assertEquals(Optional.of("text/event-stream"), exchange.field("Content-Type"));
        assertEquals(Optional.of("no-store"), exchange.field("Cache-Control"));
        assertEquals("", exchange.text());
        assertTrue(events.isOpen());
    }

    @Test
    void messagesAreSentAsTheyCome() throws Exception {
        events.send("one");
        events.send("tick", "two\nlines");
        assertEquals("data: one\n\nevent: tick\ndata: two\ndata: lines\n\n", exchange.text());
        events.send("a\r\nb\rc\n");
        assertEquals("data: a\ndata: b\ndata: c\ndata: \n\n", exchange.text());
        assertThrows(IllegalArgumentException.class, () -> events.send("a\nb", "x"));
    }

    @Test
    void aMessageMayBeLargerThanOneBuffer() throws Exception {
        events.send("x".repeat(10_000));
        assertEquals("data: " + "x".repeat(10_000) + "\n\n", exchange.text());
    }

    @Test
    void aSilentStreamShowsThatItLives() throws Exception {
        exchange.advance(Duration.ofSeconds(14));
        assertEquals("", exchange.text());
        exchange.advance(Duration.ofSeconds(1));
        assertEquals(":\n\n", exchange.text());
        exchange.advance(Duration.ofSeconds(15));
        assertEquals(":\n\n", exchange.text());
    }

    @Test
    void aClosedStreamEndsAfterItsMessages() throws Exception {
        events.send("last");
        events.close();
        events.send("too late");
        assertFalse(events.isOpen());
        assertEquals("data: last\n\n", exchange.text());
    }

    /** A client that does not read must not fill the memory. */
    @Test
    void aClientThatDoesNotReadLosesItsStream() throws Exception {
        for (int i = 0; i < 70; i++) {
            events.send("x".repeat(1_000));
        }
        assertFalse(events.isOpen());
        assertTrue(exchange.content().length <= 64 * 1024, "what fits is sent");
    }

    @Test
    void aClientThatIsGoneEndsIt() {
        exchange.end();
        assertFalse(events.isOpen());
        events.send("to nobody");
    }
}
