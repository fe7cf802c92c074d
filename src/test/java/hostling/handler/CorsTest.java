package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.wire.FieldLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Fetch standard, "CORS protocol": what pages from other origins may do. */
class CorsTest {
    private static final Handler INNER = Handler.of(request -> Response.text(request.method() + " answered"));
    private static final Handler UNCALLED = exchange -> {
        throw new AssertionError("a preflight request must not reach the handler");
    };

    private static CorsSettings listed(boolean credentials) {
        return new CorsSettings(Set.of("https://a.example", "http://b.example:8080"), List.of("X-One", "Content-Type"),
                List.of("X-Seen", "ETag"), credentials, Duration.ofMinutes(10));
    }

    private static CorsSettings open() {
        return new CorsSettings(Set.of("*"), List.of("*"), List.of("*"), false, Duration.ZERO);
    }

    private static Cors cors(CorsSettings settings, Handler inner) {
        return new Cors(settings, Set.of(Method.GET, Method.PUT), inner);
    }

    /** The CORS fields that a browser reads, in short form. */
    private static String permission(FakeExchange got) {
        return got.response().fields().stream().filter(line -> line.name().startsWith("Access-Control-"))
                .map(line -> line.name().substring("Access-Control-".length()) + "=" + line.value())
                .collect(Collectors.joining("; "));
    }

