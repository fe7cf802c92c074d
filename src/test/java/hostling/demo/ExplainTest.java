package hostling.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Router;
import hostling.http.ErrorPages;
import hostling.http.Response;
import hostling.http.Site;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says about bytes is what it does with them. */
class ExplainTest {
    private static final String HELLO = "GET /hello.txt HTTP/1.1\r\nHost: a\r\n\r\n";

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        Router site = new Router().get("/hello.txt", request -> Response.text("hello"))
                .get("/secret", request -> Response.text("secret"));
        site.below("/echo/", Echo.below("/echo/"));
        site.below("/explain/", Explain.below("/explain/", new Site(site, ErrorPages.PLAIN), false, System::nanoTime,
                InstantSource.system()));
        server = RunningServer.with(site);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply post(String what, String bytes) throws Exception {
        try (RawClient client = server.connect()) {
            return client.send("POST /explain/" + what + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes.length() + "\r\n\r\n"
                    + bytes).reply();
        }
    }

    @Test
    void aRequestIsParsedByteByByte() throws Exception {
        String json = post("parse", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy").text();
        assertTrue(json.startsWith("{\"runs\": [[\"START\", 1], [\"REQUEST_LINE/METHOD\", 4], [\"REQUEST_LINE/TARGET\", 3], "
                + "[\"REQUEST_LINE/VERSION\", 9],"), json);
        assertTrue(json.contains("{\"at\": 48, \"kind\": \"head\", \"method\": \"POST\", \"target\": \"/a\", "
                + "\"version\": \"HTTP/1.1\", \"fields\": [[\"Host\", \"a\"], [\"Content-Length\", \"2\"]], "
                + "\"framing\": \"2 bytes of content, because of Content-Length: 2\"}"), json);
        assertTrue(json.endsWith("{\"at\": 50, \"kind\": \"content\", \"bytes\": 2, \"text\": \"xy\"}, {\"at\": 50, \"kind\": \"end\", "
                + "\"trailers\": []}], \"refusal\": null}"), json);
    }

    @Test
    void aRefusalSaysWhereAndWhy() throws Exception {
        String json = post("parse", "GET / HTTP/1.1\nHost: a\r\n\r\n").text();
        assertTrue(json.contains("\"refusal\": {\"at\": 15, \"status\": 400, \"violation\": \"LINE_ENDING\""), json);
        assertTrue(json.contains("\"section\": \"RFC 9112 section 2.2\""), json);
    }

    @Test
    void aRefusalNamesTheBytesThatCauseIt() throws Exception {
        String json = post("parse", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n").text();
        assertTrue(json.endsWith("\"because\": [[26, 45], [45, 73]]}}"), json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'A: b' | no content, because there is neither Content-Length nor Transfer-Encoding",
        "'Content-Length: 0' | no content, because of Content-Length: 0",
        "'Content-Length: 1' | 1 byte of content, because of Content-Length: 1",
        "'Transfer-Encoding: chunked' | content in chunks, because of Transfer-Encoding: chunked"})
    void theFramingHasAReason(String field, String framing) throws Exception {
        String json = post("parse", "POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n").text();
        assertTrue(json.contains("\"framing\": \"" + framing + "\""), json);
    }

    @Test
    void theEventsAreTheSameHoweverTheBytesAreCut() throws Exception {
        String request = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nxyz";
        for (String cuts : new String[] {"", "1", "20,50", "1-50", "3,5-9,48-50"}) {
            String json = post("parse?cuts=" + cuts, request).text();
            assertTrue(json.endsWith("\"same\": true}}"), json);
        }
        String json = post("parse?cuts=20,50", request).text();
        assertTrue(json.contains("\"cut\": {\"segments\": [[\"START\", 20], [\"FIELDS/NAME\", 30], [\"BODY\", 1]]"), json);
    }

    @Test
    void aRefusalIsTheSameHoweverTheBytesAreCut() throws Exception {
        for (String bytes : new String[] {"GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n"}) {
            assertTrue(post("parse?cuts=1-17", bytes).text().contains("\"same\": true"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "3,3", "3,2", "2-1", "a", "-1", "1,", "12345", "1--2"})
    void cutsAreBetweenTheBytes(String cuts) throws Exception {
        assertEquals(400, post("parse?cuts=" + cuts, "GET ").status());
        assertEquals(200, post("parse?cuts=3", "GET ").status());
    }

    @Test
    void cutsAreBounded() throws Exception {
        String cuts = IntStream.rangeClosed(1, 65).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertEquals(400, post("parse?cuts=" + cuts, "x".repeat(100)).status());
        assertEquals(200, post("parse?cuts=" + cuts.replace(",65", ""), "x".repeat(100)).status());
        assertEquals(200, post("parse?cuts=1-4095", "x".repeat(4_096)).status());
    }

    @Test
    void eachByteThatMayComeNextHasAnOutcome() throws Exception {
        String json = post("next", "GET").text();
        assertTrue(json.startsWith("[[0, 31, \"REQUEST_LINE/METHOD\", \"METHOD_SYNTAX\"], [32, 32, "
                + "\"REQUEST_LINE/TARGET\", \"\"]"), json);
        assertEquals("[]", post("next", "\n").text());
    }

    @Test
    void theServerInMemoryAnswersAsTheOneBehindTheSocket() throws Exception {
        String overSocket;
        try (RawClient client = server.connect()) {
            overSocket = client.send(HELLO.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).rest();
        }
        String inMemory = post("exchange", HELLO.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).text();
        assertEquals(withoutDate(overSocket), withoutDate(inMemory.replaceAll("(?s).*\"bytes\": \"(.*?)\", .*", "$1")
                .replace("\\u000d\\u000a", "\r\n")));
        assertTrue(inMemory.endsWith("\"closed\": true, \"complete\": true}"), inMemory);
    }

    private static String withoutDate(String response) {
        return response.replaceAll("Date: .*?\r\n", "");
    }

    @Test
    void aPipelineIsAnsweredAndTheConnectionStays() throws Exception {
        String json = post("exchange", HELLO + "POST /echo/body HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc").text();
        assertTrue(json.contains("hello") && json.contains("abc"), json);
        assertTrue(json.contains("\"closed\": false"), json);
        assertTrue(post("exchange", "BROKEN\r\n\r\n").text().contains("HTTP/1.1 400 Bad Request"));
    }

    @Test
    void onlyHarmlessPathsAreServedInMemory() throws Exception {
        for (String path : new String[] {"/secret", "/explain/exchange", "/uploads/a"}) {
            String json = post("exchange", HELLO.replace("/hello.txt", path)).text();
            assertTrue(json.contains("HTTP/1.1 403 "), json);
            assertFalse(json.contains("secret"), json);
        }
    }

    @Test
    void aClientMayBeSilentInBetween() throws Exception {
        String head = "POST /echo/body HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        String json = post("exchange?after=" + head.length(), head + "xy").text();
        assertTrue(json.startsWith("{\"bytes\": \"HTTP/1.1 100 Continue\\u000d\\u000a\\u000d\\u000aHTTP/1.1 200 OK"), json);
        assertTrue(json.contains("\", \"beforePause\": 25, "), json);
        assertTrue(post("exchange?after=8&seconds=6", "GET / HT").text().contains("HTTP/1.1 408 "));
        for (String wrong : new String[] {"after=x", "after=-1", "after=4097", "after=99999999999", "seconds=61"}) {
            assertEquals(400, post("exchange?" + wrong, HELLO).status(), wrong);
        }
    }

    @Test
    void thereIsALimit() throws Exception {
        assertEquals(413, post("parse", "x".repeat(4_097)).status());
        assertEquals(200, post("parse", "x".repeat(4_096)).status());
    }
}
