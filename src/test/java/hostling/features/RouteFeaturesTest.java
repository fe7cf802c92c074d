package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The routes of {@code test-data/site/routes.toml}. */
class RouteFeaturesTest {
    private static final String ROUTES = "routes.toml";

    @Test
    void aFolderHasADefaultFile(@Serving(ROUTES) Server server) throws IOException {
        assertEquals("Soup, bread, tea.\n", server.get("/menu/").text());
        assertTrue(server.get("/").text().contains("This is the first site."));
    }

    @Test
    void aFolderWithoutItsSlashIsRedirected(@Serving(ROUTES) Server server) throws IOException {
        Reply reply = server.get("/list/below");
        assertEquals(301, reply.status());
        assertEquals("/list/below/", reply.field("Location"));
    }

    @Test
    void aListingIsShownWhereItIsOn(@Serving(ROUTES) Server server) throws IOException {
        Reply reply = server.get("/list/");
        assertEquals(200, reply.status());
        assertTrue(reply.text().contains("one.txt"));
        assertTrue(reply.text().contains("below/"));
    }

    @Test
    void aListingIsRefusedWhereItIsOff(@Serving(ROUTES) Server server) throws IOException {
        Reply reply = server.get("/closed/");
        assertEquals(403, reply.status());
        assertFalse(reply.text().contains("one.txt"));
    }

    @Test
    void theLongestPrefixWins(@Serving(ROUTES) Server server) throws IOException {
        assertTrue(server.get("/list/below/").text().contains("This is the second site."));
        assertEquals("one\n", server.get("/list/one.txt").text());
        assertEquals(404, server.get("/list/below/two.txt").status());
        assertEquals("two\n", server.get("/closed/below/two.txt").text());
    }

    @Test
    void rootKeepsThePathAndAliasCutsIt(@Serving(ROUTES) Server server) throws IOException {
        assertEquals("Soup, bread, tea.\n", server.get("/menu/menu.txt").text());
        assertEquals("one\n", server.get("/closed/one.txt").text());
    }

    @Test
    void aMethodThatIsNotTheRoutesIs405(@Serving(ROUTES) Server server) throws IOException {
        for (String method : new String[] {"PUT", "DELETE", "PATCH"}) {
            Reply reply = server.ask(method, "/echo/body", "x");
            assertEquals(405, reply.status());
            assertEquals("GET, HEAD, POST, OPTIONS", reply.field("Allow"));
        }
        assertEquals("x", server.ask("POST", "/echo/body", "x").text());
        assertEquals("GET, HEAD, OPTIONS", server.ask("POST", "/index.html", "x").field("Allow"));
    }

    @Test
    void optionsSaysWhatARouteTakes(@Serving(ROUTES) Server server) throws IOException {
        Reply reply = server.ask("OPTIONS", "/index.html", "");
        assertEquals(204, reply.status());
        assertEquals("GET, HEAD, OPTIONS", reply.field("Allow"));
    }

    @Test
    void aBodyMayBeAsLargeAsTheRouteSays(@Serving(ROUTES) Server server) throws IOException {
        assertEquals("0123456789", server.ask("POST", "/small/body", "0123456789").text());
        assertEquals(413, server.ask("POST", "/small/body", "0123456789a").status());
        assertEquals("0123456789a", server.ask("POST", "/echo/body", "0123456789a").text());
    }

    @Test
    void chunkedContentIsCounted(@Serving(ROUTES) Server server) throws IOException {
        String head = "POST /echo/body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        String half = "200\r\n" + "x".repeat(512) + "\r\n";
        assertEquals("x".repeat(1024), server.answer(head + half + half + "0\r\n\r\n").text());
        assertEquals(413, server.answer(head + half + half + "1\r\nx\r\n0\r\n\r\n").status());
    }

    @Test
    void aRedirectionCanKeepTheRest(@Serving(ROUTES) Server server) throws IOException {
        Reply reply = server.get("/old/below/two.txt?a=b");
        assertEquals(308, reply.status());
        assertEquals("/list/below/two.txt?a=b", reply.field("Location"));
        Reply other = server.get("/gone-for-good");
        assertEquals(301, other.status());
        assertEquals("/", other.field("Location"));
    }

    @Test
    void aRedirectionIsFollowed(@Serving(ROUTES) Server server) throws Exception {
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        URI uri = URI.create(server.project().ports().in("http://127.0.0.1:8080/gone-for-now"));
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertEquals("Soup, bread, tea.\n", response.body());
        assertEquals(302, response.previousResponse().orElseThrow().statusCode());
    }
}
