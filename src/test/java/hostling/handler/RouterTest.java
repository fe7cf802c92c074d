package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handler gets a request. */
class RouterTest {
    private final Router router = new Router()
            .get("/", request -> Response.text("home"))
            .get("/a", request -> Response.text("a"))
            .on(Method.PUT, "/a", named("put a"))
            .get("/files/special", request -> Response.text("special"))
            .any("/echo", named("echo"))
            .below("/files/", named("files"))
            .below("/files/deep/", named("deep"));

    private static Handler named(String name) {
        return Handler.of(request -> Response.text(request.method() + " " + name));
    }

    @Proves({"3986-6.2.2.3-a", "9110-4.2.3-b"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /                   | home
            HEAD   | /                   | home
            GET    | /?query             | home
            GET    | /a                  | a
            PUT    | /a                  | PUT put a
            # An exact route comes before any prefix.
            GET    | /files/special      | special
            # The longest prefix wins.
            GET    | /files/             | GET files
            GET    | /files/x            | GET files
            GET    | /files/x/y/z        | GET files
            DELETE | /files/deep         | DELETE files
            GET    | /files/deep/        | GET deep
            GET    | /files/deep/x       | GET deep
            GET    | /files/deeper/x     | GET files
            GET    | /files/special/     | GET files
            GET    | /files/special2     | GET files
            DELETE | /files/x            | DELETE files
            OPTIONS | /files/x           | OPTIONS files
            # The path is normalised before anyone looks at it.
            GET    | /x/../a             | a
            GET    | /%61                | a
            GET    | /files/../a         | a
            GET    | /files/deep/../x    | GET files
            GET    | /files/%2e%2e/a     | a
            GET    | /files%2Fx          | none
            # What has all methods has all of them.
            GET    | /echo               | GET echo
            PATCH  | /echo               | PATCH echo
            OPTIONS | /echo              | OPTIONS echo
            # And the rest is not there.
            GET    | /b                  | none
            GET    | /A                  | none
            GET    | /a/                 | none
            GET    | /aa                 | none
            GET    | //a                 | none
            POST   | /files              | none
            GET    | /fil                | none
            GET    | /Files/x            | none
            """)
    void aRequestGoesToItsHandler(String method, String target, String expected) throws Exception {
        FakeExchange got = FakeExchange.of(router, method, target);
        String text = got.text();
        assertEquals(expected.equals("none") ? 404 : 200, got.status(), text);
        assertEquals(expected, got.status() == 404 ? "none" : text);
    }

    @Proves({"9110-15.5.6-a", "9110-10.2.1-a", "9110-9.1-d"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /              | GET, HEAD, OPTIONS
            DELETE | /a             | GET, HEAD, PUT, OPTIONS
            PATCH  | /a             | GET, HEAD, PUT, OPTIONS
            PUT    | /files/special | GET, HEAD, OPTIONS
            """)
    void anExactRouteNamesTheMethodsThatItHas(String method, String target, String allow) throws Exception {
        FakeExchange got = FakeExchange.of(router, method, target);
        assertEquals(405, got.status());
        assertEquals(Optional.of(allow), got.field("Allow"));
    }

    @Proves("9110-9.3.7-a")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /              | GET, HEAD, OPTIONS
            /a             | GET, HEAD, PUT, OPTIONS
            /files/special | GET, HEAD, OPTIONS
            """)
    void optionsOfAnExactRouteNamesItsMethods(String target, String allow) throws Exception {
        FakeExchange got = FakeExchange.of(router, "OPTIONS", target);
        assertEquals(204, got.status());
        assertEquals(Optional.of(allow), got.field("Allow"));
        assertEquals("", got.text());
    }

    @Test
    void aRouteWithItsOwnOptionsNamesThemOnce() throws Exception {
        Router own = new Router().get("/a", request -> Response.text("a")).on(Method.OPTIONS, "/a", named("own"));
        assertEquals("OPTIONS own", FakeExchange.of(own, "OPTIONS", "/a").text());
        List<String> allow = Arrays.asList(FakeExchange.of(own, "PUT", "/a").field("Allow").orElseThrow().split(", "));
        assertEquals(List.of("GET", "HEAD", "OPTIONS"), allow);
    }

    @Proves({"9110-9.3.7-b", "9112-3.2.4-a"})
    @Test
    void optionsOfTheServerAsAWholeIsAnswered() throws Exception {
        FakeExchange got = FakeExchange.of(router, "OPTIONS", "*");
        assertEquals(204, got.status());
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), got.field("Allow"));
    }

    /** The router always refuses them, even on a route for all methods or a prefix for all paths. */
    @Proves({"3875-4.3.4-a", "9110-9.3.6-b"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"TRACE|/|GET, HEAD, OPTIONS", "TRACE|/a|GET, HEAD, PUT, OPTIONS",
        "TRACE|/echo|GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS", "TRACE|/files/x|GET, HEAD, OPTIONS",
        "TRACE|/missing|GET, HEAD, OPTIONS", "CONNECT|a.example:443|GET, HEAD, OPTIONS"})
    void traceAndConnectAreRefused(String method, String target, String allow) throws Exception {
        FakeExchange got = FakeExchange.of(router, method, target);
        assertEquals(405, got.status());
        assertEquals(Optional.of(allow), got.field("Allow"));
    }

    /** The cost of routing does not grow with the number of slashes in the path. */
    @ParameterizedTest
    @CsvSource({"/files/, GET files", "/files/deep/, GET deep", "/filesx/, none", "/, none"})
    void aPathOfManySlashesGoesToItsHandler(String start, String expected) throws Exception {
        FakeExchange got = FakeExchange.of(router, "GET", start + "/".repeat(8_000));
        assertEquals(expected, got.status() == 404 ? "none" : got.text());
    }

    @Test
    void everythingMayBeBelowTheRoot() throws Exception {
        Router all = new Router().below("/", named("all"));
        for (String target : List.of("/", "/a", "/a/b", "//", "/a/")) {
            assertEquals("GET all", FakeExchange.of(all, "GET", target).text());
        }
    }

    @Test
    void theLastOfTwoHandlersForTheSameCounts() throws Exception {
        Router twice = new Router().get("/a", request -> Response.text("first"))
                .get("/a", request -> Response.text("last"))
                .below("/b/", named("first")).below("/b/", named("last"));
        assertEquals("last", FakeExchange.of(twice, "GET", "/a").text());
        assertEquals("GET last", FakeExchange.of(twice, "GET", "/b/").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a", "a/", "files/"})
    void aPrefixBeginsAndEndsWithASlash(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> new Router().below(prefix, named("x")));
    }

    /** The router catches nothing: the loop handles what a handler throws. */
    @Test
    void anExceptionOfAHandlerPassesThrough() {
        Router broken = new Router().on(Method.GET, "/", exchange -> {
            throw new IOException("disk on fire");
        });
        assertThrows(IOException.class, () -> FakeExchange.of(broken, "GET", "/"));
    }

    /** Otherwise relative links on its pages would resolve against the wrong folder. */
    @Test
    void aPrefixWithoutItsSlashIsRedirected() throws Exception {
        Router router = new Router().below("/", any -> any.respond(Response.text("root")))
                .below("/list/", any -> any.respond(Response.text("list")))
                .get("/exact", request -> Response.text("exact"))
                .below("/exact/", any -> any.respond(Response.text("below")));
        Response redirected = FakeExchange.of(router, "GET", "/list?a=b").response();
        assertEquals(301, redirected.status());
        assertEquals("/list/?a=b", redirected.field("Location").orElseThrow());
        assertEquals(301, FakeExchange.of(router, "HEAD", "/list").response().status());
        assertEquals(200, FakeExchange.of(router, "POST", "/list").response().status(), "a redirect loses the content");
        assertEquals(200, FakeExchange.of(router, "GET", "/exact").response().status());
        assertEquals(200, FakeExchange.of(router, "GET", "/lists").response().status());
    }

    /** A path in a program is written as people write it. */
    @ParameterizedTest
    @CsvSource({"/a b, /a%20b", "/\u00e4, /%C3%A4", "/a%20b, /a%20b", "/x/../y, /y", "/~a, /%7ea"})
    void aRouteIsNormalisedLikeARequest(String path, String target) throws Exception {
        Router exact = new Router().get(path, request -> Response.text("found"));
        assertEquals("found", FakeExchange.of(exact, "GET", target).text());
        Router prefix = new Router().below(path + "/", Handler.of(request -> Response.text("below")));
        assertEquals("below", FakeExchange.of(prefix, "GET", target + "/z").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*", "/a?b", "/a#b", "/{}", "/a{b}", "/{a}b", "/{a}/{a}", "/{a b}", "/a}", "/{"})
    void anImpossibleRouteIsRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> new Router().get(path, request -> Response.text("x")));
    }

    @Test
    void aGetRouteAnswersHead() throws Exception {
        Router on = new Router().on(Method.GET, "/a", named("a")).on(Method.PUT, "/a", named("b"));
        assertEquals("HEAD a", FakeExchange.of(on, "HEAD", "/a").text());
        assertEquals(Optional.of("GET, HEAD, PUT, OPTIONS"), FakeExchange.of(on, "DELETE", "/a").field("Allow"));
        Router own = new Router().on(Method.HEAD, "/a", named("own")).on(Method.GET, "/a", named("a"));
        assertEquals("HEAD own", FakeExchange.of(own, "HEAD", "/a").text());
    }

    @Test
    void eachMethodHasItsRoute() throws Exception {
        Router methods = new Router()
                .post("/a", (request, content) -> Response.text("posted " + content.text()))
                .put("/a", (request, content) -> Response.text("put " + content.text()))
                .delete("/a", request -> Response.of(204));
        assertEquals("posted x", ask(methods, "POST", "/a", "x").text());
        assertEquals("put x", ask(methods, "PUT", "/a", "x").text());
        assertEquals(204, ask(methods, "DELETE", "/a", "").status());
        assertEquals(405, ask(methods, "GET", "/a", "").status());
    }

    private static FakeExchange ask(Handler handler, String method, String target, String content) throws Exception {
        return new FakeExchange(FakeExchange.request(method, target)).withContent(content).through(handler);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /users/7           | user 7
            GET    | /users/a%20b%2Fc   | user a b/c
            GET    | /users/%C3%A4      | user ä
            HEAD   | /users/7           | user 7
            GET    | /users/me          | me
            GET    | /users/7/posts/8   | post 8 of 7
            GET    | /users/            | below
            GET    | /users/7/          | below
            GET    | /users/7/posts     | below
            GET    | /users/%FF         | below
            """)
    void aSegmentInBracesIsAParameter(String method, String target, String expected) throws Exception {
        Router users = new Router()
                .get("/users/{id}", request -> Response.text("user " + request.pathParameter("id")))
                .get("/users/{id}/posts/{post}", request -> Response.text("post " + request.pathParameter("post") + " of "
                        + request.pathParameter("id")))
                .get("/users/me", request -> Response.text("me"))
                .below("/", Handler.of(request -> Response.text("below")));
        assertEquals(expected, FakeExchange.of(users, method, target).text());
    }

