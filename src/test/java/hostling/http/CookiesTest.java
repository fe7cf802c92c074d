package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.http.Cookies.Cookie;
import hostling.testing.Proves;
import hostling.wire.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Cookie field (RFC 6265 section 4.2). */
class CookiesTest {
    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("", List.of()),
                arguments("a=1", List.of("a=1")),
                arguments("a=1; b=2", List.of("a=1", "b=2")),
                arguments("a=1;b=2;  c=3\t; d=4", List.of("a=1", "b=2", "c=3", "d=4")),
                arguments("a=", List.of("a=")),
                arguments("a=b=c==", List.of("a=b=c==")),
                arguments("a=\"1\"", List.of("a=\"1\"")),
                arguments(" a = 1 ", List.of("a=1")),
                // A comma is part of a value, unlike in a list.
                arguments("a=1, b=2", List.of("a=1, b=2")),
                // The parser skips anything that is not a pair with a name, and keeps the other pairs.
                arguments("a", List.of()),
                arguments("=1", List.of()),
                arguments(" =1; a=2", List.of("a=2")),
                arguments(";;a=1;; b ;c=2;", List.of("a=1", "c=2")),
                arguments("a=%3D%3b", List.of("a=%3D%3b")),
                arguments("\u00e9=\u00ff", List.of("\u00e9=\u00ff")),
                arguments("a=1; A=2; a=3", List.of("a=1", "A=2", "a=3")));
    }

    @Proves("6265-4.2.1-a")
    @ParameterizedTest
    @MethodSource("fields")
    void pairsAreCutAtSemicolons(String field, List<String> pairs) {
        List<Cookie> cookies = Cookies.of(Requests.fields("Cookie: " + field)).all();
        assertEquals(pairs, cookies.stream().map(cookie -> cookie.name() + "=" + cookie.value()).toList());
    }

    @Test
    void thereMayBeNoFieldAndThereMayBeSeveral() {
        assertEquals(List.of(), Cookies.of(Requests.fields()).all());
        assertEquals(List.of(new Cookie("a", "1"), new Cookie("b", "2"), new Cookie("c", "3")),
                Cookies.of(Requests.fields("Cookie: a=1; b=2", "Other: x=y", "cookie: c=3")).all());
    }

    /** If browsers sort cookies of one name, the one with the longest path comes first. */
    @Proves("6265-4.2.2-b")
    @Test
    void theFirstOfANameIsFound() {
        Cookies cookies = Cookies.of(Requests.fields("Cookie: a=1; b=2; a=3"));
        assertEquals(Optional.of("1"), cookies.value("a"));
        assertEquals(Optional.of("2"), cookies.value("b"));
        assertEquals(Optional.empty(), cookies.value("A"));
        assertEquals(Optional.empty(), cookies.value(""));
    }

    @Test
    void theListCantBeChanged() {
        List<Cookie> all = Cookies.of(Requests.fields("Cookie: a=1")).all();
        assertThrows(UnsupportedOperationException.class, () -> all.add(new Cookie("b", "2")));
    }

    @Test
    void theFirstValuesOfOneNameCanBeHad() {
        Fields fields = Requests.fields("Cookie: a=1; b=2; ; = ; aa=3; a = 4 ;a", "Cookie: a=5; a=6");
        assertEquals(List.of("1", "4", "5", "6"), Cookies.values(fields, "a", 10));
        assertEquals(List.of("1", "4", "5"), Cookies.values(fields, "a", 3));
        assertEquals(List.of(), Cookies.values(fields, "c", 3));
    }
}
