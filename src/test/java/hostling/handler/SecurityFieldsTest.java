package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.http.Site;
import hostling.testing.FakeExchange;
import hostling.wire.FieldLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fields that a site adds to all its responses. */
class SecurityFieldsTest {
    private static final FieldLine NOSNIFF = new FieldLine("X-Content-Type-Options", "nosniff");
    private static final FieldLine REFERRER = new FieldLine("Referrer-Policy", "no-referrer");

    private static List<FieldLine> fields(SecurityFields security, Response inner) throws Exception {
        Handler handler = exchange -> exchange.respond(inner);
        return FakeExchange.of(security.around(handler), "GET", "/").response().fields();
    }

    @Test
    void everyResponseHasThemBehindItsOwn() throws Exception {
        SecurityFields security = new SecurityFields(List.of(NOSNIFF, REFERRER));
        assertEquals(List.of(NOSNIFF, REFERRER), fields(security, Response.of(204)));
        assertEquals(List.of(new FieldLine("A", "b"), NOSNIFF, REFERRER), fields(security,
                Response.error(404, "x").with("A", "b")));
    }

    /** A field that the handler has set, as uploads do, takes precedence. */
    @Test
    void aFieldThatIsThereStaysAsItIs() throws Exception {
        SecurityFields security = new SecurityFields(List.of(NOSNIFF, REFERRER));
        FieldLine own = new FieldLine("referrer-policy", "origin");
        assertEquals(List.of(own, NOSNIFF), fields(security, Response.of(200).with(own.name(), own.value())));
    }

    /** A browser enforces all policies that it gets (CSP level 3 section 2.2). */
    @Test
    void aNameMayComeTwice() throws Exception {
        List<FieldLine> two = List.of(new FieldLine("Content-Security-Policy", "default-src 'self'"),
                new FieldLine("Content-Security-Policy", "object-src 'none'"));
        assertEquals(two, fields(new SecurityFields(two), Response.of(200)));
        FieldLine own = new FieldLine("Content-Security-Policy", "sandbox");
        assertEquals(List.of(own), fields(new SecurityFields(two), Response.of(200).with(own.name(), own.value())));
    }

    @Test
    void errorPagesHaveThemAndNeverTwice() throws Exception {
        Site site = new SecurityFields(List.of(NOSNIFF))
                .around(new Site(exchange -> exchange.respond(Response.error(404, "x")), ErrorPages.PLAIN));
        Response bare = FakeExchange.of(site.handler(), "GET", "/").response();
        Response rendered = site.errorPages().render(bare, "x", Optional.empty());
        assertEquals(1, rendered.fields().stream().filter(NOSNIFF::equals).count());
        Response own = site.errorPages().render(Response.of(400), "not HTTP", Optional.empty());
        assertEquals(Optional.of("nosniff"), own.field("X-Content-Type-Options"));
    }

    @Test
    void aFieldOfTheWriterIsAMistake() {
        List<FieldLine> lines = List.of(new FieldLine("Connection", "close"));
        assertThrows(IllegalArgumentException.class, () -> new SecurityFields(lines));
    }
}
