package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.testing.Proves;
import hostling.wire.FieldLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 9110 section 15.5: an error response explains the error, in a format that the client prefers. */
class NegotiatedErrorPagesTest {
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    private static Response render(int status, String reason, String... fields) {
        return new NegotiatedErrorPages().render(Response.of(status), reason,
                Optional.of(Requests.request("GET", "/", fields)));
    }

    private static String text(Response response) {
        return UTF_8.decode(assertInstanceOf(Body.Bytes.class, response.body()).content().duplicate()).toString();
    }

    private static List<String> fields(Response response) {
        return response.fields().stream().map((FieldLine line) -> line.name() + ": " + line.value()).toList();
    }

    @Test
    void aBrowserGetsAPage() {
        Response page = render(404, "there is no such file", BROWSER);
        assertEquals(404, page.status());
        assertEquals(List.of("Content-Type: text/html; charset=utf-8", "Vary: Accept"), fields(page).stream()
                .filter(line -> !line.startsWith("Content-Security-Policy: ")).toList());
        assertTrue(text(page).contains("<title>404 Not Found</title>"), text(page));
        assertTrue(text(page).contains("<p>There is no such file.</p>"), text(page));
        assertFalse(text(page).contains("{"  + "reason}"), text(page));
    }

    @Test
    void aProgramGetsJsonIfItAsks() {
        Response json = render(413, "a \"quote\"\n</script>", "Accept: application/json");
        assertEquals("{\"status\": 413, \"title\": \"Content Too Large\", "
                + "\"detail\": \"a \\u0022quote\\u0022\\u000a\\u003c/script>\"}\n", text(json));
    }

    @Test
    void everybodyElseGetsALine() {
        for (String accept : List.of("Accept: */*", "X-Nothing: 1", "Accept: image/png")) {
            assertEquals("405 Method Not Allowed: the allowed methods are GET.\n",
                    text(render(405, "the allowed methods are GET", accept)));
        }
        Response unread = new NegotiatedErrorPages().render(Response.of(400), "it is not HTTP", Optional.empty());
        assertEquals("400 Bad Request: it is not HTTP.\n", text(unread));
    }

    /** Text from a client is escaped. */
    @Proves("9110-17.4-a")
    @Test
    void aReasonIsNotMarkup() {
        String page = text(render(400, "<script>{status}", BROWSER));
        assertTrue(page.contains("&lt;script&gt;&#123;status}"), page);
    }
}
