package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Sessions in memory and in cookies. */
class SessionFeaturesTest {
    private static final String MEMORY = "sessions-memory.toml";
    private static final String COOKIE = "sessions-cookie.toml";
    private static final String NONE = "{\"session\": false}\n";

    /** The Cookie field that a browser sends back. */
    private static String cookie(Reply reply) {
        return "Cookie: " + reply.field("Set-Cookie").split(";")[0];
    }

    private static String begin(Server server, String... fields) throws IOException {
        return cookie(server.ask("POST", "/session/create", "", fields));
    }

    private static String info(Server server, String cookie) throws IOException {
        return server.get("/session/info", cookie).text();
    }

    private static int number(String json, String name) {
        return Integer.parseInt(json.replaceAll("(?s).*\"" + name + "\": ([0-9]+).*", "$1"));
    }

    @Test
    void aClientIsKnownByItsCookie(@Serving(MEMORY) Server server) throws IOException {
        String cookie = begin(server);
        assertTrue(info(server, cookie).endsWith("\"visits\": 2}\n"));
        assertTrue(info(server, cookie).endsWith("\"visits\": 3}\n"));
        assertEquals(NONE, server.get("/session/info").text());
    }

    @Test
    void theCookieIsOutOfTheReachOfScripts(@Serving(MEMORY) Server server) throws IOException {
        String field = server.get("/session/create").field("Set-Cookie");
        assertTrue(field.matches("sid=[^;]+; Path=/; HttpOnly; SameSite=Lax"), field);
    }

    @Test
    void aPlantedIdIsWorthNothingAfterLogin(@Serving(MEMORY) Server server) throws IOException {
        String planted = begin(server);
        Reply login = server.ask("POST", "/session/create", "", planted);
        assertEquals("{\"session\": true, \"renewed\": true, \"visits\": 2}\n", login.text());
        assertEquals(NONE, info(server, planted));
        assertTrue(info(server, cookie(login)).endsWith("\"visits\": 3}\n"));
        Reply invented = server.ask("POST", "/session/create", "", "Cookie: sid=" + "A".repeat(22));
        assertTrue(!cookie(invented).contains("A".repeat(22)), "the server takes no id that a client made up");
    }

    @Test
    void aSessionCanBeEnded(@Serving(MEMORY) Server server) throws IOException {
        String cookie = begin(server);
        Reply end = server.ask("POST", "/session/destroy", "", cookie);
        assertEquals("{\"session\": false, \"ended\": true}\n", end.text());
        assertTrue(end.field("Set-Cookie").contains("Expires=Thu, 01 Jan 1970"), end.field("Set-Cookie"));
        assertEquals(NONE, info(server, cookie));
    }

    @Test
    void theOneThatIsLongestIdleLeavesFirst(@Serving(MEMORY) Server server) throws IOException {
        String first = begin(server);
        String second = begin(server);
        assertTrue(info(server, first).startsWith("{\"session\": true"));
        String third = begin(server);
        assertEquals(NONE, info(server, second));
        assertTrue(info(server, first).startsWith("{\"session\": true"));
        assertTrue(info(server, third).startsWith("{\"session\": true"));
        String stats = server.get("/session/stats").text();
        assertEquals(2, number(stats, "sessions"));
        assertEquals(2, number(stats, "maximum"));
        assertTrue(number(stats, "evicted") > 0, stats);
    }

    @Test
    void twoServersWithOneKeyShareTheirSessions(@Serving(COOKIE) Server server) throws Exception {
        String cookie = begin(server);
        try (Server other = server.another("sessions-cookie-2.toml"); RawClient client = other.connect(8081)) {
            Reply reply = client.send(Server.request("GET", "/session/info", "", cookie)).reply();
            assertTrue(reply.text().endsWith("\"visits\": 2}\n"), reply.text());
            assertTrue(info(server, cookie(reply)).endsWith("\"visits\": 3}\n"), "and back");
        }
    }

    @Test
    void aForgedCookieIsNone(@Serving(COOKIE) Server server) throws IOException {
        String cookie = begin(server);
        assertEquals(NONE, info(server, cookie.replace("sid=", "sid=X")));
        assertEquals(NONE, info(server, cookie.substring(0, cookie.length() - 1)));
        assertTrue(info(server, cookie).startsWith("{\"session\": true"));
    }
}
