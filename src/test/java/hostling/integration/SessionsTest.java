package hostling.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.demo.SessionDemo;
import hostling.handler.MemorySessions;
import hostling.handler.SessionLimits;
import hostling.handler.Sessions;
import hostling.testing.FakeClock;
import hostling.testing.Proves;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RunningServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions between a client and a server, across several connections. */
class SessionsTest {
    private final FakeClock clock = new FakeClock();

    private RunningServer server() throws IOException {
        SessionLimits limits = new SessionLimits(2, Duration.ofMinutes(1), Duration.ofMinutes(3));
        Sessions sessions = new Sessions(new MemorySessions(new SecureRandom(), limits));
        return RunningServer.of(new SessionDemo(sessions).below("/session/")).clock(clock).start();
    }

    /** Sends each request on a new connection: only the cookie links one request to the next. */
    private static Reply ask(RunningServer server, String method, String path, String cookie) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(method + " /session/" + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n"
                    + (cookie == null ? "" : "Cookie: " + cookie + "\r\n") + "\r\n").reply();
        }
    }

    private static String create(RunningServer server) throws IOException {
        return ask(server, "POST", "create", null).field("Set-Cookie").split(";")[0];
    }

    @Test
    void aClientIsKnownByItsCookieUntilItsSessionIsOver() throws Exception {
        try (RunningServer server = server()) {
            String cookie = create(server);
            clock.advance(Duration.ofSeconds(59));
            assertEquals("{\"session\": true, \"ageSeconds\": 59, \"idleSeconds\": 59, \"visits\": 2}\n",
                    ask(server, "GET", "info", "a=b; " + cookie).text());
            clock.advance(Duration.ofSeconds(60));
            assertEquals("{\"session\": false}\n", ask(server, "GET", "info", cookie).text());
        }
    }

    /** A proxy sends requests of many clients over one connection (RFC 9110 section 3.3). */
    @Proves("9110-3.3-a")
    @Test
    void aConnectionIsNoSession() throws Exception {
        try (RunningServer server = server(); RawClient client = server.connect()) {
            String request = "GET /session/info HTTP/1.1\r\nHost: test\r\n";
            assertTrue(client.send(request + "Cookie: " + create(server) + "\r\n\r\n").reply().text().contains("visits"));
            assertEquals("{\"session\": false}\n", client.send(request + "\r\n").reply().text());
        }
    }

    /**
     * A form of another site may be sent by the visitor's browser, which leaves a cookie with SameSite out. If the response deleted
     * the cookie all the same, that site could end the visit.
     */
    @Test
    void theCookieIsOnlyDeletedIfTheClientSentIt() throws Exception {
        try (RunningServer server = server()) {
            for (String method : List.of("GET", "POST")) {
                Reply without = ask(server, method, "destroy", "other=1");
                assertEquals(List.of(), without.fields().stream().filter(line -> line.startsWith("Set-Cookie")).toList(), method);
                String name = create(server).split("=")[0];
                assertTrue(ask(server, method, "destroy", name + "=stale").field("Set-Cookie").startsWith(name + "=;"), method);
            }
        }
    }

    @Test
    void theSessionThatIsLongestIdleMakesRoom() throws Exception {
        try (RunningServer server = server()) {
            String first = create(server);
            String second = create(server);
            ask(server, "GET", "info", first);
            create(server);
            assertTrue(ask(server, "GET", "info", first).text().contains("true"));
            assertEquals("{\"session\": false}\n", ask(server, "GET", "info", second).text());
            assertEquals("{\"session\": false, \"ended\": true}\n", ask(server, "POST", "destroy", first).text());
            assertEquals("{\"sessions\": 1, \"created\": 3, \"expired\": 0, \"evicted\": 1, \"ended\": 1, "
                    + "\"maximum\": 2}\n", ask(server, "GET", "stats", null).text());
        }
    }
}
