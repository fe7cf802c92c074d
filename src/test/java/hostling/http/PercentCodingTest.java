package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.testing.Proves;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percent-encoding (RFC 3986 section 2). */
class PercentCodingTest {
    @Proves({"3986-2.1-a", "3986-2.2-b", "3986-2.3-a", "3986-2.4-b", "3986-2.2-a"})
    @ParameterizedTest
    @CsvSource({"abcXYZ019-._~, abcXYZ019-._~", "'a b', a%20b", "a/b, a%2Fb", "'a?b#c', a%3Fb%23c", "100%, 100%25",
            "%41, %2541", "a+b&c=d, a%2Bb%26c%3Dd", "\u00e9, %C3%A9", "\u20ac, %E2%82%AC", "\ud83d\ude00, %F0%9F%98%80",
            "{rows}, %7Brows%7D", "a:b, a%3Ab", "'', ''"})
    void everythingButTheUnreservedIsEncoded(String text, String encoded) {
        assertEquals(encoded, PercentCoding.encode(text));
        assertEquals(Optional.of(text), PercentCoding.decode(encoded));
    }

    @Proves("3986-7.2-a")
    @ParameterizedTest
    @CsvSource({"13, %0D", "10, %0A", "0, %00", "127, %7F", "34, %22", "60, %3C"})
    void noByteThatMeansSomethingElsewhereStays(int c, String encoded) {
        assertEquals(encoded, PercentCoding.encode(String.valueOf((char) c)));
    }

    @Proves("3986-2.4-c")
    @ParameterizedTest
    @CsvSource({"%2541, %41", "%25252e, %252e", "%2525, %25", "%25, %", "%252f, %2f"})
    void nothingIsDecodedTwice(String text, String decoded) {
        assertEquals(Optional.of(decoded), PercentCoding.decode(text));
    }

    @Proves("3986-6.2.2.1-a")
    @ParameterizedTest
    @ValueSource(strings = {"%c3%a9", "%C3%A9", "%c3%A9"})
    void hexDigitsHaveNoCase(String text) {
        assertEquals(Optional.of("\u00e9"), PercentCoding.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "a+b", "a b", "a/b"})
    void aPlusSignIsAPlusSign(String text) {
        assertEquals(Optional.of(text), PercentCoding.decode(text));
    }

    @Proves("3986-2.1-b")
    @ParameterizedTest
    @ValueSource(strings = {"%", "a%", "%4", "%4g", "%g4", "% 41", "%-1", "%+1", "%%41", "%u0041", "%0x41", "%41%"})
    void aPercentSignWithoutTwoDigitsIsNotDecoded(String text) {
        assertEquals(Optional.empty(), PercentCoding.decode(text));
    }

    /** Attackers used overlong forms to smuggle dots and slashes past a check (path traversal). */
    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c3", "%c3a9", "%a9", "%c0%af", "%c0%ae", "%e0%80%af", "%ed%a0%80", "%f4%90%80%80",
            "a%80b", "%C1%9C"})
    void bytesThatAreNotUtf8AreNotDecoded(String text) {
        assertEquals(Optional.empty(), PercentCoding.decode(text));
    }

    /** {@code HEXDIG} is ASCII: digits of other scripts and full-width digits are not hex digits. */
    @ParameterizedTest
    @ValueSource(strings = {"%\uff14\uff11", "%\u0664\u0661", "%4\uff21"})
    void aDigitOfAnotherScriptIsNoHexDigit(String text) {
        assertEquals(Optional.empty(), PercentCoding.decode(text));
        assertEquals(text, PercentCoding.normalise(text));
    }

    /** A character must not lose its upper byte and become another one: the lower byte of U+012E is a dot. */
    @ParameterizedTest
    @ValueSource(strings = {"%41\u012e", "%41\u012f", "%41\u0100"})
    void aCharacterBeyondAsciiBesideAnEncodingBecomesNoOther(String text) {
        Optional<String> decoded = PercentCoding.decode(text);
        assertEquals(decoded.isEmpty() ? decoded : Optional.of("A" + text.substring(3)), decoded);
    }

    /** RFC 3986 section 6.2.2. */
    @Proves({"3986-6.2.2.1-a", "3986-6.2.2.2-a", "3986-2.2-c", "3986-2.3-b"})
    @ParameterizedTest
    @CsvSource({"/a, /a", "/%61%2D%2e%5F%7e%30, /a-._~0", "/%2f%3f%c3%a9%25, /%2F%3F%C3%A9%25", "/%2561, /%2561",
            "/%7Euser, /~user", "/a%2fb, /a%2Fb", "/%2e%2e, /..", "/%, /%", "/%4, /%4", "/%zz, /%zz"})
    void encodingsOfTheUnreservedAreUndoneAndOthersInUpperCase(String text, String normal) {
        assertEquals(normal, PercentCoding.normalise(text));
    }

    /** Browsers send some characters unencoded that are not allowed in a URI. */
    @Proves({"9110-2.2-a", "3986-3.3-a"})
    @ParameterizedTest
    @CsvSource({"/a[1]|b, /a%5B1%5D%7Cb", "/a%5b1%5d%7cb, /a%5B1%5D%7Cb", "/!$&'()*+;=:@, /!$&'()*+;=:@"})
    void aCharacterThatNoUriHasIsEncodedInTheNormalForm(String text, String normal) {
        assertEquals(normal, PercentCoding.normalise(text));
    }

    @ParameterizedTest
    @CsvSource({"a=|, a=%7C", "a[]={b}, a%5B%5D=%7Bb%7D", "^`\\, %5E%60%5C", "a=%2f&b=%41, a=%2f&b=%41",
            "a=/?:@!$'()*+;, a=/?:@!$'()*+;", "'', ''", "a=100%, a=100%25",
            "%&%4&%zz, %25&%254&%25zz"})
    void aStrayIsEncodedAndTheRestOfAQueryIsLeftAsItIs(String query, String encoded) {
        assertEquals(encoded, PercentCoding.encodeQuery(query));
        assertEquals(encoded, PercentCoding.encodeQuery(encoded));
    }
}
