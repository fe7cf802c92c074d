package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.http.SetCookie.SameSite;
import hostling.testing.Proves;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Set-Cookie field (RFC 6265 section 4.1). */
class SetCookieTest {
    private static final Instant RFC_INSTANT = Instant.ofEpochSecond(784_111_777);

    private static SetCookie a() {
        return SetCookie.of("a", "b");
    }

    static Stream<Arguments> written() {
        return Stream.of(
                arguments("a=b", a()),
                arguments("a=", SetCookie.of("a", "")),
                arguments("!#$%&'*+-.^_`|~09azAZ=!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~",
                        SetCookie.of("!#$%&'*+-.^_`|~09azAZ", "!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~")),
                arguments("a=b; Path=/", a().path("/")),
                arguments("a=b; Path=/a b,c=d", a().path("/a b,c=d")),
                arguments("a=b; Domain=www.example.org", a().domain("WWW.Example.org")),
                arguments("a=b; Domain=localhost", a().domain("localhost")),
                arguments("a=b; Max-Age=1", a().maxAge(Duration.ofMillis(1_999))),
                arguments("a=b; Max-Age=1209600", a().maxAge(Duration.ofDays(14))),
                arguments("a=b; Secure", a().secure()),
                arguments("a=b; HttpOnly", a().httpOnly()),
                arguments("a=b; SameSite=Strict", a().sameSite(SameSite.STRICT)),
                arguments("a=b; SameSite=Lax", a().sameSite(SameSite.LAX)),
                arguments("a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT", a().expires(RFC_INSTANT)),
                arguments("a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT",
                        a().expires(Instant.parse("9999-12-31T23:59:59.999Z"))),
                arguments("a=b; Path=/; HttpOnly; SameSite=Lax", a().path("/").httpOnly().sameSite(SameSite.LAX)),
                // No attribute twice.
                arguments("a=b; Path=/d; Secure; HttpOnly", a().path("/c").secure().httpOnly().path("/d").secure()),
                arguments("a=b; SameSite=Lax; Secure", a().sameSite(SameSite.NONE).sameSite(SameSite.LAX)),
                arguments("a=c; Path=/", a().path("/").value("c")));
    }

    @Proves({"6265-4.1.1-e", "6265-4.1.1-c", "6265-1-a", "6265-2.2-a"})
    @ParameterizedTest
    @MethodSource("written")
    void whatIsAskedForIsWritten(String text, SetCookie cookie) {
        assertEquals(text, cookie.toString());
        assertEquals(text, Response.of(200).with("Set-Cookie", cookie.toString()).fields().get(0).value());
    }

    static Stream<Arguments> broughtAlong() {
        return Stream.of(
                arguments("a=b; SameSite=None; Secure", a().sameSite(SameSite.NONE)),
                arguments("__Secure-a=b; Secure", SetCookie.of("__Secure-a", "b")),
                arguments("__Secure-a=b; Secure; Path=/c; Domain=d.example",
                        SetCookie.of("__Secure-a", "b").path("/c").domain("d.example")),
                arguments("__Host-a=b; Secure; Path=/", SetCookie.of("__Host-a", "b")),
                arguments("__Host-a=b; Secure; Path=/", SetCookie.of("__Host-a", "b").path("/").secure()),
                arguments("__hOsT-a=b; Secure; Path=/", SetCookie.of("__hOsT-a", "b")),
                arguments("__Host=b", SetCookie.of("__Host", "b")));
    }

    @ParameterizedTest
    @MethodSource("broughtAlong")
    void whatBrowsersDemandIsAdded(String text, SetCookie cookie) {
        assertEquals(text, cookie.toString());
    }

    @Proves("6265-4.1.1-a")
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a;", "a=", "a,b", "\"a\"", "a\r\nb", "a\0", "a\u007f", "\u00e9", "\u0161",
        "a/b", "a:b", "(a)", "{a}", "[a]", "a@b", "a?", "a\\b"})
    void aNameThatIsNoTokenIsRefused(String name) {
        refused(() -> SetCookie.of(name, "b"));
    }

    @Proves("6265-4.1.1-a")
    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a;b", "a,b", "\"a\"", "a\\b", "a\r\nSet-Cookie: b=c", "a\0", "a\t", "a\u007f",
        "\u00e9", "\u0161", "\ud83c\udf6a"})
    void aValueThatIsNotOfCookieOctetsIsRefused(String value) {
        refused(() -> SetCookie.of("a", value));
        refused(() -> a().value(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "./a", "/a;b", "/a\nb", "/\u00e9", "/\u0161", "/\u007f", "/a "})
    void aPathThatWouldBeReadOtherwiseIsRefused(String path) {
        refused(() -> a().path(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".example.org", "example.org.", "a..b", "a b", "a;b", "a,b", "b\u00fccher.example",
        "a/b", "a:80"})
    void aDomainThatIsNoNameOfHostsIsRefused(String domain) {
        refused(() -> a().domain(domain));
    }

    /** The grammar has no Max-Age of 0. */
    @Proves("6265-4.1.1-f")
    @Test
    void anAgeOrDateThatNoBrowserReadsIsRefused() {
        refused(() -> a().maxAge(Duration.ZERO));
        refused(() -> a().maxAge(Duration.ofMillis(999)));
        refused(() -> a().maxAge(Duration.ofSeconds(-1)));
        refused(() -> a().expires(Instant.parse("1600-12-31T23:59:59Z")));
        refused(() -> a().expires(Instant.parse("+10000-01-01T00:00:00Z")));
        refused(() -> a().expires(Instant.MAX));
    }

    @Test
    void aCookieForOneHostHasNoOtherPathAndNoDomain() {
        SetCookie host = SetCookie.of("__Host-a", "b");
        refused(() -> host.path("/c"));
        refused(() -> host.domain("example.org"));
    }

    private static void refused(Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertEquals(message.replaceAll("[^ -~]", "?"), message, "the message is printable ASCII, safe in a log");
    }

    /** A browser identifies a cookie by its Path and Domain, too. */
    @Proves("6265-4.1.1-f")
    @Test
    void aCookieThatIsToGoHasADateThatIsOver() {
        SetCookie cookie = a().path("/c").domain("d.example").maxAge(Duration.ofHours(1)).httpOnly();
        assertEquals("a=; Path=/c; Domain=d.example; HttpOnly; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                cookie.gone().toString());
    }

    @Test
    void aCookieDoesNotChange() {
        SetCookie plain = a();
        assertEquals("a=c; Path=/; Secure", plain.path("/").secure().value("c").toString());
        assertEquals("a=b", plain.toString());
        assertEquals("a", plain.name());
        assertEquals(a().path("/"), plain.path("/"));
        assertEquals(a().hashCode(), plain.hashCode());
        assertNotEquals(plain, plain.path("/"));
        assertNotEquals(plain.hashCode(), plain.path("/").hashCode());
    }
}
