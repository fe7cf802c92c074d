package hostling.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Cookies;
import hostling.http.Cookies.Cookie;
import hostling.http.Requests;
import hostling.http.SetCookie;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every cookie that can be set comes back unchanged; a cookie that could not come back can't be set. */
class SetCookieProperties {
    private static final String TCHARS =
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** A browser sends back the pair before the attributes (RFC 6265 section 5.4). */
    @Property
    void aCookieThatIsSetIsReadWhenItComesBack(@ForAll("names") String name, @ForAll("values") String value) {
        String pair = SetCookie.of(name, value).path("/").httpOnly().toString().split("; ")[0];
        assertEquals(List.of(new Cookie("before", "1"), new Cookie(name, value), new Cookie("after", "2")),
                Cookies.of(Requests.fields("Cookie: before=1; " + pair + "; after=2")).all());
    }

    /** No text can inject an attribute, another cookie or a field. */
    @Property
    void anyOtherTextIsRefusedOrComesBackAsItIs(@ForAll("texts") String text) {
        try {
            String pair = SetCookie.of("a", text).toString();
            assertEquals(List.of(new Cookie("a", text)), Cookies.of(Requests.fields("Cookie: " + pair)).all());
        } catch (IllegalArgumentException e) {
            assertTrue(text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || "\",;\\".indexOf(c) >= 0), text);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars(TCHARS).ofMinLength(1).ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().withCharRange('!', '~').excludeChars('"', ',', ';', '\\').ofMaxLength(200);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(values(), Arbitraries.strings().withCharRange('\0', '\u0100').ofMaxLength(20),
                Arbitraries.strings().withChars("ab=;, \"\\\r\n").ofMaxLength(10));
    }
}
