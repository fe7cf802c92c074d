package hostling.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.http.HttpException;
import hostling.http.Method;
import hostling.http.Response;
import hostling.wire.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in does to a handler what the server does. */
class FakeExchangeTest {
    @Test
    void aHandlerIsAsked() throws Exception {
        Router router = new Router().get("/hello", request -> Response.text("Hello, " + request.query("name").orElse("?")))
                .post("/length", (request, content) -> Response.text(content.text().length() + ""));
        assertEquals("Hello, Ada", FakeExchange.of(router, "GET", "/hello?name=Ada").text());
        assertEquals("3", new FakeExchange(FakeExchange.request("POST", "/length")).withContent("abc").through(router).text());
        assertEquals(404, FakeExchange.of(router, "GET", "/missing").status());
    }

    @Test
    void anErrorThatIsThrownIsTheResponse() throws Exception {
        Router router = new Router().get("/", request -> {
            throw new HttpException(409, "no");
        });
        FakeExchange got = FakeExchange.of(router, "GET", "/");
        assertEquals(409, got.status());
        assertEquals("409 Conflict: no.\n", got.text());
    }

    @Test
    void timePassesWhenATestSaysSo() throws Exception {
        List<String> done = new ArrayList<>();
        Router router = new Router().on(Method.GET, "/", exchange -> {
            exchange.after(Duration.ofSeconds(2), () -> exchange.respond(Response.text("at " + exchange.nanoTime())));
            exchange.after(Duration.ofSeconds(1), () -> {
                done.add("one");
                exchange.after(Duration.ofMillis(500), () -> done.add("one and a half"));
            });
            exchange.after(Duration.ofSeconds(9), () -> done.add("nine"));
        });
        FakeExchange exchange = FakeExchange.of(router, "GET", "/").advance(Duration.ofMillis(1_999));
        assertEquals(List.of("one", "one and a half"), done);
        assertFalse(exchange.hasResponse());
        exchange.advance(Duration.ofSeconds(1));
        assertEquals("at 2000000000", exchange.text());
        exchange.advance(Duration.ofMinutes(1));
        assertEquals(2, done.size(), "the exchange has ended");
        assertEquals(FakeExchange.NOW.plusMillis(2_999 + 60_000), exchange.now());
    }

    @Test
    void theRequestIsReadByTheRealParser() {
        assertThrows(ProtocolException.class, () -> FakeExchange.request("GET", "/%"));
        assertTrue(FakeExchange.request("GET", "/a/../b").path().equals("/b"));
    }
}
