package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Request;
import hostling.http.Requests;
import hostling.testing.FakeExchange;
import java.net.URI;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A redirect that keeps the rest of the path is no open redirect. */
class RedirectProperties {
    /** Whatever the target, the redirect leads to the host that the route names. */
    @Property
    void theHostIsAlwaysTheOneOfTheRoute(@ForAll("targets") String target, @ForAll("places") String to)
            throws Exception {
        Optional<Request> request = Requests.get(target);
        if (request.isPresent() && request.get().path().startsWith("/r/")) {
            FakeExchange got = new FakeExchange(request.get()).through(Redirect.keepingRest(302, to, "/r/"));
            URI base = URI.create("http://our.example/r/");
            URI led = base.resolve(URI.create(got.field("Location").orElseThrow()));
            assertEquals(base.resolve(to).getRawAuthority(), led.getRawAuthority());
            assertEquals(base.resolve(to).getScheme(), led.getScheme());
            assertTrue(got.field("Location").orElseThrow().startsWith(to));
        }
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of("/", "//", "evil.example", "@", ":", ":80", "..", ".", "%2F", "%5C", "%40", "\\",
                "javascript:", "http://", "?", "#", "%0a", "a", "%2e%2e").list().ofMaxSize(6)
                .map(parts -> "/r/" + String.join("", parts));
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of("/", "/new", "/new/", "http://new.example", "https://new.example/", "//new.example",
                "https://new.example:8443/a", "new", "../");
    }
}
