package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.MemorySessions;
import hostling.handler.Redirect;
import hostling.handler.Router;
import hostling.handler.SessionLimits;
import hostling.handler.Sessions;
import hostling.http.Response;
import hostling.log.AccessRecord;
import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.server.TrustedProxies.Kind;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import hostling.wire.IpRange;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a proxy, the client is whom a trusted proxy names. */
class ProxiesTest {
    private static final TrustedProxies TRUSTED = proxies(Kind.X_FORWARDED, "127.0.0.1", "10.0.0.0/8");
    private static final TrustedProxies PROXY_PROTOCOL = proxies(Kind.PROXY_PROTOCOL, "127.0.0.1");

    private static TrustedProxies proxies(Kind kind, String... ranges) {
        return new TrustedProxies(Stream.of(ranges).map(range -> IpRange.parse(range).orElseThrow()).toList(), kind);
    }

    private static RunningServer start(TrustedProxies proxies) throws Exception {
        return RunningServer.of(new Router().get("/", request -> Response.text(request.remote() + " " + request.port() + " "
                + request.scheme()))).proxies(proxies).start();
    }

    private static String client(TrustedProxies proxies, String before, String... fields) throws Exception {
        try (RunningServer server = start(proxies); RawClient client = server.connect()) {
            String text = client.send(before + "GET / HTTP/1.1\r\nHost: a\r\n" + String.join("", Stream.of(fields)
                    .map(field -> field + "\r\n").toList()) + "\r\n").reply().text();
            server.turns(2);
            assertTrue(text.startsWith(server.accesses.get(0).remote() + " "), "the log names the same client");
            return text.replace(" " + server.address().getPort() + " ", " own ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"192.0.2.1|192.0.2.1", "192.0.2.1, 10.1.2.3|192.0.2.1", "6.6.6.6, 192.0.2.1|192.0.2.1",
        "6.6.6.6, 192.0.2.1, 10.1.2.3|192.0.2.1", "10.9.9.9|10.9.9.9", "unknown|127.0.0.1", "evil, 10.1.2.3|10.1.2.3",
        "2001:DB8::1|2001:db8::1", "[2001:db8::1]:80|2001:db8::1", "192.0.2.1:5000|192.0.2.1", ",;|127.0.0.1",
        "::ffff:192.0.2.1|192.0.2.1", "192.0.2.1, ::ffff:10.1.2.3|192.0.2.1"})
    void theListIsReadFromItsEnd(String list, String client) throws Exception {
        assertEquals(client + " own http", client(TRUSTED, "", "X-Forwarded-For: " + list));
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        TrustedProxies others = proxies(Kind.X_FORWARDED, "10.0.0.0/8");
        assertEquals("127.0.0.1 own http", client(others, "", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https"));
        assertEquals("127.0.0.1 own http", client(TrustedProxies.NONE, "", "Forwarded: for=192.0.2.1;proto=https"));
    }

    @Test
    void onlyOneKindOfFieldIsRead() throws Exception {
        String both = "X-Forwarded-For: 192.0.2.1";
        assertEquals("192.0.2.1 own http", client(TRUSTED, "", both, "Forwarded: for=6.6.6.6;proto=https"));
        TrustedProxies forwarded = proxies(Kind.FORWARDED, "127.0.0.1", "10.0.0.0/8");
        assertEquals("192.0.2.2 own https", client(forwarded, "", both,
                "Forwarded: for=6.6.6.6, for=\"192.0.2.2:80\";proto=https;by=x", "Forwarded: For=10.0.0.1"));
        assertEquals("127.0.0.1 own http", client(forwarded, "", both));
    }

    @Test
    void theSchemeIsWhatTheProxySays() throws Exception {
        assertEquals("192.0.2.1 own https", client(TRUSTED, "", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https"));
        assertEquals("192.0.2.1 own http", client(TRUSTED, "", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http"));
    }

    @Test
    void aSessionOverHttpsHasASecureCookie() throws Exception {
        Sessions sessions = new Sessions(new MemorySessions(new SecureRandom(), SessionLimits.DEFAULT));
        try (RunningServer server = RunningServer.of(exchange -> exchange.respond(
                sessions.keep(exchange, sessions.begin(exchange), Response.text("hello")))).proxies(TRUSTED).start();
                RawClient client = server.connect()) {
            assertFalse(client.get("/").reply().field("Set-Cookie").contains("Secure"));
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n");
            assertTrue(client.reply().field("Set-Cookie").contains("; Secure"));
        }
    }

    /** The client resolves the reference against the URI that it knows, which has the right scheme and host. */
    @Test
    void aRedirectStaysWithTheSchemeOfTheClient() throws Exception {
        try (RunningServer server = RunningServer.of(new Router().any("/old", new Redirect(301, "/new"))).proxies(TRUSTED).start();
                RawClient client = server.connect()) {
            client.send("GET /old HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n");
            assertEquals("/new", client.reply().field("Location"));
        }
    }

    @Test
    void theSchemeNeedsNoAddress() throws Exception {
        assertEquals("127.0.0.1 own https", client(TRUSTED, "", "X-Forwarded-Proto: https"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PROXY TCP4 192.0.2.1 198.51.100.1 56324 443|192.0.2.1 443 http", "PROXY UNKNOWN|127.0.0.1 own http"})
    void theProxyProtocolNamesTheClientOfAConnection(String header, String client) throws Exception {
        assertEquals(client, client(PROXY_PROTOCOL, header + "\r\n"));
    }

    /** Fields are the client's own then, and must not be believed. */
    @Test
    void noFieldIsReadBesidesTheProxyProtocol() throws Exception {
        assertEquals("192.0.2.1 443 http", client(PROXY_PROTOCOL, "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n",
                "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https", "Forwarded: for=6.6.6.6"));
    }

    @Test
    void theHeaderMayComeInParts() throws Exception {
        try (RunningServer server = start(PROXY_PROTOCOL); RawClient client = server.connect()) {
            client.send("PROXY TCP4 192.0.2.1 ");
            server.turns(2);
            client.send("198.51.100.1 56324 443\r\nGET / HT");
            server.turns(2);
            assertEquals("192.0.2.1 443 http", client.send("TP/1.1\r\nHost: a\r\n\r\n").reply().text());
            assertEquals("192.0.2.1 443 http", client.get("/").reply().text(), "it counts for the whole connection");
        }
    }

    @Test
    void aHeaderThatDoesNotEndIsClosed() throws Exception {
        try (RunningServer server = start(PROXY_PROTOCOL); RawClient client = server.connect()) {
            client.send("PROXY TCP4 192.0");
            client.endOutput();
            assertEquals("", client.rest());
        }
    }

    @Test
    void aHeaderHasTheTimeLimitOfARequest() throws Exception {
        FakeClock clock = new FakeClock();
        try (RunningServer server = RunningServer.of(exchange -> { }).proxies(PROXY_PROTOCOL).clock(clock).start();
                RawClient client = server.connect()) {
            client.send("PROXY TCP4 192.0");
            server.turns(2);
            clock.advance(Timeouts.DEFAULT.header().plusMillis(100));
            server.loop().execute(() -> { });           // wakes the loop, which sleeps by the real clock
            assertEquals(408, client.reply().status());
            client.rest();
        }
    }

    /** A proxy sends the requests of many clients over one connection: one must not be blamed for another. */
    @Test
    void aRequestThatIsRefusedIsNotLoggedAsThatOfTheClientBefore() throws Exception {
        try (RunningServer server = start(TRUSTED); RawClient client = server.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n").reply();
            assertEquals(400, client.send("BROKEN\r\n\r\n").reply().status());
            client.rest();
            server.turns(2);
            assertEquals(List.of("192.0.2.1", "127.0.0.1"), server.accesses.stream().map(AccessRecord::remote).toList());
            assertTrue(server.told.stream().anyMatch(line -> line.startsWith("127.0.0.1: 400 ")), server.told.toString());
        }
    }

    /** Who may send the header must send it: a proxy that does not would pass on the header of its client. */
    @Test
    void aTrustedProxyMustSendTheHeader() throws Exception {
        assertRefused(PROXY_PROTOCOL, "", "has to begin with a header of the PROXY protocol");
        assertRefused(PROXY_PROTOCOL, "PROXY TCP4 nonsense\r\n", "the header of the PROXY protocol is invalid");
    }

    /** From anybody else it is no request. */
    @Test
    void nobodyElseMaySendTheHeader() throws Exception {
        for (TrustedProxies proxies : List.of(TrustedProxies.NONE, TRUSTED, proxies(Kind.PROXY_PROTOCOL, "10.0.0.0/8"))) {
            assertRefused(proxies, "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n", "");
        }
    }

    private static void assertRefused(TrustedProxies proxies, String before, String reason) throws Exception {
        try (RunningServer server = start(proxies); RawClient client = server.connect()) {
            Reply reply = client.send(before + "GET / HTTP/1.1\r\nHost: a\r\n\r\n").reply();
            assertEquals(400, reply.status());
            assertTrue(reply.text().contains(reason), reply.text());
            client.rest();
        }
    }
}
