package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.demo.Echo;
import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.wire.Fields;
import hostling.wire.Limits;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 15.5.14: a route can have its own limit on the content. */
class BodyLimitTest {
    private static final Handler UNCALLED = exchange -> {
        throw new AssertionError("the handler must not be called");
    };

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void aRequestThatSaysThatItHasMoreIsRefusedAtOnce(String method) throws Exception {
        BodyLimit none = new BodyLimit(4, UNCALLED);
        assertEquals(413, FakeExchange.of(none, method, "/", "Content-Length: 5").status());
        BodyLimit ok = new BodyLimit(4, Handler.of(request -> Response.text("ok")));
        assertEquals(200, FakeExchange.of(ok, method, "/", "Content-Length: 4").status());
        assertEquals(200, FakeExchange.of(ok, method, "/").status());
    }

    /** Chunked content does not announce its size. */
    @ParameterizedTest
    @CsvSource({"1234, 4, 200", "12345, 4, 413", "'', 0, 200", "1, 0, 413", "12345, 5, 200"})
    void contentInChunksIsCountedWhereTheHandlerTakesIt(String content, long bytesMax, int status) throws Exception {
        for (Handler inner : new Handler[] {Echo::body, exchange -> exchange.collect(1_000, whole ->
                exchange.respond(Response.text("ok"))), exchange -> exchange.receive(1_000, answering(exchange))}) {
            FakeExchange got = new FakeExchange(Requests.request("POST", "/", "Transfer-Encoding: chunked"))
                    .withContent(content).through(new BodyLimit(bytesMax, inner));
            assertEquals(status, got.status());
        }
    }

    private static BodySink answering(Exchange exchange) {
        return new BodySink() {
            @Override
            public void data(ByteBuffer bytes) { }

            @Override
            public void end(Fields trailers) {
                exchange.respond(Response.text("ok"));
            }

            @Override
            public void aborted() { }
        };
    }

    @Test
    void theHandlersOwnLimitHoldsWhereItIsSmaller() throws Exception {
        Handler small = exchange -> exchange.collect(2, whole -> exchange.respond(Response.text("ok")));
        assertEquals(413, new FakeExchange(Requests.request("POST", "/", "Transfer-Encoding: chunked"))
                .withContent("123").through(new BodyLimit(10, small)).status());
    }

    /** The limit of a route may also be larger than the server's. */
    @ParameterizedTest
    @ValueSource(longs = {0, 7, 1L << 40})
    void aHandlerThatAsksIsToldTheLimitOfTheRoute(long bytesMax) throws Exception {
        Handler telling = exchange -> exchange.respond(Response.text(Long.toString(exchange.bodyBytesMax())));
        assertEquals(Long.toString(bytesMax), FakeExchange.of(new BodyLimit(bytesMax, telling), "GET", "/").text());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Limits.BODY_BYTES_LIMIT + 1})
    void aLimitIsInRange(long bytesMax) {
        assertThrows(IllegalArgumentException.class, () -> new BodyLimit(bytesMax, UNCALLED));
    }
}
