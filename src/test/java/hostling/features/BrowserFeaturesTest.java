package hostling.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Json;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Response fields for browsers and caches, and a whole site for them. */
class BrowserFeaturesTest {
    private static final String BROWSER = "browser.toml";
    private static final Path WWW = Path.of("www");

    @Test
    void securityFieldsGoWithEveryAnswer(@Serving(BROWSER) Server server) throws IOException {
        for (Reply reply : List.of(server.get("/"), server.get("/nothing"), server.answer("NONSENSE\r\n\r\n"))) {
            assertEquals("nosniff", reply.field("X-Content-Type-Options"), reply.statusLine());
            assertEquals("DENY", reply.field("X-Frame-Options"));
            assertEquals("default-src 'self'", reply.field("Content-Security-Policy"));
            assertEquals("no-referrer", reply.field("Referrer-Policy"));
            assertEquals("max-age=31536000", reply.field("Strict-Transport-Security"));
        }
    }

    @Test
    void aRouteSaysHowLongACacheMayKeepItsFiles(@Serving(BROWSER) Server server) throws IOException {
        assertEquals("max-age=3600", server.get("/").field("Cache-Control"));
        assertEquals("max-age=31536000, immutable", server.get("/zipped/page.html").field("Cache-Control"));
        assertNull(server.get("/nothing").field("Cache-Control"));
    }

    @Test
    void aFileThatTheClientHasIsNotSentAgain(@Serving(BROWSER) Server server) throws IOException {
        String tag = server.get("/").field("ETag");
        assertEquals(304, server.get("/", "If-None-Match: " + tag).status());
        assertEquals(200, server.get("/", "If-None-Match: \"another\"").status());
    }

    @Test
    void aCompressedSiblingIsSent(@Serving(BROWSER) Server server) throws IOException {
        byte[] page = Files.readAllBytes(server.project().site("zipped/page.html"));
        Reply zipped = server.get("/zipped/page.html", "Accept-Encoding: gzip");
        assertEquals("gzip", zipped.field("Content-Encoding"));
        assertEquals("text/html; charset=utf-8", zipped.field("Content-Type"));
        assertArrayEquals(page, new GZIPInputStream(new ByteArrayInputStream(zipped.content())).readAllBytes());
        Reply plain = server.get("/zipped/page.html");
        assertArrayEquals(page, plain.content());
        for (Reply either : List.of(zipped, plain)) {
            assertEquals("Accept-Encoding", either.field("Vary"));
        }
    }

    @Test
    void anyOriginMayReadWhereTheRouteSaysSo(@Serving(BROWSER) Server server) throws IOException {
        assertEquals("*", server.get("/open/head", "Origin: https://a.test").field("Access-Control-Allow-Origin"));
    }

    @Test
    void oneOriginMayReadWithCookies(@Serving(BROWSER) Server server) throws IOException {
        Reply reply = server.get("/partner/head", "Origin: https://partner.test");
        assertEquals("https://partner.test", reply.field("Access-Control-Allow-Origin"));
        assertEquals("true", reply.field("Access-Control-Allow-Credentials"));
        assertEquals("ETag", reply.field("Access-Control-Expose-Headers"));
        assertEquals("Origin", reply.field("Vary"));
    }

    @Test
    void anotherOriginMayNotRead(@Serving(BROWSER) Server server) throws IOException {
        for (String origin : List.of("https://a.test", "http://partner.test", "null")) {
            Reply reply = server.get("/partner/head", "Origin: " + origin);
            assertEquals(200, reply.status());
            assertNull(reply.field("Access-Control-Allow-Origin"), origin);
            assertNull(reply.field("Access-Control-Allow-Credentials"), origin);
        }
    }

