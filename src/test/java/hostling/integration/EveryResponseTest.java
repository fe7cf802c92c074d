package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.demo.Echo;
import hostling.handler.Redirect;
import hostling.handler.Router;
import hostling.handler.StaticFiles;
import hostling.http.HttpDate;
import hostling.http.Response;
import hostling.testing.FakeClock;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for all responses, whether a handler made them, the loop, or a refusal by the parser. */
class EveryResponseTest {
    private static final String STATUSES = """
            200 | GET /a.txt                | Host: a
            206 | GET /a.txt                | Host: a;Range: bytes=0-1
            204 | OPTIONS /a.txt            | Host: a
            301 | GET /sub?a=b              | Host: a
            308 | POST /moved               | Host: a
            304 | GET /a.txt                | Host: a;If-None-Match: *
            400 | GET /a.txt                | Host: a;Host: a
            404 | GET /missing              | Host: a
            405 | DELETE /a.txt             | Host: a
            412 | GET /a.txt                | Host: a;If-Match: "x"
            416 | GET /a.txt                | Host: a;Range: bytes=9-
            417 | GET /a.txt                | Host: a;Expect: tea
            421 | GET https://a/a.txt       | Host: a
            500 | GET /fails                | Host: a
            501 | BREW /a.txt               | Host: a
            """;

