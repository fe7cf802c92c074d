package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9110 sections 9.1, 9.3.7, 10.2.1 and 15.5.6. */
class MethodFilterTest {
    private static final Handler ANSWERING =
            Handler.of(request -> Response.text(request.method() + " answered"));

    private static MethodFilter filter(Handler inner, Method... methods) {
        return new MethodFilter(Set.copyOf(Arrays.asList(methods)), inner);
    }

    @Proves({"9110-10.2.1-a", "9110-15.5.6-a", "9110-9.1-b"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET     | 200
            HEAD    | 200
            PUT     | 200
            POST    | 405
            PATCH   | 405
            DELETE  | 405
            OPTIONS | 204
            """)
    void whatIsNotAmongTheMethodsIsRefused(String method, int status) throws Exception {
        FakeExchange got = FakeExchange.of(filter(ANSWERING, Method.PUT, Method.GET), method, "/");
        assertEquals(status, got.status());
        assertEquals(status == 200 ? Optional.empty() : Optional.of("GET, HEAD, PUT, OPTIONS"), got.field("Allow"));
    }

    @Test
    void headGoesWithGetAndWithNothingElse() throws Exception {
        assertEquals(405, FakeExchange.of(filter(ANSWERING, Method.POST), "HEAD", "/").status());
        assertEquals(200, FakeExchange.of(filter(ANSWERING, Method.HEAD), "HEAD", "/").status());
        assertEquals(405, FakeExchange.of(filter(ANSWERING, Method.HEAD), "GET", "/").status());
    }

    @Test
    void aRouteMayTakeNothingAtAll() throws Exception {
        MethodFilter none = new MethodFilter(EnumSet.noneOf(Method.class), ANSWERING);
        assertEquals(Optional.of("OPTIONS"), FakeExchange.of(none, "GET", "/").field("Allow"));
        assertEquals(204, FakeExchange.of(none, "OPTIONS", "/").status());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRACE", "CONNECT"})
    void whatIsRefusedEverywhereCantBeLetThrough(Method method) {
        assertThrows(IllegalArgumentException.class, () -> filter(ANSWERING, Method.GET, method));
    }

    /** The handler may allow fewer or more methods than the route; Allow lists what both allow. */
    @Proves("9110-5.6.1.1-a")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET, PUT, DELETE, OPTIONS | GET, DELETE, OPTIONS
            POST, OPTIONS             | OPTIONS
            GET,HEAD , PROPFIND       | GET, HEAD
            TRACE, GET                | GET
            """)
    void anAllowFieldOfTheHandlerIsNarrowed(String inner, String expected) throws Exception {
        Handler refusing = exchange -> exchange.respond(Router.notAllowed(inner));
        FakeExchange got = FakeExchange.of(filter(refusing, Method.GET, Method.DELETE), "GET", "/");
        assertEquals(405, got.status());
        assertEquals(Optional.of(expected), got.field("Allow"));
        assertEquals("405 Method Not Allowed: the allowed methods are " + expected + ".\n", got.text());
    }

    @Test
    void aPageOfTheHandlersOwnStays() throws Exception {
        Handler own = exchange -> exchange.respond(Response.of(405).with("Allow", "GET, POST").withText("mine"));
        FakeExchange got = FakeExchange.of(filter(own, Method.GET), "GET", "/");
        assertEquals("mine", got.text());
        assertEquals(Optional.of("GET"), got.field("Allow"));
    }

    @Test
    void optionsGoesToTheHandlerWhereItIsAmongTheMethods() throws Exception {
        Handler inner = exchange -> exchange.respond(Router.options("GET, HEAD, PUT, OPTIONS"));
        FakeExchange got = FakeExchange.of(filter(inner, Method.GET, Method.OPTIONS), "OPTIONS", "/");
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), got.field("Allow"));
        FakeExchange silent = FakeExchange.of(filter(ANSWERING, Method.GET, Method.OPTIONS), "OPTIONS", "/");
        assertEquals("OPTIONS answered", silent.text());
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), silent.field("Allow"));
        Handler moved = new Redirect(301, "/new");
        assertEquals(Optional.empty(), FakeExchange.of(filter(moved, Method.OPTIONS), "OPTIONS", "/").field("Allow"));
    }
}
