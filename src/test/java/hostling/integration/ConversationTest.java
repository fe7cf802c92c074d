package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.demo.Echo;
import hostling.handler.Router;
import hostling.http.Response;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a connection, from its first byte to its last (RFC 9112 sections 6 and 9, RFC 9110 section 10.1.1). */
class ConversationTest {
    private final AtomicInteger visits = new AtomicInteger();
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.with(new Router()
                .get("/hello", request -> Response.text("Hello, " + request.query("name").orElse("world") + "!\n"))
                .get("/remote", request -> Response.text(request.remote()))
                .get("/visit", request -> Response.text("visit " + visits.incrementAndGet()))
                .below("/list/", exchange -> exchange.respond(Response.text("a list")))
                .any("/echo", Echo::body)
                .get("/head", Echo::head));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Proves("9112-9.3-a")
    @Test
    void aRequestIsAnsweredAndTheConnectionUsedAgain() throws Exception {
        try (RawClient client = server.connect()) {
            assertEquals("Hello, world!\n", client.get("/hello").reply().text());
            Reply second = client.get("/hello?name=J%C3%BCrgen+H.").reply();
            assertEquals("Hello, Jürgen H.!\n", new String(second.content(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 200 OK", second.statusLine());
            assertNull(second.field("Connection"));
        }
    }

    /** The server caches what connections from one address share; another client must not get it. */
    @Test
    void eachClientIsKnownByItsOwnAddress() throws Exception {
        for (String address : List.of("127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.3")) {
            assumeTrue(isOurs(address), "the system has several loopback addresses");
            try (RawClient client = server.connectFrom(InetAddress.getByName(address))) {
                assertEquals(address, client.get("/remote").reply().text());
                assertEquals(address, client.get("/remote").reply().text());
            }
        }
    }

    private static boolean isOurs(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        try (RawClient client = server.connect()) {
            String request = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            for (char c : request.toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertEquals("abc", client.reply().text());
        }
    }

    /** RFC 9112 section 9.3.2; thousands of them would overflow the stack of a recursive server. */
    @Proves({"9112-9.3.2-b", "9112-9.3.2-a"})
    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (RawClient client = server.connect()) {
            StringBuilder pipeline = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                pipeline.append("GET /hello?name=").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            Thread sender = new Thread(() -> sendQuietly(client, pipeline.toString()));
            sender.start();
            for (int i = 0; i < 5_000; i++) {
                assertEquals("Hello, " + i + "!\n", client.reply().text());
            }
            sender.join();
        }
    }

    private static void sendQuietly(RawClient client, String text) {
        try {
            client.send(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Proves({"9112-6.1-a", "9112-7.1-a", "9112-7.1.3-a", "9112-7.1.2-a"})
    @Test
    void contentGoesThereAndBackUnharmed() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n").send(content);
            assertArrayEquals(content, client.reply().content());
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("2dc6c0\r\n").send(content).send("\r\n0\r\nX-Trailer: is read and dropped\r\n\r\n");
            assertArrayEquals(content, client.reply().content());
            assertEquals(200, client.get("/hello").reply().status());
        }
    }

    /** RFC 9112 section 9.3: an HTTP/1.0 connection closes unless the client asks for keep-alive. */
    @Proves({"9112-9.3-d", "9110-6.2-a", "9112-2.3-c", "9112-9.6-a"})
    @Test
    void http10ClosesUnlessItAsksNotTo() throws Exception {
        try (RawClient client = server.connect()) {
            Reply kept = client.send("GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").reply();
            assertEquals("keep-alive", kept.field("Connection"));
            Reply last = client.send("GET /hello HTTP/1.0\r\n\r\n").reply();
            assertEquals("HTTP/1.1 200 OK", last.statusLine());
            assertEquals("close", last.field("Connection"));
            assertEquals("", client.rest());
        }
    }

    /** RFC 9112 section 9.6: the server does not process what follows a request with close. */
    @Proves({"9112-9.6-b", "9112-9.6-c", "9112-9.6-d", "9112-9.6-e", "9112-9.6-f", "9110-7.6.1-c"})
    @Test
    void nothingIsProcessedBehindARequestThatCloses() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: foo, CLOSE\r\n\r\n"
                    + "GET /visit HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals("close", client.reply().field("Connection"));
            assertEquals("", client.rest());
        }
        assertEquals(0, visits.get());
    }

    /** RFC 9112 section 9.6: a half-closed connection ends neither the request nor the response. */
    @Proves("9112-9.6-h")
    @Test
    void aClientThatSendsNoMoreStillGetsItsAnswers() throws Exception {
        try (RawClient client = server.connect()) {
            client.get("/hello?name=1").get("/hello?name=2").endOutput();
            assertEquals("Hello, 1!\n", client.reply().text());
            assertEquals("Hello, 2!\n", client.reply().text());
            assertEquals("", client.rest());
        }
    }

    @Proves({"9110-9.3.2-b", "9110-8.6-b", "9110-9.3.2-a"})
    @Test
    void headHasTheFieldsOfGetAndNoContent() throws Exception {
        try (RawClient client = server.connect()) {
            Reply head = client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n").replyToHead();
            Reply get = client.get("/hello").reply();
            assertEquals(get.field("Content-Length"), head.field("Content-Length"));
            assertEquals(get.field("Content-Type"), head.field("Content-Type"));
        }
    }

    /** RFC 9110 section 10.1.1: the server asks for content only if the handler wants it. */
    @Proves({"9110-10.1.1-d", "9110-10.1.1-f", "9110-10.1.1-g", "9110-10.1.1-h"})
    @Test
    void aClientThatWaitsIsToldToContinue() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
            assertEquals(100, client.reply().status());
            assertEquals("abc", client.send("abc").reply().text());
        }
    }

