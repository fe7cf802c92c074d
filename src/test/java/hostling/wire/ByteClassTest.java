package hostling.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The classes of bytes are those of the grammar, which is written here a second time, as regular expressions. */
class ByteClassTest {
    private static final String PCHAR = "A-Za-z0-9._~!$&'()*+,;=:@%-";

    @Test
    void digitsAreTen() {
        check("DIGITS", ByteClass.DIGITS, "[0-9]", "DIGIT is 0 to 9");
    }

    @Test
    void blankIsSpaceAndTab() {
        check("BLANK", ByteClass.BLANK, "[ \\t]", "BLANK is SP and HTAB, and no other white space");
    }

    @Test
    void aTokenHasLettersDigitsAndFifteenSigns() {
        check("TCHAR", ByteClass.TCHAR, "[A-Za-z0-9!#$%&'*+.^_`|~-]", "A token has letters, digits and fifteen signs", "9110-5.1-b");
        assertTrue(ByteClass.allIn(ByteClass.TCHAR, ByteClass.TCHARS));
        assertEquals(77, ByteClass.TCHARS.length());
    }

    @Test
    void aVersionIsWrittenWithFewBytes() {
        check("VERSION", ByteClass.VERSION, "[HTP/.0-9]", "A version has only the bytes of HTTP, a slash, a dot and digits", "9112-2.3-a");
    }

    @Test
    void aFieldValueHasNoControlCharacterButTheTab() {
        check("FIELD_TEXT", ByteClass.FIELD_TEXT, "[\\t -~]", "A value has visible bytes, SP and HTAB, and no other control character",
                0, 127, "9110-5.5-c");
    }

    @Test
    void aFieldValueMayHaveBytesAbove127() {
        check("FIELD_TEXT", ByteClass.FIELD_TEXT, "[\\u0080-\\u00ff]", "A value may have bytes of 128 and more (obs-text)", 128, 255,
                "9110-5.5-b");
    }

    @Test
    void quotedTextHasNeitherQuotationMarkNorBackslash() {
        check("QDTEXT", ByteClass.QDTEXT, "[\\t !#-\\[\\]-~\\u0080-\\u00ff]", "In quotes stand neither a quotation mark nor a backslash",
                "9110-5.6.4-a");
    }

    @Test
    void aPathHasItsCharactersSlashesAndThreeSignsOfBrowsers() {
        check("PATH", ByteClass.PATH, "[" + PCHAR + "/\\[\\]|]", "A path has pchar, the slash, and [ ] |", "3986-3.3-a");
    }

    @Test
    void aQueryHasAQuestionMarkAndMoreSignsOfBrowsers() {
        String members = "[" + PCHAR + "/?\\[\\]|\\\\^`{}]";
        check("QUERY", ByteClass.QUERY, members, "A query has pchar, / and ?, and [ ] | \\ ^ ` { }", "3986-3.3-a");
        check("TARGET", ByteClass.TARGET, members, "A target has no byte that a query has not: above all no #", "3986-3.5-a");
    }

    @Test
    void aHostNameHasUnreservedCharacters() {
        check("REG_NAME", ByteClass.REG_NAME, "[A-Za-z0-9._~-]", "A host name has letters, digits and - . _ ~", "3986-3.2.2-a");
    }

    @Test
    void fiveBytesEndAChunkSize() {
        check("SIZE_END", ByteClass.SIZE_END, "[; \\t\\r\\n]", "A semicolon, SP, HTAB, CR and LF end a chunk size");
    }

    @Test
    void aHexDigitHasAValueAndAnyOtherByteHasNone() {
        for (int b = 0; b < 256; b++) {
            int value = "0123456789abcdef".indexOf((char) b);
            int expected = value >= 0 ? value : "0123456789ABCDEF".indexOf((char) b);
            require(b, expected, ByteClass.hexDigit(b), "hexDigit", "0 to 9, a to f and A to F are digits, and no other byte is", "9112-7.1-f");
        }
    }

    @Test
    void onlyAToZBecomeSmall() {
        for (int b = 0; b < 256; b++) {
            int expected = b >= 'A' && b <= 'Z' ? "abcdefghijklmnopqrstuvwxyz".charAt(b - 'A') : b;
            require(b, expected, ByteClass.lower(b), "lower", "Only A to Z become small letters; all other bytes stay");
        }
    }

    @Test
    void aTextIsInAClassIfAllOfItIs() {
        assertTrue(ByteClass.allIn(ByteClass.DIGITS, "2026"), "2026 has digits alone");
        assertTrue(ByteClass.allIn(ByteClass.DIGITS, ""), "an empty text has nothing that is no digit");
        assertFalse(ByteClass.allIn(ByteClass.DIGITS, "20x6"), "20x6 has a letter");
        assertFalse(ByteClass.allIn(ByteClass.DIGITS, "\uff12"), "a fullwidth digit is not even a byte");
    }

    private static void check(String name, boolean[] table, String members, String heading, String... rules) {
        check(name, table, members, heading, 0, 255, rules);
    }

    private static void check(String name, boolean[] table, String members, String heading, int from, int to, String... rules) {
        assertEquals(256, table.length, name + " has an entry for each byte");
        Pattern pattern = Pattern.compile(members);
        for (int b = from; b <= to; b++) {
            boolean isMember = pattern.matcher(String.valueOf((char) b)).matches();
            require(b, isMember, table[b], name, heading, rules);
        }
    }

    private static void require(int b, Object expected, Object got, String name, String heading, String... rules) {
        if (expected.equals(got)) {
            return;
        }
        List<Finding.Part> parts = new ArrayList<>();
        parts.add(new Finding.Sent("byte", new byte[] {(byte) b}, 0, "the byte " + b + ", 0x" + Integer.toHexString(b)));
        parts.add(new Finding.Words("expected", words(name, b, expected)));
        parts.add(new Finding.Words("got", words(name, b, got)));
        throw new FailedCase(new Finding(heading, "", parts, CaseLibrary.ofTheProgram().requirements(List.of(rules)),
                "02-the-parser.md#the-request-line", "mvn test -Dtest=ByteClassTest"), Bytes.show(new byte[] {(byte) b}) + " is wrong in " + name);
    }

    private static String words(String name, int b, Object value) {
        return value instanceof Boolean isMember ? name + "[" + b + "] is " + isMember : name + "(" + b + ") is " + value;
    }
}
