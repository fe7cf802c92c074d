package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hostling.testing.Proves;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field lines of a message, as the parser hands them over (RFC 9110 section 5). */
class FieldsTest {
    /** RFC 9110 section 5.1. */
    @Proves("9112-5-a")
    @ParameterizedTest
    @ValueSource(strings = {"accept-encoding", "Accept-Encoding", "ACCEPT-ENCODING", "aCCEPT-eNCODING"})
    void namesAreEqualWhateverTheCaseOfTheirLetters(String asked) {
        Fields fields = fields("Accept-ENCODING: gzip");
        assertTrue(fields.has(asked));
        assertEquals(1, fields.count(asked));
        assertEquals(Optional.of("gzip"), fields.first(asked));
        assertEquals(List.of("gzip"), fields.all(asked));
    }

    /** Folding letters must not fold other characters: '@' and '`', '[' and '{' differ by the same bit. */
    @Test
    void onlyLettersHaveTwoCases() {
        Fields fields = fields("a^b: 1", "a_b`: 2");
        assertFalse(fields.has("a~b"));
        assertFalse(fields.has("a\u007fb`"));
        assertFalse(fields.has("a_b@"));
        assertTrue(fields.has("A^B"));
    }

    @Test
    void theOnlyValueOfAFieldIsComparedAsItIs() {
        Fields fields = fields("A: one", "B: two", "B: two", "C:");
        assertTrue(fields.isOnly("a", "one"));
        assertFalse(fields.isOnly("A", "One"));
        assertFalse(fields.isOnly("A", "on"));
        assertFalse(fields.isOnly("B", "two"), "it comes twice");
        assertTrue(fields.isOnly("C", ""));
        assertFalse(fields.isOnly("D", ""));
    }

    @Test
    void aNameIsNotFoundByAPartOfItself() {
        Fields fields = fields("Content-Type: a", "X-Content: b");
        assertFalse(fields.has("Content"));
        assertFalse(fields.has("Content-Types"));
        assertFalse(fields.has("Type"));
        assertFalse(fields.has(""));
        assertEquals(0, fields.count("Content"));
        assertEquals(Optional.empty(), fields.first("Content"));
        assertEquals(List.of(), fields.all("Content"));
        assertEquals(Optional.empty(), fields.combined("Content"));
        assertEquals(List.of(), fields.members("Content"));
    }

    /** Order matters for lines of one name; the parser keeps it for all lines. */
    @Proves("9110-5.2-a")
    @Test
    void linesKeepTheirOrderAndTheirSpelling() {
        Fields fields = fields("B: 1", "a: 2", "b: 3", "C: 4");
        List<String> lines = IntStream.range(0, fields.count()).mapToObj(i -> fields.name(i) + "=" + fields.value(i))
                .toList();
        assertEquals(List.of("Host=a", "B=1", "a=2", "b=3", "C=4"), lines);
        assertEquals(List.of("1", "3"), fields.all("b"));
        assertEquals(Optional.of("1"), fields.first("b"));
        assertEquals(Optional.of("1, 3"), fields.combined("b"));
        assertEquals(2, fields.count("b"));
    }

    @Test
    void moreLinesThanThereIsRoomForAtFirstAreKept() {
        String[] lines = IntStream.range(0, 90).mapToObj(i -> "N" + i + ": v" + i).toArray(String[]::new);
        Fields fields = fields(lines);
        assertEquals(91, fields.count());
        assertEquals(Optional.of("v0"), fields.first("n0"));
        assertEquals(Optional.of("v89"), fields.first("n89"));
        assertEquals("v50", fields.value(51));
    }