    /** The server does not ask for content that is already there, or for none at all. */
    @Proves("9110-10.1.1-c")
    @Test
    void aClientThatDoesNotWaitIsNotTold() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
            assertEquals("abc", client.reply().text());
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
            assertEquals(200, client.reply().status());
        }
    }

    @Proves({"9110-10.1.1-e", "9110-10.1.1-f", "9110-10.2.1-a"})
    @Test
    void aClientThatWaitsInVainGetsItsAnswerInsteadAndAClose() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /hello HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            Reply reply = client.reply();
            assertEquals(405, reply.status());
            assertEquals("GET, HEAD, OPTIONS", reply.field("Allow"));
            assertEquals("close", reply.field("Connection"));
            assertEquals("", client.rest());
        }
    }

    @Proves({"9110-10.1.1-b", "9110-15.2-a"})
    @Test
    void http10IsNeverToldToContinue() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
            assertEquals("abc", client.reply().text());
        }
    }

    @Proves({"9112-9.3-c", "9110-10.1.1-e"})
    @Test
    void aLittleUnwantedContentIsReadOverToKeepTheConnection() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
            Reply refused = client.reply();
            assertEquals(405, refused.status());
            assertNull(refused.field("Connection"));
            client.send(new byte[60_000]);
            assertEquals(200, client.get("/hello").reply().status());
        }
    }

    /** RFC 9112 section 9.6: the response must not be lost to a reset while the client is still sending. */
    @Proves({"9112-9.3-c", "9112-9.6-g", "9112-9.6-f"})
    @Test
    void muchUnwantedContentEndsTheConnectionWithoutLosingTheAnswer() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n").send(new byte[1_000_000]);
            Reply refused = client.reply();
            assertEquals(405, refused.status());
            assertEquals("close", refused.field("Connection"));
            assertEquals("", client.rest());
        }
    }

    @Proves("9110-15.5.14-a")
    @Test
    void tooMuchContentIsRefusedAsSoonAsItIsAnnounced() throws Exception {
        long tooMuch = Limits.DEFAULT.bodyBytesMax() + 1;
        try (RawClient client = server.connect()) {
            client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: " + tooMuch
                    + "\r\n\r\n");
            assertEquals(413, client.reply().status());
            assertEquals("", client.rest());
        }
    }

    @Proves({"9112-6.1-k", "9112-6.3-b", "9112-9.6-a", "9112-9.6-e", "9112-9.6-f", "9112-2.2-h"})
    @Test
    void aRefusalSaysWhyAndNothingBehindItIsRead() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "0\r\n\r\nGET /visit HTTP/1.1\r\nHost: a\r\n\r\n");
            Reply refused = client.reply();
            assertEquals(400, refused.status());
            assertEquals("close", refused.field("Connection"));
            assertTrue(refused.text().contains("Content-Length and Transfer-Encoding"), refused.text());
            assertTrue(refused.text().contains("RFC 9112 section 6.1"), refused.text());
            assertEquals("", client.rest());
        }
        assertEquals(0, visits.get());
    }

    /** The server skips content that has no meaning (RFC 9110 sections 9.3.1, 9.3.2 and 9.3.5). */
    @Proves({"9110-9.3.1-a", "9110-9.3.2-d", "9110-9.3.5-b", "9112-9.3-c"})
    @ParameterizedTest
    @CsvSource({"GET, 200", "HEAD, 200", "DELETE, 405"})
    void contentThatMeansNothingIsReadOver(String method, int status) throws Exception {
        String content = "GET /visit HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawClient client = server.connect()) {
            client.send(method + " /hello HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length() + "\r\n\r\n");
            client.send(content);
            Reply reply = method.equals("HEAD") ? client.replyToHead() : client.reply();
            assertEquals(status, reply.status());
            assertEquals("Hello, world!\n", client.get("/hello").reply().text());
        }
        assertEquals(0, visits.get());
    }

    /** If a message can't be framed, the start of the next one is unknown (RFC 9112 sections 6.1 and 6.3). */
    @Proves({"9112-6.1-l", "9112-6.3-c", "9112-6.3-d", "9112-6.3-e", "9112-9.6-a"})
    @ParameterizedTest
    @ValueSource(strings = {"1.0;Connection: keep-alive;Transfer-Encoding: chunked",
            "1.0;Connection: keep-alive;Content-Length: 5;Transfer-Encoding: chunked",
            "1.1;Transfer-Encoding: chunked, gzip", "1.1;Transfer-Encoding: identity", "1.1;Content-Length: +5",
            "1.1;Content-Length: 5;Content-Length: 6", "1.1;Content-Length: 5, 6"})
    void whatCanNotBeFramedIsRefusedAndTheConnectionClosed(String head) throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /visit HTTP/" + head.replace(";", "\r\n") + "\r\nHost: a\r\n\r\n"
                    + "0\r\n\r\nGET /visit HTTP/1.1\r\nHost: a\r\n\r\n");
            Reply refused = client.reply();
            assertEquals(400, refused.status());
            assertEquals("close", refused.field("Connection"));
            assertEquals("", client.rest());
        }
        assertEquals(0, visits.get());
    }

    /** RFC 9110 section 2.3: a redirect must be short enough for this server. Encoded, a bar takes three bytes. */
    @Proves("9110-2.3-b")
    @ParameterizedTest
    @CsvSource({"a, 8000, 301", "|, 2000, 301", "|, 8000, 414", "a, 8172, 301", "a, 8173, 414"})
    void aRedirectionIsNoLongerThanTheServerReads(String each, int count, int status) throws Exception {
        try (RawClient client = server.connect()) {
            Reply redirected = client.get("/list?" + each.repeat(count)).reply();
            assertEquals(status, redirected.status());
            if (status == 301) {
                assertEquals("a list", client.get(redirected.field("Location")).reply().text());
            }
        }
    }

    /** RFC 6585 section 5: if a single field is too large, the response names it. */
    @Proves({"6585-5-a", "9110-5.4-a", "6585-5-b"})
    @Test
    void aFieldThatIsTooLargeIsNamed() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Big: " + "b".repeat(40_000) + "\r\n\r\n");
            Reply refused = client.reply();
            assertEquals(431, refused.status());
            assertTrue(refused.text().contains("X-Big"), refused.text());
            assertNull(refused.field("Cache-Control"));
            assertNull(refused.field("Expires"));
        }
    }

    @Proves({"9110-9.1-c", "9110-9.1-e", "9112-3.1-a"})
    @Test
    void aMethodThatNobodyKnowsIsNotImplementedAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = server.connect()) {
            assertEquals(501, client.send("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n").reply().status());
            assertEquals(501, client.send("get /hello HTTP/1.1\r\nHost: a\r\n\r\n").reply().status());
            assertEquals(200, client.get("/hello").reply().status());
        }
    }

    @Proves("9110-9.3.6-b")
    @Test
    void traceAndConnectAreRefusedEverywhere() throws Exception {
        try (RawClient client = server.connect()) {
            assertEquals(405, client.send("TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n").reply().status());
            Reply connect = client.send("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n").reply();
            assertEquals(405, connect.status());
            assertEquals("close", connect.field("Connection"));
            assertEquals("", client.rest());
        }
    }

    @Proves({"9110-9.3.7-b", "9112-3.2.4-a"})
    @Test
    void theServerAsAWholeHasOptions() throws Exception {
        try (RawClient client = server.connect()) {
            Reply options = client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").reply();
            assertEquals(204, options.status());
            assertEquals("GET, HEAD, OPTIONS", options.field("Allow"));
        }
    }

    /** RFC 9112 section 3.2.2. */
    @Proves("9112-3.2.2-b")
    @Test
    void anAbsoluteTargetIsTakenLikeItsPath() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET http://other:99/hello?name=you HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals("Hello, you!\n", client.reply().text());
        }
    }

    /** RFC 9110 section 7.8: an offer to upgrade may be ignored. */
    @Proves({"9110-7.8-a", "9110-7.8-e", "9110-7.8-f", "9110-7.8-i", "9110-7.8-k"})
    @Test
    void anOfferToUpgradeIsIgnored() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n");
            Reply reply = client.reply();
            assertEquals(200, reply.status());
            assertNull(reply.field("Upgrade"));
            Reply old = client.send("GET /hello HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n").reply();
            assertEquals("HTTP/1.1 200 OK", old.statusLine());
        }
    }

    @Proves({"9112-5-a", "9112-5.1-b", "9110-5.5-a"})
    @Test
    void whatTheParserMadeOfARequestCanBeSeen() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /head?x HTTP/1.1\r\nhOST:a\r\nX-Y:  1 \t\r\n\r\n");
            assertEquals("GET /head?x HTTP/1.1\nhOST: a\nX-Y: 1\n", client.reply().text());
        }
    }

    @Test
    void everyRequestIsNoted() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /hello HTTP/1.1\r\nHost: a\r\nReferer: r\r\nUser-Agent: u\r\n\r\n").reply();
            client.send("nonsense\r\n").reply();
        }
        server.close();
        assertEquals("GET /hello HTTP/1.1 200 14 r u", noted(0));
        assertTrue(noted(1).startsWith("nonsense 400 "), noted(1));
    }

    private String noted(int index) {
        var access = server.accesses.get(index);
        return String.join(" ", access.requestLine(), String.valueOf(access.status()),
                String.valueOf(access.contentBytes()), access.referer(), access.userAgent());
    }
}