    private static String[] lines(String origin, String... more) {
        List<String> lines = new ArrayList<>(List.of(more));
        if (!origin.equals("-")) {
            lines.add("Origin: " + origin);
        }
        return lines.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                      | -
            https://a.example      | Allow-Origin=https://a.example; Expose-Headers=X-Seen, ETag
            http://b.example:8080  | Allow-Origin=http://b.example:8080; Expose-Headers=X-Seen, ETag
            # An origin is scheme, host and port, compared letter by letter.
            http://a.example       | -
            https://a.example:443  | -
            https://a.example/     | -
            https://A.example      | -
            http://b.example       | -
            https://a.example.evil | -
            https://xa.example     | -
            null                   | -
            *                      | -
            https://a.example, http://b.example:8080 | -
            """)
    void anOriginOnTheListMayReadTheResponse(String origin, String permission) throws Exception {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            FakeExchange got = FakeExchange.of(cors(listed(false), INNER), method, "/", lines(origin));
            assertEquals(method + " answered", got.text());
            assertEquals(permission.equals("-") ? "" : permission, permission(got));
            assertEquals(Optional.of("Origin"), got.field("Vary"), "Vary is there even without permission");
        }
    }

    @Test
    void theOriginNullIsMeantWhereItIsWritten() throws Exception {
        CorsSettings settings = new CorsSettings(Set.of("null"), List.of(), List.of(), false, Duration.ZERO);
        assertEquals("Allow-Origin=null",
                permission(FakeExchange.of(cors(settings, INNER), "GET", "/", "Origin: null")));
    }

    @Test
    void credentialsGoWithOriginsOfTheList() throws Exception {
        assertEquals("Allow-Origin=https://a.example; Allow-Credentials=true; Expose-Headers=X-Seen, ETag", permission(
                FakeExchange.of(cors(listed(true), INNER), "GET", "/", "Origin: https://a.example")));
        assertEquals("", permission(
                FakeExchange.of(cors(listed(true), INNER), "GET", "/", "Origin: https://c.example")));
    }

    /** "CORS protocol and HTTP caches": all origins get the same response, so it needs no Vary. */
    @ParameterizedTest
    @CsvSource({"-", "https://a.example", "null"})
    void theAsteriskIsForEveryone(String origin) throws Exception {
        FakeExchange got = FakeExchange.of(cors(open(), INNER), "GET", "/", lines(origin));
        assertEquals("Allow-Origin=*; Expose-Headers=*", permission(got));
        assertEquals(Optional.empty(), got.field("Vary"));
    }

    @Test
    void errorsCanBeReadToo() throws Exception {
        Handler failing = exchange -> exchange.respond(Response.error(404, "nothing").varyingBy("Accept"));
        FakeExchange got = FakeExchange.of(cors(listed(false), failing), "GET", "/", "Origin: https://a.example");
        assertEquals(Optional.of("https://a.example"), got.field("Access-Control-Allow-Origin"));
        assertEquals(Optional.of("Accept, Origin"), got.field("Vary"));
    }

    /** Two field lines would grant no permission: a browser requires a "single-value" field. */
    @Test
    void whatTheHandlerSaysOfThisIsReplaced() throws Exception {
        Handler own = exchange -> exchange.respond(Response.text("x").with("access-control-allow-origin", "*"));
        FakeExchange got = FakeExchange.of(cors(listed(false), own), "GET", "/", "Origin: https://a.example");
        assertEquals(Optional.of("https://a.example"), got.field("Access-Control-Allow-Origin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # origin          | method  | fields              | permission
            https://a.example | PUT     | -                   | yes
            https://a.example | GET     | -                   | yes
            https://a.example | HEAD    | -                   | yes
            https://a.example | OPTIONS | -                   | yes
            https://a.example | PUT     | x-one               | with fields
            https://a.example | PUT     | content-type,x-one  | with fields
            https://a.example | PUT     | X-ONE, ,            | with fields
            https://c.example | PUT     | -                   | no
            null              | PUT     | -                   | no
            https://a.example | DELETE  | -                   | no
            # Browsers would let this one pass by its method alone.
            https://a.example | POST    | x-one               | no
            https://a.example | put     | -                   | no
            https://a.example | PROPFIND | -                  | no
            https://a.example | PUT     | x-two               | no
            https://a.example | PUT     | x-one, x-two        | no
            https://a.example | PUT     | *                   | no
            """)
    void aPreflightIsAnsweredForTheHandler(String origin, String method, String fields, String expected)
            throws Exception {
        String asked = "Access-Control-Request-Method: " + method;
        String[] lines = fields.equals("-") ? lines(origin, asked)
                : lines(origin, asked, "Access-Control-Request-Headers: " + fields);
        FakeExchange got = FakeExchange.of(cors(listed(false), UNCALLED), "OPTIONS", "/", lines);
        String yes = "Allow-Origin=https://a.example; Allow-Methods=GET, HEAD, PUT, OPTIONS; Max-Age=600";
        assertEquals(204, got.status());
        assertEquals(expected.equals("no") ? "" : expected.equals("yes") ? yes
                : yes + "; Allow-Headers=X-One, Content-Type", permission(got));
        assertEquals(Optional.of("Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
                got.field("Vary"));
        assertEquals(Optional.of("GET, HEAD, PUT, OPTIONS"), got.field("Allow"));
    }

    @Test
    void aPreflightForARequestWithCredentialsSaysThatTheyMayGoAlong() throws Exception {
        FakeExchange got = FakeExchange.of(cors(listed(true), UNCALLED), "OPTIONS", "/", "Origin: https://a.example",
                "Access-Control-Request-Method: PUT");
        assertEquals(Optional.of("true"), got.field("Access-Control-Allow-Credentials"));
    }

    /** "CORS non-wildcard request-header name": "*" does not include Authorization. */
    @ParameterizedTest
    @CsvSource({"x-any, true", "authorization, false", "'x-any, Authorization', false"})
    void theAsteriskStandsForAllFieldsButOne(String fields, boolean allowed) throws Exception {
        FakeExchange got = FakeExchange.of(cors(open(), UNCALLED), "OPTIONS", "/", "Origin: https://a.example",
                "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: " + fields);
        assertEquals(allowed ? "Allow-Origin=*; Allow-Methods=GET, HEAD, PUT, OPTIONS; Max-Age=0; Allow-Headers=*"
                : "", permission(got));
    }

    @Test
    void optionsWithoutAllOfAPreflightGoesToTheHandler() throws Exception {
        for (String line : List.of("Origin: https://a.example", "Access-Control-Request-Method: PUT", "X: y")) {
            assertEquals("OPTIONS answered",
                    FakeExchange.of(cors(listed(false), INNER), "OPTIONS", "/", line).text());
        }
        assertEquals("PUT answered", FakeExchange.of(cors(listed(false), INNER), "PUT", "/",
                "Origin: https://a.example", "Access-Control-Request-Method: PUT").text());
    }

    @Test
    void nothingElseOfTheResponseChanges() throws Exception {
        Response response = Response.text("x").with("A", "b").with("Vary", "*");
        FakeExchange got = FakeExchange.of(cors(listed(false), exchange -> exchange.respond(response)), "GET", "/");
        assertEquals(response, got.response());
        assertEquals(List.of(new FieldLine("Vary", "*")), got.response().fields().stream()
                .filter(line -> line.name().equals("Vary")).toList());
    }

    @Test
    void theAsteriskStandsAloneAndWithoutCredentials() {
        Duration time = Duration.ZERO;
        List<String> none = List.of();
        Set<String> one = Set.of("https://a.example");
        assertThrows(IllegalArgumentException.class, () ->
                new CorsSettings(Set.of("*", "https://a.example"), none, none, false, time));
        assertThrows(IllegalArgumentException.class, () -> new CorsSettings(Set.of("*"), none, none, true, time));
        assertThrows(IllegalArgumentException.class, () -> new CorsSettings(one, List.of("*"), none, true, time));
        assertThrows(IllegalArgumentException.class, () -> new CorsSettings(one, none, List.of("*"), true, time));
        assertThrows(IllegalArgumentException.class, () ->
                new CorsSettings(one, List.of("*", "X"), none, false, time));
        assertThrows(IllegalArgumentException.class, () -> new CorsSettings(one, none, none, false,
                Duration.ofSeconds(-1)));
    }
}
