package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 15.4: clients are redirected to the target of the route, and nowhere else. */
class RedirectTest {
    private static Optional<String> location(Redirect redirect, String target) throws Exception {
        return FakeExchange.of(redirect, "GET", target).field("Location");
    }

    @Proves({"9110-9.3.4-g", "9110-15.4.2-a", "9110-15.4.3-a", "9110-15.4.4-a", "9110-15.4.8-a", "9110-15.4.9-a"})
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void allGoToOnePlace(int status) throws Exception {
        Redirect redirect = new Redirect(status, "https://example.org/new?a=b#c");
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE"}) {
            FakeExchange got = FakeExchange.of(redirect, method, "/old/x?query");
            assertEquals(status, got.status());
            assertEquals(Optional.of("https://example.org/new?a=b#c"), got.field("Location"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # to                  | path of the route | target              | location
            /new/                 | /old/ | /old/a/b            | /new/a/b
            /new/                 | /old/ | /old/               | /new/
            /new                  | /old/ | /old/a              | /new/a
            /new                  | /old/ | /old/               | /new
            /new                  | /old  | /old                | /new
            /new                  | /old  | /old?a=b            | /new?a=b
            /                     | /old/ | /old/a?b=c&d        | /a?b=c&d
            https://new.example   | /old/ | /old/a              | https://new.example/a
            https://new.example   | /old/ | /old/?q             | https://new.example?q
            https://new.example/x | /     | /a/b/               | https://new.example/x/a/b/
            //new.example/        | /     | /a                  | //new.example/a
            ../new/               | /old/ | /old/a              | ../new/a
            # The rest is a path in its normal form, and encoded.
            /new/                 | /old/ | /old/x/%2e%2e/%61   | /new/a
            /new/                 | /old/ | /old/a%20b%2Fc?x=[] | /new/a%20b%2Fc?x=%5B%5D
            /new/                 | /old/ | /old/%0d%0aX:       | /new/%0D%0AX:
            # It can't become another host.
            /                     | /old/ | /old//evil.example  | /evil.example
            /                     | /old/ | /old////evil.example/ | /evil.example/
            /                     | /old/ | /old//              | /
            /                     | /     | //evil.example      | /evil.example
            /new/                 | /old/ | /old//a             | /new/a
            /                     | /old/ | /old/%2Fevil.example | /%2Fevil.example
            /                     | /old/ | /old/%5Cevil.example | /%5Cevil.example
            https://new.example   | /old/ | /old/.evil.example  | https://new.example/.evil.example
            https://new.example   | /old/ | /old/@evil.example  | https://new.example/@evil.example
            https://new.example   | /old/ | /old/:80@evil.example | https://new.example/:80@evil.example
            java                  | /old/ | /old/script:alert(1) | java/script:alert(1)
            """)
    void eachGoesToWhatHasItsNameThere(String to, String route, String target, String expected) throws Exception {
        assertEquals(Optional.of(expected), location(Redirect.keepingRest(308, to, route), target));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 300, 304, 305, 306, 400})
    void otherStatusesAreNoRedirections(int status) {
        assertThrows(IllegalArgumentException.class, () -> new Redirect(status, "/"));
    }

    @Proves({"9110-4.2.1-a", "9110-4.2.2-a", "9110-4.2.4-a"})
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "https:", "https:/path", "mailto:a@b.example", "http://", "http:///x",
            "https:///x", "///x", "http://user@a/", "//user:password@a_b/", "/%", "/\r\nX: y", "/\u00e9"})
    void aPlaceIsAPathOrAWholeUri(String to) {
        assertThrows(IllegalArgumentException.class, () -> new Redirect(301, to));
        assertThrows(IllegalArgumentException.class, () -> Redirect.keepingRest(301, to, "/"));
    }

    @Test
    void nothingIsPutBehindAQueryOrAFragment() {
        assertThrows(IllegalArgumentException.class, () -> Redirect.keepingRest(301, "/a?b", "/"));
        assertThrows(IllegalArgumentException.class, () -> Redirect.keepingRest(301, "/a#b", "/"));
    }
}
