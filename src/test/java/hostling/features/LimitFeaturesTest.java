package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The narrow limits and short times of {@code test-data/site/limits.toml}. */
class LimitFeaturesTest {
    private static final String LIMITS = "limits.toml";

    @Test
    void aHeadHasLimits(@Serving(LIMITS) Server server) throws IOException {
        assertEquals(414, server.get("/" + "0".repeat(100)).status());
        assertEquals(431, server.get("/", "A: " + "0".repeat(500)).status());
        assertEquals(431, server.get("/", "A: 1", "B: 2", "C: 3", "D: 4", "E: 5").status());
        assertEquals(200, server.get("/", "A: 1", "B: 2", "C: 3", "D: 4").status());
    }

    @Test
    void contentHasALimit(@Serving(LIMITS) Server server) throws IOException {
        assertEquals(200, server.ask("POST", "/echo/body", "x".repeat(1_000)).status());
        assertEquals(413, server.ask("POST", "/echo/body", "x".repeat(1_001)).status());
    }

    /** The status of the response that the server sends unasked, before it closes the connection. */
    private static int unasked(Server server, String begun) throws IOException {
        try (RawClient client = server.connect()) {
            Reply reply = client.send(begun).reply();
            assertEquals("close", reply.field("Connection"));
            assertEquals("", client.rest());
            return reply.status();
        }
    }

    @Test
    void aHeadThatDoesNotEndIs408(@Serving(LIMITS) Server server) throws IOException {
        assertEquals(408, unasked(server, "GET / HTTP/1.1\r\n"));
    }

    @Test
    void contentThatStopsComingIs408(@Serving(LIMITS) Server server) throws IOException {
        assertEquals(408, unasked(server, "POST /echo/body HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf"));
    }

    @Test
    void aConnectionThatSaysNothingIsClosed(@Serving(LIMITS) Server server) throws IOException {
        try (RawClient silent = server.connect()) {
            assertEquals("", silent.rest());
        }
        try (RawClient used = server.connect()) {
            assertEquals(200, used.get("/").reply().status());
            assertEquals("", used.rest());
        }
    }
}
