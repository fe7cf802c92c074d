package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.demo.Echo;
import hostling.handler.BodyLimit;
import hostling.handler.Cors;
import hostling.handler.CorsSettings;
import hostling.handler.FileSettings;
import hostling.handler.HostErrorPages;
import hostling.handler.MethodFilter;
import hostling.handler.NegotiatedErrorPages;
import hostling.handler.Router;
import hostling.handler.SecurityFields;
import hostling.handler.StaticFiles;
import hostling.handler.VirtualHosts;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.FieldLine;
import hostling.wire.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole site over sockets, from the host to the file, including the responses that the loop makes by itself. */
class SitesTest {
    private static final int BYTES_MAX = 100;
    private static final int SERVERS_BYTES_MAX = 10_000;

    @TempDir
    private Path folder;
    private RunningServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "plain");
        Files.writeString(folder.resolve("a.txt.gz"), "coded");
        Path page = Files.writeString(folder.resolve("400.html"), "<p>{reason}");
        CorsSettings cors = new CorsSettings(Set.of("https://a.example"), List.of("x-one"), List.of(), false,
                Duration.ZERO);
        Set<Method> methods = Set.of(Method.PUT, Method.POST);
        Handler echo = new Cors(cors, methods, new MethodFilter(methods, new BodyLimit(BYTES_MAX, Echo::body)));
        Handler files = new StaticFiles(new FileSettings(folder, "/", false, List.of(), false, Optional.of("no-cache"),
                true, 0));
        Router routes = new Router().any("/echo", echo).any("/large", new BodyLimit(10 * SERVERS_BYTES_MAX, Echo::body))
                .any("/ignoring", new BodyLimit(BYTES_MAX, Handler.of(request -> Response.text("ok"))))
                .any("/failing", SitesTest::fail)
                .below("/", files);
        ErrorPages pages = new HostErrorPages(Map.of(400, page), new NegotiatedErrorPages(), (level, what, cause) -> { });
        Site one = new SecurityFields(List.of(new FieldLine("X-One", "1"))).around(new Site(routes, pages));
        Site two = new SecurityFields(List.of(new FieldLine("X-Two", "2"))).around(
                new Site(new Router().get("/", request -> Response.text("two")), ErrorPages.PLAIN));
        Site both = new VirtualHosts(one, Map.of("two.example", two)).site();
        server = RunningServer.of(both.handler()).errorPages(both.errorPages())
                .limits(new Limits(8_192, 32_768, 100, SERVERS_BYTES_MAX, 4_096, 8_192)).start();
        client = server.connect();
    }

    private static void fail(Exchange exchange) {
        throw new IllegalStateException("a handler fails");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Reply ask(String line, String fields) throws IOException {
        return client.send(line + " HTTP/1.1\r\n" + fields + "\r\n").reply();
    }

    @Proves({"9110-7.2-a", "9112-3.2.2-a", "3986-3.2.2-b", "3986-6.2.3-b"})
    @Test
    void theHostChoosesTheSite() throws Exception {
        assertEquals("two", ask("GET /", "Host: two.example\r\n").text());
        assertEquals("two", ask("GET /", "Host: TWO.example:8080\r\n").text());
        assertEquals("two", ask("GET http://two.example/", "Host: other\r\n").text());
        assertEquals(403, ask("GET /", "Host: other\r\n").status());
        Reply missing = ask("GET /missing", "Host: two.example\r\n");
        assertEquals("2", missing.field("X-Two"));
        assertNull(missing.field("X-One"));
        assertEquals("404 Not Found: there is nothing here.\n", missing.text());
    }

    /** As far as the head was read, a refusal has the page of its host, in the form that the client accepts. */
    @Test
    void aRefusalLooksLikeAnyOtherError() throws Exception {
        String accept = "Accept: application/json\r\n";
        Reply two = client.send("GET / HTTP/1.1\r\nHost: two.example\r\nX : y\r\n\r\n").reply();
        assertEquals("2", two.field("X-Two"));
        assertEquals("400 Bad Request: a field line does not begin with a token and a colon, at byte 36 of the request "
                + "(RFC 9112 section 5.1).\n", two.text());
        for (String end : List.of("X : y\r\n\r\n", "Content-Length: x\r\n\r\n", "Host: b\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nx")) {
            try (RawClient other = server.connect()) {
                Reply json = other.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + accept + end).reply();
                assertEquals(400, json.status());
                assertEquals("1", json.field("X-One"));
                assertEquals("application/json", json.field("Content-Type"));
                assertTrue(json.text().contains(", at byte "), json.text());
            }
        }
        try (RawClient other = server.connect()) {
            Reply page = other.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nX : y\r\n\r\n").reply();
            assertTrue(page.text().startsWith("<p>A field line"), page.text());
        }
        try (RawClient other = server.connect()) {
            Reply head = other.send("HEAD / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n").replyToHead();
            assertEquals(400, head.status());
            assertEquals("", other.rest());
        }
    }

    /** The server can't know for which host the request was meant. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nX : y\r\nHost: two.example\r\n\r\n"})
    void anUnreadableRequestGetsThePagesAndTheFieldsOfTheFallback(String request) throws Exception {
        Reply reply = client.send(request).reply();
        assertEquals(400, reply.status());
        assertEquals(1, reply.fields().stream().filter("X-One: 1"::equals).count());
        assertNull(reply.field("X-Two"));
        assertTrue(reply.text().startsWith("400 Bad Request: "), reply.text());
    }

    @Test
    void everyAnswerHasTheFieldsOnce() throws Exception {
        for (String line : List.of("GET /a.txt", "GET /missing", "POST /a.txt", "GET /failing", "GET /echo", "BREW /",
                "OPTIONS *")) {
            Reply reply = ask(line, "Host: a\r\n");
            assertEquals(1, reply.fields().stream().filter("X-One: 1"::equals).count(), line);
        }
        assertEquals(1, server.takeFaults().size(), "the handler that fails");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/ignoring"})
    void contentThatIsKnownToBeTooLargeIsRefusedBeforeItComes(String path) throws Exception {
        Reply reply = ask("POST " + path, "Host: a\r\nExpect: 100-continue\r\nContent-Length: 101\r\n");
        assertEquals(413, reply.status());
        assertEquals("1", reply.field("X-One"));
        assertTrue(reply.text().contains("the content may have at most 100 bytes"), reply.text());
    }

    @Test
    void aConnectionOutlivesARefusalThatCostsLittle() throws Exception {
        assertEquals(413, client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101))
                .reply().status());
        assertEquals("plain", client.get("/a.txt").reply().text());
    }

    @Test
    void contentInChunksIsRefusedWhenItBecomesTooLarge() throws Exception {
        String head = "POST /echo HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
        Reply ok = client.send(head + "64\r\n" + "x".repeat(100) + "\r\n0\r\n\r\n").reply();
        assertEquals(200, ok.status());
        assertEquals("https://a.example", ok.field("Access-Control-Allow-Origin"));
        Reply reply = client.send(head + "64\r\n" + "x".repeat(100) + "\r\n1\r\nx\r\n0\r\n\r\n").reply();
        assertEquals(413, reply.status());
        assertEquals("1", reply.field("X-One"));
    }

    /** No handler reads the content, so the loop discards it; too much of it only closes the connection. */
    @Test
    void contentInChunksThatNobodyTakesIsNotCounted() throws Exception {
        Reply reply = client.send("POST /ignoring HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "65\r\n" + "x".repeat(101) + "\r\n0\r\n\r\n").reply();
        assertEquals(200, reply.status());
    }

    @Test
    void aRoutesLimitMayBeLargerThanTheServers() throws Exception {
        int length = SERVERS_BYTES_MAX + 1;
        Reply reply = client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n"
                + "x".repeat(length)).reply();
        assertEquals(200, reply.status());
        assertEquals(length, reply.content().length);
    }

    @Test
    void methodsAndOriginsAreTheRoutesOwn() throws Exception {
        Reply refused = ask("DELETE /echo", "Host: a\r\nOrigin: https://a.example\r\n");
        assertEquals(405, refused.status());
        assertEquals("POST, PUT, OPTIONS", refused.field("Allow"));
        assertEquals("https://a.example", refused.field("Access-Control-Allow-Origin"));
        assertEquals("Origin, Accept", refused.field("Vary"));
        Reply preflight = ask("OPTIONS /echo", "Host: a\r\nOrigin: https://a.example\r\n"
                + "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-one\r\n");
        assertEquals(204, preflight.status());
        assertEquals("POST, PUT, OPTIONS", preflight.field("Access-Control-Allow-Methods"));
        assertEquals("1", preflight.field("X-One"));
    }

    @Test
    void aCompressedSiblingIsSentInTheFilesPlace() throws Exception {
        Reply coded = ask("GET /a.txt", "Host: a\r\nAccept-Encoding: gzip, br\r\n");
        assertEquals("coded", coded.text());
        assertEquals("gzip", coded.field("Content-Encoding"));
        assertEquals("no-cache", coded.field("Cache-Control"));
        Reply same = ask("GET /a.txt", "Host: a\r\nAccept-Encoding: gzip\r\nIf-None-Match: " + coded.field("ETag")
                + "\r\n");
        assertEquals(304, same.status());
        assertEquals("Accept-Encoding", same.field("Vary"));
        assertEquals("plain", client.get("/a.txt").reply().text());
    }

    @Test
    void aBrowserGetsTheHostsOwnPage() throws Exception {
        Reply reply = ask("POST /echo", "Host: a\r\nAccept: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "nonsense\r\n");
        assertEquals(400, reply.status());
        assertTrue(reply.text().startsWith("<p>"), reply.text());
        assertEquals("text/html; charset=utf-8", reply.field("Content-Type"));
    }
}
