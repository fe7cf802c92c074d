package hostling.demo;

import static hostling.testing.FakeExchange.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hostling.handler.CookieSessions;
import hostling.handler.MemorySessions;
import hostling.handler.Router;
import hostling.handler.Session;
import hostling.handler.SessionLimits;
import hostling.handler.SessionStore;
import hostling.handler.Sessions;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.http.SetCookie;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions in a handler: what it sends in Set-Cookie, and what it receives in Cookie. */
class SessionDemoTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sessions sessions = new Sessions(new MemorySessions(RANDOM, SessionLimits.DEFAULT));
    private final Router router = new SessionDemo(sessions).below("/session/");

    private FakeExchange ask(Router routes, String method, String path, Instant now, String... fieldLines)
            throws Exception {
        return new FakeExchange(Requests.request(method, "/session/" + path, fieldLines)).at(now).through(routes);
    }

    private FakeExchange ask(String path, String... fieldLines) throws Exception {
        return ask(router, "GET", path, NOW, fieldLines);
    }

    /** The Cookie field that a browser sends after this response. */
    private static String cookie(FakeExchange answer) {
        return "Cookie: " + answer.field("Set-Cookie").orElseThrow().split(";")[0];
    }

    @Proves({"6265-4.1.1-d", "6265-7.3-a"})
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aSessionBeginsWithACookie(String method) throws Exception {
        FakeExchange answer = ask(router, method, "create", NOW);
        assertEquals("{\"session\": true, \"renewed\": false, \"visits\": 1}\n", answer.text());
        String set = answer.field("Set-Cookie").orElseThrow();
        assertTrue(set.matches("sid=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; SameSite=Lax"), set);
        assertEquals(1, answer.response().fields().stream().filter(line -> line.name().equals("Set-Cookie")).count());
    }

    @Proves("9111-7.3-a")
    @ParameterizedTest
    @ValueSource(strings = {"create", "info", "stats", "destroy"})
    void everyAnswerIsJsonThatNoCacheKeeps(String path) throws Exception {
        FakeExchange answer = ask(path, cookie(ask("create")));
        assertEquals(200, answer.status());
        assertEquals(Optional.of("no-store"), answer.field("Cache-Control"));
        assertEquals(Optional.of("application/json"), answer.field("Content-Type"));
    }

    @Test
    void eachLookIsAVisit() throws Exception {
        String cookie = cookie(ask("create"));
        assertEquals("{\"session\": true, \"ageSeconds\": 30, \"idleSeconds\": 30, \"visits\": 2}\n",
                ask(router, "GET", "info", NOW.plusSeconds(30), cookie).text());
        FakeExchange second = ask(router, "GET", "info", NOW.plusSeconds(42), cookie);
        assertEquals("{\"session\": true, \"ageSeconds\": 42, \"idleSeconds\": 12, \"visits\": 3}\n", second.text());
        assertEquals(Optional.empty(), second.field("Set-Cookie"), "the client has it already");
    }

    @Proves({"6265-6.1-b", "6265-8.6-b", "6265-8.4-a"})
    @ParameterizedTest
    @ValueSource(strings = {"Accept: */*", "Cookie: sid=", "Cookie: sid=AAAAAAAAAAAAAAAAAAAAAA", "Cookie: SID=a",
        "Cookie: ;=;"})
    void withoutACookieOfOursThereIsNoSession(String field) throws Exception {
        assertEquals("{\"session\": false}\n", ask("info", field).text());
        assertEquals("{\"session\": false, \"forgotten\": false}\n", ask("destroy", field).text());
        assertEquals("{\"session\": false, \"ended\": false}\n", ask(router, "POST", "destroy", NOW, field).text());
        FakeExchange created = ask("create", field);
        assertEquals("{\"session\": true, \"renewed\": false, \"visits\": 1}\n", created.text());
        assertNotEquals(field, cookie(created));
    }

    @Proves("6265-8.4-a")
    @Test
    void whoHasASessionGetsANewIdForIt() throws Exception {
        String before = cookie(ask("create"));
        FakeExchange again = ask("create", before);
        assertEquals("{\"session\": true, \"renewed\": true, \"visits\": 2}\n", again.text());
        assertNotEquals(before, cookie(again));
        assertEquals("{\"session\": false}\n", ask("info", before).text());
        assertTrue(ask("info", cookie(again)).text().contains("\"visits\": 3"));
    }

    @Test
    void anEndedSessionIsGoneOnBothSides() throws Exception {
        String cookie = cookie(ask("create"));
        FakeExchange ended = ask(router, "POST", "destroy", NOW, cookie);
        assertEquals("{\"session\": false, \"ended\": true}\n", ended.text());
        assertEquals(Optional.of("sid=; Path=/; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
                ended.field("Set-Cookie"));
        assertEquals("{\"session\": false}\n", ask("info", cookie).text());
    }

    /** The server tells the client to forget its cookie, but keeps the session: GET is a safe method. */
    @Proves("9110-9.2.1-a")
    @Test
    void noSessionIsEndedByGet() throws Exception {
        String cookie = cookie(ask("create"));
        FakeExchange forgotten = ask("destroy", cookie);
        assertEquals("{\"session\": false, \"forgotten\": true}\n", forgotten.text());
        assertTrue(forgotten.field("Set-Cookie").orElseThrow().endsWith("Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
        assertTrue(ask("stats").text().contains("\"sessions\": 1,"));
        assertTrue(ask("info", cookie).text().contains("\"visits\": 2"));
    }

    @Test
    void timeGoesByTheClockOfTheExchange() throws Exception {
        String cookie = cookie(ask("create"));
        Instant over = NOW.plus(Duration.ofHours(1));
        assertEquals("{\"session\": false}\n", ask(router, "GET", "info", over, cookie).text());
        assertEquals("{\"sessions\": 0, \"created\": 1, \"expired\": 1, \"evicted\": 0, \"ended\": 0, "
                + "\"maximum\": 10000}\n", ask("stats").text());
    }

    /** Other cookies of the same name may come first; they don't matter. */
    @Proves({"6265-4.2.2-a", "6265-4.2.2-b"})
    @Test
    void theSessionIsFoundAmongCookiesOfTheSameName() throws Exception {
        String cookie = cookie(ask("create"));
        assertTrue(ask("info", "Cookie: a=b; sid=stale; " + cookie.substring(8) + "; sid=x").text().contains("true"));
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        FakeExchange answer = ask(router, "DELETE", "create", NOW);
        assertEquals(405, answer.status());
        assertEquals(Optional.of("GET, HEAD, POST, OPTIONS"), answer.field("Allow"));
        assertEquals(200, ask(router, "HEAD", "info", NOW).status());
    }

    /** The content of the cookie changes with each use, so each response sets the cookie again. */
    @Test
    void sessionsInCookiesWorkTheSame() throws Exception {
        Sessions signed = new Sessions(new CookieSessions(new byte[32], RANDOM, SessionLimits.DEFAULT),
                SetCookie.of("__Host-s", "").httpOnly());
        Router routes = new SessionDemo(signed).below("/session/");
        FakeExchange created = ask(routes, "GET", "create", NOW);
        FakeExchange seen = ask(routes, "GET", "info", NOW.plusSeconds(9), cookie(created));
        assertTrue(seen.field("Set-Cookie").orElseThrow().endsWith("; Secure; Path=/; HttpOnly"));
        assertEquals("{\"session\": true, \"ageSeconds\": 12, \"idleSeconds\": 3, \"visits\": 3}\n",
                ask(routes, "GET", "info", NOW.plusSeconds(12), cookie(seen)).text());
    }

    /** A slow response must not bring back a session that has ended in the meantime. */
    @Test
    void whatIsKeptTooLateIsNotKept() throws Exception {
        FakeExchange slow = new FakeExchange(Requests.request("GET", "/", cookie(ask("create"))));
        Session found = sessions.find(slow).orElseThrow();
        ask(router, "POST", "destroy", NOW, "Cookie: sid=" + found.id());
        Response late = sessions.keep(slow, found, Response.text("late").with("Cache-Control", "private"));
        assertTrue(late.fields().stream().noneMatch(field -> field.name().equals("Set-Cookie")));
        assertEquals(1, late.fields().stream().filter(field -> field.name().equals("Cache-Control")).count());
        assertEquals(Optional.empty(), sessions.find(slow));
    }

    @Test
    void itCanBeShownBelowAnyPath() throws Exception {
        Router elsewhere = new SessionDemo(sessions).below("/demo/");
        assertEquals("{\"session\": false}\n", FakeExchange.of(elsewhere, "GET", "/demo/info").text());
        assertEquals(404, FakeExchange.of(elsewhere, "GET", "/session/info").status());
    }

    /** If sessions are stored in cookies, each cookie costs a check of its signature. */
    @Test
    void ofThousandsOfCookiesAFewAreLookedAt() {
        SessionStore store = mock(SessionStore.class);
        when(store.find(any(), any())).thenReturn(Optional.empty());
        FakeExchange exchange = new FakeExchange(Requests.request("GET", "/", "Cookie: " + "sid=.; ".repeat(4_500)));
        assertEquals(Optional.empty(), new Sessions(store).find(exchange));
        verify(store, times(Sessions.COOKIES_MAX)).find(any(), any());
    }
}