    private final FakeClock clock = new FakeClock();
    @TempDir
    private Path folder;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "content");
        Files.createDirectory(folder.resolve("sub"));
        Router router = new Router().any("/moved", new Redirect(308, "/a.txt")).get("/fails", request -> {
            throw new IllegalStateException("on purpose");
        }).get("/made", request -> Response.text("made here")).below("/", new StaticFiles(folder));
        server = RunningServer.of(router).clock(clock).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A request with these fields, which are separated by semicolons. */
    private String request(String line, String fields) {
        if (line.endsWith("/fails")) {
            server.expectFault("on purpose");
        }
        return line + " HTTP/1.1\r\n" + fields.replace(";", "\r\n") + "\r\nConnection: close\r\n\r\n";
    }

    /** Date is the time at which the response was made. There is no field that an origin server does not send. */
    @Proves({"9110-6.6.1-a", "9110-6.6.1-b", "9110-6.6.1-c", "9110-6.2-b", "9110-10.2.4-a", "9110-7.8-h", "9111-5.1-a",
            "9110-2.2-b", "9112-9.6-c"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = STATUSES)
    void hasADateAndOurVersionAndNoFieldOfOthers(int status, String line, String fields) throws Exception {
        try (RawClient client = server.connect()) {
            Reply reply = client.send(request(line, fields)).reply();
            assertEquals(status, reply.status());
            assertTrue(reply.statusLine().startsWith("HTTP/1.1 "), reply.statusLine());
            assertEquals(HttpDate.format(clock.instant()), reply.field("Date"));
            assertEquals("close", reply.field("Connection"));
            for (String name : List.of("Server", "Age", "Upgrade", "Via", "Host", "Warning", "Trailer")) {
                assertNull(reply.field(name), name);
            }
            assertEquals("", client.rest());
        }
    }

    /** RFC 9112 section 5: one space after the colon, none at the end of a line or at its beginning. */
    @Proves({"9112-2.2-f", "9112-5.2-a", "9110-5.6.3-a", "9110-5.6.3-b", "9110-5.6.3-d", "9110-5.6.1.1-a", "9112-2.2-c",
            "9110-5.6.3-c"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = STATUSES)
    void hasLinesOfOneForm(int status, String line, String fields) throws Exception {
        try (RawClient client = server.connect()) {
            String got = client.send(request(line, fields)).rest();
            String head = got.substring(0, got.indexOf("\r\n\r\n") + 2);
            String[] lines = head.split("\r\n", -1);
            assertTrue(lines[0].matches("HTTP/1\\.1 " + status + " [A-Z][A-Za-z ]*"), lines[0]);
            for (String field : List.of(lines).subList(1, lines.length - 1)) {
                assertTrue(field.matches("[!#-'*+.^_`|~0-9A-Za-z-]+:( [!-~]+)+"), field);
                assertFalse(field.matches(".*(, *,|[ \t]=|=[ \t]|:[ ]*,).*|.*,"), field);
            }
        }
    }

    /** A response with content names its type, and an error response explains the error. */
    @Proves({"9110-8.3-a", "9110-15.5-a", "9110-15.6-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = STATUSES)
    void saysWhatItsContentIs(int status, String line, String fields) throws Exception {
        try (RawClient client = server.connect()) {
            Reply reply = client.send(request(line, fields)).reply();
            assertEquals(reply.content().length > 0, reply.field("Content-Type") != null);
            if (status >= 400) {
                assertTrue(reply.text().matches(status + " [A-Z][A-Za-z ]+: .{10,}\\.\n"), reply.text());
            }
        }
    }

    @Proves({"9110-9.3.2-a", "9112-6.3-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = STATUSES)
    void hasNoContentForHead(int status, String line, String fields) throws Exception {
        String target = line.substring(line.indexOf(' ') + 1);
        try (RawClient client = server.connect()) {
            String got = client.send(request("HEAD " + target, fields)).rest();
            assertTrue(got.endsWith("\r\n\r\n") && got.indexOf("\r\n\r\n") == got.length() - 4, got);
        }
    }

    @Proves({"9110-15.6.6-a", "9110-6.2-d"})
    @Test
    void toAnotherVersionNamesOurs() throws Exception {
        try (RawClient client = server.connect()) {
            Reply reply = client.send("GET / HTTP/2.0\r\nHost: a\r\n\r\n").reply();
            assertEquals(505, reply.status());
            assertTrue(reply.text().contains("this server supports only HTTP/1.1 and HTTP/1.0"), reply.text());
        }
    }

    /** Neither the response nor the log contains the password. */
    @Proves({"3986-3.2.1-a", "9110-4.2.4-b"})
    @Test
    void keepsAPasswordOfATargetToItself() throws Exception {
        try (RawClient client = server.connect()) {
            Reply reply = client.send("GET http://user:secret@a/ HTTP/1.1\r\nHost: a\r\n\r\n").reply();
            assertEquals(400, reply.status());
            assertFalse(reply.text().contains("secret"), reply.text());
        }
        server.close();
        assertEquals(1, server.accesses.size());
        assertFalse(server.accesses.toString().contains("secret"), server.accesses.toString());
    }

    /** Content that a handler generates has neither ranges nor validators for conditions. */
    @Proves({"9110-13.1.5-b", "9110-13.1.3-c", "9110-13.1.4-c", "9110-14-a", "9110-14.3-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Range: bytes=0-0;If-Range: "a"
            Range: bytes=0-0;If-Range: Sun, 06 Nov 1994 08:49:37 GMT
            Range: bytes=0-0
            If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT
            If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT
            """)
    void isWholeWhereNothingHasStates(String fields) throws Exception {
        try (RawClient client = server.connect()) {
            Reply reply = client.send(request("GET /made", "Host: a;" + fields)).reply();
            assertEquals(200, reply.status());
            assertEquals("made here", reply.text());
            assertNull(reply.field("Accept-Ranges"));
        }
    }

    /** RFC 9110 section 6.6.1: an interim response need not have a Date. */
    @Proves("9110-6.6.1-c")
    @Test
    void beforeTheLastOneHasNoDate() throws Exception {
        Router router = new Router().any("/echo", Echo::body);
        try (RunningServer echo = RunningServer.with(router); RawClient client = echo.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
            Reply interim = client.reply();
            assertEquals(100, interim.status());
            assertEquals(List.of(), interim.fields());
            assertEquals("x", client.send("x").reply().text());
        }
    }
}
