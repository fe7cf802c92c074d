package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.book.FieldLines.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reader of field lines. */
class FieldLinesTest {
    private static final String HOST = "Host: a\r\n";
    private static final int SECTION_BYTES_MAX = 8192;

    @Test
    void aFieldHasANameAndAValue() throws Refused {
        assertEquals(Map.of("host", List.of("a:80"), "x_1~", List.of("\"b\" c\t\u00e9")), read("Host: a:80\r\nX_1~: \"b\" c\t\u00e9\r\n"));
    }

    @Test
    void blanksAroundAValueDoNotBelongToIt() throws Refused {
        for (String line : List.of("Host:a\r\n", "Host: a\r\n", "Host: \t a \t\r\n")) {
            assertEquals(Map.of("host", List.of("a")), read(line));
        }
        assertEquals(List.of(""), read(HOST + "X: \r\n").get("x"));
    }

    @Test
    void aNoBreakSpaceIsNoBlank() throws Refused {
        assertEquals(List.of("\u00a0b"), read(HOST + "X: \u00a0b\r\n").get("x"));
    }

    @Test
    void linesWithOneNameAreOneListInTheirOrder() throws Refused {
        assertEquals(List.of("b", "c, d"), read("ACCEPT: b\r\n" + HOST + "accept: c, d\r\n").get("accept"));
    }

    @Test
    void someFieldsHaveOneLine() {
        assertRefused("400 at byte 14: there may be one line with this name", HOST + "HOST: a\r\n");
        assertRefused("400 at byte 43: there may be one line with this name", HOST + "Content-Length: 1\r\nContent-Length: 1\r\n");
    }

    @Test
    void aHostIsThere() {
        assertRefused("400 at byte 0: there is no Host", "");
        assertRefused("400 at byte 13: there is no Host", "Hostname: a\r\n");
    }

    @Test
    void anythingBetweenNameAndColonIsRefused() {
        for (String name : List.of("Host ", "Host\t", "Host\0", "Host\u00a0", "Host(", "Host")) {
            assertRefused("400 at byte 4: a line begins with a name and a colon", name + (name.equals("Host") ? "" : ":") + "\r\n");
        }
        assertRefused("400 at byte 9: a line begins with a name and a colon", HOST + ": b\r\n");
    }

    @Test
    void aLineBeginsWithoutWhiteSpace() {
        assertRefused("400 at byte 0: a line begins with white space", " " + HOST);
        assertRefused("400 at byte 9: a line begins with white space", HOST + "\tb\r\n");
    }

    @Test
    void aValueHasNoControlCharacterButTab() {
        for (char c : new char[] {0, 1, 0x0b, 0x1f, 0x7f}) {
            assertRefused("400 at byte 7: a value has a control character", "Host: a" + c + "b\r\n");
        }
    }

    @Test
    void onlyCrLfEndsALine() {
        assertRefused("400 at byte 7: an LF has no CR before it", "Host: a\n");
        assertRefused("400 at byte 8: a CR has no LF after it", "Host: a\rb\r\n");
        assertRefused("400 at byte 9: a line begins with a name and a colon", HOST + "\n");
        assertMessage("400 at byte 10: a CR has no LF after it", HOST + "\rX");
    }

    @Test
    void anEmptyLineEndsTheSection() throws Refused {
        assertMessage("400 at byte 9: the empty line is missing", HOST);
        assertMessage("400 at byte 10: the empty line is missing", HOST + "\r");
        assertEquals(Map.of("host", List.of("a")), new FieldLines((HOST + "\r\nX").getBytes(ISO_8859_1)).read());
    }

    /** Nothing is refused that may still become right. */
    @Test
    void aBeginningIsNotYetWrong() {
        String section = "X: \t b c \r\n" + HOST + "\r\n";
        for (int cut = 0; cut < section.length(); cut++) {
            assertMessage("400 at byte " + cut + ": the empty line is missing", section.substring(0, cut));
        }
    }

    @Test
    void aSectionHasALimitOfBytes() throws Refused {
        int room = SECTION_BYTES_MAX - (HOST + "X:\r\n\r\n").length();
        assertEquals(room, read(HOST + "X:" + "x".repeat(room) + "\r\n").get("x").get(0).length());
        assertRefused("431 at byte 8192: the section is too long", HOST + "X:" + "x".repeat(room + 1) + "\r\n");
        assertMessage("431 at byte 8192: the section is too long", "x".repeat(2 * SECTION_BYTES_MAX));
    }

    @Test
    void aSectionHasALimitOfLines() throws Refused {
        assertEquals(99, read(HOST + "X:\r\n".repeat(99)).get("x").size());
        assertRefused("431 at byte 405: there are too many lines", HOST + "X:\r\n".repeat(100));
    }

    /** Reads lines, and the empty line after them. */
    private static Map<String, List<String>> read(String lines) throws Refused {
        return new FieldLines((lines + "\r\n").getBytes(ISO_8859_1)).read();
    }

    private static void assertRefused(String message, String lines) {
        assertMessage(message, lines + "\r\n");
    }

    private static void assertMessage(String message, String section) {
        assertEquals(message, assertThrows(Refused.class, new FieldLines(section.getBytes(ISO_8859_1))::read).getMessage());
    }
}
