package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Error pages: the host's own, and those for programs. */
class ErrorFeaturesTest {
    private static final String ERRORS = "errors.toml";
    private static final String HTML = "Accept: text/html";

    /** A request for each status that the demo has a page for. */
    private static Map<Integer, String> requests(String accept) {
        Map<Integer, String> requests = new TreeMap<>();
        requests.put(400, Server.request("PUT", "/uploads/..%2Fx", "x", accept));
        requests.put(403, Server.request("GET", "/images/", "", accept));
        requests.put(404, Server.request("GET", "/nothing", "", accept));
        requests.put(405, Server.request("DELETE", "/hello.txt", "", accept));
        requests.put(413, Server.request("POST", "/small/body", "x".repeat(101), accept));
        requests.put(500, Server.request("GET", "/failure/", "", accept));
        return requests;
    }

    @Test
    void eachStatusIsShownAsTheClientLikes(@Serving(Server.DEMO) Server demo) throws IOException {
        for (Map.Entry<Integer, String> each : requests("Accept: text/plain").entrySet()) {
            Reply reply = demo.answer(each.getValue());
            assertEquals(each.getKey(), reply.status());
            assertTrue(reply.text().matches(each.getKey() + " [A-Z][A-Za-z ]+: .+\\.\n"), reply.text());
        }
        for (Map.Entry<Integer, String> each : requests("Accept: application/json").entrySet()) {
            Reply reply = demo.answer(each.getValue());
            assertEquals(each.getKey(), reply.status());
            assertEquals("application/json", reply.field("Content-Type"), reply.statusLine());
            assertTrue(reply.text().startsWith("{\"status\": " + each.getKey() + ", \"title\": "), reply.text());
        }
        for (Map.Entry<Integer, String> each : requests(HTML).entrySet()) {
            Reply reply = demo.answer(each.getValue());
            assertEquals(each.getKey(), reply.status());
            assertEquals("text/html; charset=utf-8", reply.field("Content-Type"), reply.statusLine());
            assertTrue(reply.text().contains("This page is the host's own"), reply.text());
        }
    }

    @Test
    void aFaultCostsOneAnswer(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals(500, demo.get("/failure/").status());
        assertEquals(200, demo.get("/hello.txt").status());
    }

    @Test
    void aHostHasPagesOfItsOwn(@Serving(ERRORS) Server server) throws IOException {
        Reply filled = server.get("/nothing", HTML);
        assertEquals(404, filled.status());
        assertTrue(filled.text().endsWith("<p>Our own page: 404 Not Found. There is no such file.\n"), filled.text());
        Reply text = server.ask("POST", "/small/body", "0123456789a", HTML);
        assertEquals(413, text.status());
        assertEquals("text/plain; charset=utf-8", text.field("Content-Type"));
        assertEquals("Our own text for this.\n", text.text());
    }

    @Test
    void otherErrorsHaveTheDefaultPage(@Serving(ERRORS) Server server) throws IOException {
        Reply reply = server.get("/failure/", HTML);
        assertEquals(500, reply.status());
        assertTrue(reply.text().contains("<h1>Internal Server Error</h1>"), reply.text());
    }

    @Test
    void listingsAndErrorsAreInTheTemplateOfTheHost(@Serving(ERRORS) Server server) throws IOException {
        String listing = server.get("/pages/").text();
        assertTrue(listing.startsWith("<title>Our template: Index of /pages/</title>\n<main>"), listing);
        String error = server.get("/failure/", HTML).text();
        assertTrue(error.startsWith("<title>Our template: 500 Internal Server Error</title>\n<main>"), error);
    }

    @Test
    void aPageThatCantBeUsedIsReplacedByTheDefault(@Serving(ERRORS) Server server) throws IOException {
        Reply reply = server.ask("DELETE", "/", "", HTML);
        assertEquals(405, reply.status());
        assertTrue(reply.text().contains("<h1>Method Not Allowed</h1>"), reply.text());
    }
}
