package hostling.properties;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Cors;
import hostling.handler.CorsSettings;
import hostling.http.Accept;
import hostling.http.AcceptEncoding;
import hostling.http.ByteRanges;
import hostling.http.Cookies;
import hostling.http.EntityTag;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.MultipartException;
import hostling.http.MultipartReader;
import hostling.http.Preconditions;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.http.Validators;
import hostling.testing.FakeExchange;
import hostling.wire.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every parser of a list or of parameters takes a value that consists of little more than separators. */
class ListFieldProperties {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Validators CURRENT = new Validators(new EntityTag(false, "a"), NOW, true);

    private static Fields fields(String name, String value) {
        return Requests.request("GET", "/", name + ": " + value).fields();
    }

    @Property
    void acceptTakesAnySeparators(@ForAll("separators") String value) {
        List<String> offered = List.of("text/html", "text/plain");
        assertTrue(offered.contains(Accept.best(fields("Accept", value), offered)));
    }

    @Property
    void acceptEncodingTakesAnySeparators(@ForAll("separators") String value) {
        List<String> offered = List.of("br", "gzip");
        assertTrue(offered.containsAll(AcceptEncoding.preferred(fields("Accept-Encoding", value), offered)));
    }

    @Property
    void rangeAndPreconditionsTakeAnySeparators(@ForAll("separators") String value) {
        for (String unit : List.of("", "bytes=")) {
            ByteRanges.select(fields("Range", unit + value), 10);
        }
        for (String name : List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range")) {
            Fields fields = fields(name, value);
            Preconditions.evaluate(Method.GET, fields, Optional.of(CURRENT), NOW);
            Preconditions.evaluate(Method.PUT, fields, Optional.empty(), NOW);
            Preconditions.rangeApplies(fields, CURRENT, NOW);
        }
    }

    @Property
    void cookiesTakeAnySeparators(@ForAll("separators") String value) {
        Cookies.of(fields("Cookie", value)).all().forEach(cookie -> assertTrue(!cookie.name().isEmpty()));
        Cookies.values(fields("Cookie", value), "a", 10);
    }

    @Property
    void membersAreNeverEmpty(@ForAll("separators") String value) {
        assertTrue(fields("X", value).members("X").stream().noneMatch(String::isBlank));
    }

    @Property
    void aContentTypeTakesAnySeparators(@ForAll("separators") String value) {
        for (String type : List.of("", "multipart/form-data")) {
            try {
                MultipartReader.boundary(type + value);
            } catch (MultipartException e) {
                assertTrue(e.getMessage().length() > 0, "a form without a boundary is refused with a reason");
            }
        }
    }

    @Property
    void corsTakesAnySeparators(@ForAll("separators") String value) throws Exception {
        CorsSettings settings = new CorsSettings(Set.of("https://a.example"), List.of("x-a"), List.of(), false, Duration.ZERO);
        Handler cors = new Cors(settings, Set.of(Method.GET), Handler.of(request -> Response.text("ok")));
        assertTrue(FakeExchange.of(cors, "OPTIONS", "/", "Origin: https://a.example", "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: " + value).status() < 500);
        assertTrue(FakeExchange.of(cors, "OPTIONS", "/", "Origin: https://a.example",
                "Access-Control-Request-Method: " + value).status() < 500);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ";", "=", "\"", "\\", " ", "\t", "/", "*", "-", "W/", "q=", "a", "0").list().ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
