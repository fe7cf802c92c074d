package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.http.Site;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 7.2: several sites on one address. */
class VirtualHostsTest {
    private final VirtualHosts hosts = new VirtualHosts(site("fallback"),
            Map.of("a.example", site("a"), "b.example", site("b"), "[::1]", site("six")));

    private static Site site(String name) {
        ErrorPages pages = (error, reason, request) -> error.withText(name + ": " + reason);
        return new Site(Handler.of(request -> Response.text(name)), pages);
    }

    private static Request request(String host) {
        Request any = Requests.request("GET", "/");
        return new Request(any.head(), any.method(), new RequestTarget("/", "", host), any.remote(), any.port(), false);
    }

    /** The parser has already put the host into lower case and removed the port. */
    @Proves({"9110-7.2-a", "9112-3.3-b"})
    @ParameterizedTest
    @CsvSource(emptyValue = "", textBlock = """
            a.example,    a
            b.example,    b
            a.example.,   a
            [::1],        six
            [::2],        fallback
            www.a.example, fallback
            example,      fallback
            a.example..,  fallback
            .,            fallback
            '',           fallback
            """)
    void theHostOfTheTargetChooses(String host, String expected) throws Exception {
        assertEquals(expected, new FakeExchange(request(host)).through(hosts).text());
        Response page = hosts.render(Response.of(404), "nothing", Optional.of(request(host)));
        assertEquals(expected + ": nothing", new FakeExchange(request(host)).through(
                exchange -> exchange.respond(page)).text());
    }

    @Test
    void errorsOfRequestsThatCouldNotBeReadLookLikeThoseOfTheFallback() throws Exception {
        Response page = hosts.site().errorPages().render(Response.of(400), "not HTTP", Optional.empty());
        assertEquals("fallback: not HTTP", FakeExchange.of(exchange -> exchange.respond(page), "GET", "/").text());
    }

    @Test
    void aNameThatNoRequestCanHaveIsAMistake() {
        Map<String, Site> names = Map.of("A.example", site("a"));
        assertThrows(IllegalArgumentException.class, () -> new VirtualHosts(site("fallback"), names));
    }
}