    @Test
    void aPreflightIsAnswered(@Serving(BROWSER) Server server) throws IOException {
        Reply reply = server.ask("OPTIONS", "/partner/body", "", "Origin: https://partner.test",
                "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-own");
        assertEquals(204, reply.status());
        assertEquals("https://partner.test", reply.field("Access-Control-Allow-Origin"));
        assertEquals("GET, HEAD, PUT, OPTIONS", reply.field("Access-Control-Allow-Methods"));
        assertEquals("X-Own", reply.field("Access-Control-Allow-Headers"));
        assertEquals("600", reply.field("Access-Control-Max-Age"));
        Reply refused = server.ask("OPTIONS", "/partner/body", "", "Origin: https://partner.test",
                "Access-Control-Request-Method: DELETE");
        assertNull(refused.field("Access-Control-Allow-Origin"));
    }

    @Test
    void theFieldsOfAnAnswerAreRight(@Serving(Server.DEMO) Server demo) throws IOException {
        Reply reply = demo.get("/");
        assertEquals("HTTP/1.1 200 OK", reply.statusLine());
        assertEquals("text/html; charset=utf-8", reply.field("Content-Type"));
        assertEquals(String.valueOf(Files.size(WWW.resolve("index.html"))), reply.field("Content-Length"));
        assertTrue(reply.field("Date").endsWith(" GMT"));
        assertTrue(reply.field("ETag").matches("(W/)?\"[^\"]+\""));
        assertNull(reply.field("Server"), "the server does not reveal its software");
    }

    @Test
    void aFolderIsListed(@Serving(Server.DEMO) Server demo) throws IOException {
        String page = demo.get("/files/").text();
        assertTrue(page.contains("href=\"./alphabet.txt\""), page);
        assertTrue(page.contains("href=\"./a%20name%20with%20spaces.txt\""), page);
    }

    @Test
    void everyStatusOfARedirection(@Serving(Server.DEMO) Server demo) throws IOException {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            Reply reply = demo.get("/redirect/" + status + "/home");
            assertEquals(status, reply.status());
            assertEquals("/", reply.field("Location"));
        }
        assertEquals(301, demo.get("/old-page").status());
    }

    @Test
    void aRequestIsShownAsItWasRead(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals("GET /echo/head HTTP/1.1\nX-Own:  a b\nHost: localhost\n".replace(":  ", ": "),
                demo.get("/echo/head", "X-Own: \t a b ").text());
    }

    @Test
    void theDemoHasASecondHost(@Serving(Server.DEMO) Server demo) throws IOException {
        assertArrayEquals(Files.readAllBytes(WWW.resolve("hosts/hello/index.txt")),
                demo.get("/", "Host: hello.localhost:8080").content());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /nothing-here HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        "GET /images/ HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        "GET /files HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /files/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "HEAD /hello.txt HTTP/1.1\r\nHost: a\r\n\r\nGET /hello.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "DELETE /hello.txt HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        "GET /failure/ HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n"})
    void anExperimentInMemoryShowsWhatASocketWouldGet(String request, @Serving(Server.DEMO) Server demo) throws IOException {
        String overSocket;
        try (RawClient client = demo.connect()) {
            overSocket = client.send(request).rest();
        }
        assertEquals(Json.string(withoutTimes(overSocket)), withoutTimes(demo.ask("POST", "/explain/exchange", request).text())
                .replaceAll("\\{\"bytes\": (\".*?\"), \"beforePause.*\\}", "$1"));
    }

    private static String withoutTimes(String answer) {
        return answer.replaceAll("Date: .{29}", "Date").replaceAll("dur=[0-9.]+", "dur");
    }

    @Test
    void thereIsAnIconForBrowsersThatAskForOne(@Serving(Server.DEMO) Server demo) throws IOException {
        Reply reply = demo.get("/favicon.ico");
        assertEquals("image/vnd.microsoft.icon", reply.field("Content-Type"));
        assertArrayEquals(Files.readAllBytes(WWW.resolve("favicon.ico")), reply.content());
    }

    @Test
    void theDemoHasAPageForEachTopic(@Serving(Server.DEMO) Server demo) throws IOException {
        for (String page : List.of("try", "upload", "session", "cgi", "errors", "redirect-test", "parser", "loop")) {
            Reply reply = demo.get("/" + page + ".html");
            assertEquals(200, reply.status(), page);
            assertEquals("text/html; charset=utf-8", reply.field("Content-Type"), page);
        }
    }
}