    /** The other segments are written as people write them, as in any route. */
    @ParameterizedTest
    @CsvSource({"/a b/{id}, /a%20b/7", "/a%20b/{id}, /a%20b/7", "/\u00e4/{id}, /%C3%A4/7", "/x/../a/{id}, /a/7", "/~a/{id}, /%7Ea/7"})
    void aRouteWithParametersIsNormalisedToo(String path, String target) throws Exception {
        Router router = new Router().get(path, request -> Response.text(request.pathParameter("id")));
        assertEquals("7", FakeExchange.of(router, "GET", target).text());
    }

    @Test
    void aRouteWithParametersKnowsItsMethods() throws Exception {
        Router users = new Router().get("/users/{id}", request -> Response.text("x")).delete("/users/{id}", request ->
                Response.of(204));
        for (String method : List.of("PUT", "OPTIONS", "TRACE")) {
            assertEquals(Optional.of("GET, HEAD, DELETE, OPTIONS"), FakeExchange.of(users, method, "/users/7").field("Allow"));
        }
        assertEquals(204, FakeExchange.of(users, "DELETE", "/users/7").status());
    }

    @Test
    void aParameterThatTheRouteHasNotIsAMistake() {
        Router wrong = new Router().get("/users/{id}", request -> Response.text(request.pathParameter("name")));
        assertThrows(IllegalArgumentException.class, () -> FakeExchange.of(wrong, "GET", "/users/7"));
    }
}