    @Proves({"9110-5.5-a", "9112-5.1-b"})
    @ParameterizedTest
    @ValueSource(strings = {"A:b c", "A: b c", "A: \t b c\t ", "A:\tb c "})
    void theWhiteSpaceAroundAValueIsNotPartOfIt(String line) {
        assertEquals(Optional.of("b c"), fields(line).first("A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A:", "A: ", "A:\t \t"})
    void aValueMayBeEmpty(String line) {
        assertEquals(Optional.of(""), fields(line).first("A"));
        assertTrue(fields(line).has("A"));
        assertEquals(List.of(), fields(line).members("A"));
        assertEquals(Optional.of("c"), fields(line, "B: c").first("B"));
    }

    @Proves("9110-5.5-b")
    @Test
    void aByteFrom80OnIsACharacter() {
        assertEquals(Optional.of("\u0080\u00e9\u00ff"), fields("A: \u0080\u00e9\u00ff").first("A"));
    }

    /** RFC 9110 sections 5.6.1 and 5.6.4. */
    static Stream<Arguments> lists() {
        return Stream.of(
                arguments(List.of("a"), List.of("a")),
                arguments(List.of("a, b"), List.of("a", "b")),
                arguments(List.of("a,b\t,\tc"), List.of("a", "b", "c")),
                arguments(List.of("a", "b, c"), List.of("a", "b", "c")),
                arguments(List.of(", a,, ,b,"), List.of("a", "b")),
                arguments(List.of(",", "", " , "), List.of()),
                arguments(List.of("\"a, b\", c"), List.of("\"a, b\"", "c")),
                arguments(List.of("a=\"x,y\";q=1, b"), List.of("a=\"x,y\";q=1", "b")),
                arguments(List.of("\"a\\\", b\", c"), List.of("\"a\\\", b\"", "c")),
                arguments(List.of("\"a\\\\\", b"), List.of("\"a\\\\\"", "b")),
                arguments(List.of("\"\", b"), List.of("\"\"", "b")),
                arguments(List.of("W/\"a,b\",\"c\""), List.of("W/\"a,b\"", "\"c\"")),
                arguments(List.of("a\\, b"), List.of("a\\", "b")),
                arguments(List.of("\"open, b", "c"), List.of("\"open, b", "c")),
                arguments(List.of("\"open\\", "c"), List.of("\"open\\", "c")),
                arguments(List.of("a b, c"), List.of("a b", "c")));
    }

    @Proves("9110-5.6.1.2-a")
    @ParameterizedTest
    @MethodSource("lists")
    void aListIsCutAtCommasOutsideOfQuotes(List<String> values, List<String> members) {
        assertEquals(members, fields(values.stream().map(value -> "L: " + value).toArray(String[]::new)).members("l"));
    }

    @Test
    void aTokenIsAMemberInEitherCase() {
        Fields fields = fields("Connection: Keep-Alive", "Connection: \"close\", x");
        assertTrue(fields.hasMember("connection", "keep-alive"));
        assertTrue(fields.hasMember("Connection", "X"));
        assertFalse(fields.hasMember("Connection", "close"));
        assertFalse(fields.hasMember("Connection", "keep"));
        assertFalse(fields.hasMember("Upgrade", "x"));
    }

    @Test
    void noFieldsAreNone() {
        assertEquals(0, Fields.NONE.count());
        assertFalse(Fields.NONE.has("A"));
        assertEquals(Optional.empty(), Fields.NONE.first("A"));
    }

    /** The parser keeps trailers apart from the header section. */
    @Proves({"9112-7.1.2-b", "9112-7.1.2-c"})
    @Test
    void trailersDoNotGetIntoTheHead() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer in = latin1("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\nHost: evil\r\nX-Sum: 1\r\n\r\n");
        Fields head = ((RequestHead) parser.next(in)).fields();
        Fields trailers = ((Event.End) parser.next(in)).trailers();
        assertEquals(List.of("a"), head.all("Host"));
        assertFalse(head.has("X-Sum"));
        assertEquals(2, trailers.count());
        assertEquals(Optional.of("1"), trailers.first("x-sum"));
    }

    /** The parser reuses the store; nothing of the previous request must show. */
    @Test
    void theFieldsOfTheNextRequestAreItsOwn() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer in = latin1("GET / HTTP/1.1\r\nHost: first\r\nLong-Name: long value\r\n\r\n"
                + "GET / HTTP/1.1\r\nHost: b\r\n\r\n");
        parser.next(in);
        parser.next(in);
        Fields second = ((RequestHead) parser.next(in)).fields();
        assertEquals(1, second.count());
        assertEquals("b", second.value(0));
        assertFalse(second.has("Long-Name"));
    }

    /** The fields that the parser reads from a Host field and these lines. */
    private static Fields fields(String... lines) {
        String section = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        ByteBuffer in = latin1("GET / HTTP/1.1\r\nHost: a\r\n" + section + "\r\n");
        return ((RequestHead) new RequestParser(Limits.DEFAULT).next(in)).fields();
    }

    private static ByteBuffer latin1(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    @Test
    void theFirstMembersCanBeHadWithoutTheOthers() {
        Fields fields = fields("A: a, \"b,c\" , ,d", "A: e,f");
        assertEquals(List.of("a", "\"b,c\"", "d", "e"), fields.members("a", 4));
        assertEquals(List.of("a"), fields.members("a", 1));
        assertEquals(fields.members("a"), fields.members("a", 100));
    }
}
