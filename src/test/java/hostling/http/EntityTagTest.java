package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.testing.Proves;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags (RFC 9110 section 8.8.3). */
class EntityTagTest {
    /** The table of RFC 9110 section 8.8.3.2. */
    @Proves("9110-8.8.3.2-a")
    @ParameterizedTest
    @CsvSource({"W/\"1\", W/\"1\", false, true", "W/\"1\", W/\"2\", false, false", "W/\"1\", \"1\", false, true",
            "\"1\", \"1\", true, true", "\"1\", \"2\", false, false", "\"a\", \"A\", false, false"})
    void tagsAreComparedStronglyAndWeakly(String first, String second, boolean strongly, boolean weakly) {
        EntityTag a = EntityTag.parse(first).orElseThrow();
        EntityTag b = EntityTag.parse(second).orElseThrow();
        assertEquals(List.of(strongly, strongly, weakly, weakly), List.of(a.matchesStrongly(b), b.matchesStrongly(a),
                a.matchesWeakly(b), b.matchesWeakly(a)));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments("\"a\"", List.of("\"a\"")),
                arguments("W/\"a\"", List.of("W/\"a\"")),
                arguments("\"\"", List.of("\"\"")),
                arguments("\"a\", \"b\"", List.of("\"a\"", "\"b\"")),
                arguments("\"a\",W/\"b\"\t,\t\"c\"", List.of("\"a\"", "W/\"b\"", "\"c\"")),
                // The parser skips empty elements.
                arguments("", List.of()),
                arguments(", ,", List.of()),
                arguments(",\"a\",, \"b\",", List.of("\"a\"", "\"b\"")),
                // Commas and backslashes are nothing special in a tag: it is not a quoted-string.
                arguments("\"a,b\", \"c\"", List.of("\"a,b\"", "\"c\"")),
                arguments("\"a\\\", \"b\"", List.of("\"a\\\"", "\"b\"")),
                arguments("\"W/\"", List.of("\"W/\"")),
                arguments("\"!#~\u0080\u00ff\"", List.of("\"!#~\u0080\u00ff\"")));
    }

    @Proves("9110-5.6.1.2-a")
    @ParameterizedTest
    @MethodSource("lists")
    void aListIsReadTagByTag(String text, List<String> tags) {
        assertEquals(Optional.of(tags), EntityTag.parseList(text)
                .map(list -> list.stream().map(EntityTag::toString).toList()));
    }

    /** {@code opaque-tag = DQUOTE *etagc DQUOTE}; the W is a capital letter. */
    @Proves({"9110-8.8.3-c", "9110-8.8.3-a"})
    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\"a", "a\"", "\"a\" \"b\"", "\"a\"\"b\"", "w/\"a\"", "W/a", "W/", "W", "W\"a\"",
            "W /\"a\"", "W/ \"a\"", "\"a b\"", "\"a\tb\"", "\"a\u007fb\"", "*", "\"a\", *", "\"a\", b", "\"a\"; \"b\"",
            "\"a\", \"", "\u0141\"a\""})
    void aListWithSomethingElseInItIsNoList(String text) {
        assertEquals(Optional.empty(), EntityTag.parseList(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "W/\"a\"", "\"\"", "W/\"\""})
    void oneTagIsRead(String text) {
        assertEquals(Optional.of(text), EntityTag.parse(text).map(EntityTag::toString));
    }

    /** If-Range has one tag, not a list: {@code If-Range = entity-tag / HTTP-date}. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",", "\"a\", \"b\"", "\"a\",", ",\"a\"", "a", "*"})
    void aListIsNotOneTag(String text) {
        assertEquals(Optional.empty(), EntityTag.parse(text));
    }

    @Test
    void aWeakTagIsWrittenWithItsMark() {
        assertEquals("W/\"a\"", new EntityTag(true, "a").toString());
        assertEquals("\"a\"", new EntityTag(false, "a").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "a\"b", "a b", "a\r\nb", "\u007f", "\u0100"})
    void aTagThatCantBeWrittenIsRefused(String opaque) {
        assertThrows(IllegalArgumentException.class, () -> new EntityTag(false, opaque));
    }

    /** A field has room for ten thousand tags. */
    @Test
    void aListIsReadUpToALimit() {
        assertEquals(EntityTag.LIST_MAX, EntityTag.parseList("\"a\",".repeat(10_000)).orElseThrow().size());
        assertEquals(Optional.empty(), EntityTag.parse("\"a\",".repeat(10_000)));
    }
}
