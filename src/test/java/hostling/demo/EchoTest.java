package hostling.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.handler.Router;
import hostling.http.Handler;
import hostling.http.Requests;
import hostling.cases.Bytes;
import hostling.testing.FakeExchange;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The echo shows a client its request as the parser understood it. */
class EchoTest {
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET"})
    void contentComesBackByteForByte(String method) throws Exception {
        String content = "a\r\n\0\u0080\u00ff<b>";
        FakeExchange got = new FakeExchange(Requests.request(method, "/echo/body")).withContent(content)
                .through(Echo::body);
        assertEquals(200, got.status());
        assertEquals(Optional.of("application/octet-stream"), got.field("Content-Type"));
        assertArrayEquals(Bytes.latin1(content), got.content());
    }

    @Test
    void noContentComesBackAsNone() throws Exception {
        FakeExchange got = FakeExchange.of(Echo::body, "POST", "/echo/body");
        assertEquals(200, got.status());
        assertEquals(0, got.response().head().contentLength());
    }

    /** Spelling, order and white space are as parsed. The echo is plain text, so nothing in it is markup. */
    @Test
    void theHeadComesBackLineByLine() throws Exception {
        FakeExchange got = FakeExchange.of(Handler.of(Echo::head), "GET", "/a/../echo/head?x=%3Cb%3E",
                "X-a:   1 ", "x-A: <script>", "Empty:");
        assertEquals(Optional.of("text/plain; charset=utf-8"), got.field("Content-Type"));
        assertEquals("GET /a/../echo/head?x=%3Cb%3E HTTP/1.1\nHost: www.example.org\nX-a: 1\nx-A: <script>\nEmpty: \n",
                got.text());
    }

    @Test
    void cookiesComeBackOneALine() throws Exception {
        FakeExchange got = FakeExchange.of(Handler.of(Echo::cookies), "GET", "/echo/cookies",
                "Cookie: a=1; b=x=y; nonsense", "Cookie: a=2");
        assertEquals("a=1\nb=x=y\na=2\n", got.text());
        assertEquals("", FakeExchange.of(Handler.of(Echo::cookies), "GET", "/").text());
    }

    @Test
    void theyCanBeShownBelowAnyPath() throws Exception {
        Router router = Echo.below("/demo/echo/");
        assertEquals("abc", new FakeExchange(Requests.request("PUT", "/demo/echo/body")).withContent("abc")
                .through(router).text());
        assertEquals("a=1\n", FakeExchange.of(router, "GET", "/demo/echo/cookies", "Cookie: a=1").text());
        assertEquals(200, FakeExchange.of(router, "HEAD", "/demo/echo/head").status());
        assertEquals(405, FakeExchange.of(router, "POST", "/demo/echo/head").status());
        assertEquals(404, FakeExchange.of(router, "GET", "/echo/head").status());
    }
}
