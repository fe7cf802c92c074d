package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of a mistake, with carets below the place. */
class ExcerptTest {
    private static String of(String line, int column, DiagnosticKind kind) {
        return Excerpt.of(new SourceText(line), new SourcePosition(1, column), kind);
    }

    /** The carets are below the text that is marked. */
    private static void assertMarked(String marked, String line, int column, DiagnosticKind kind) {
        String[] lines = of(line, column, kind).split("\n", -1);
        assertEquals(2, lines.length);
        int start = lines[1].indexOf('^');
        int end = lines[1].lastIndexOf('^') + 1;
        assertEquals(marked, lines[0].substring(start, Math.min(end, lines[0].length())));
        assertEquals("^".repeat(end - start), lines[1].substring(start), "nothing but carets");
    }

    @Test
    void theLineOfTheFileIsShownWithItsNumber() {
        SourceText source = new SourceText("\n".repeat(11) + "body = \"10 mb\"  # large\n");
        assertEquals("  12 | body = \"10 mb\"  # large\n     |        ^^^^^^^",
                Excerpt.of(source, new SourcePosition(12, 1), DiagnosticKind.SIZE_FORM));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "body = 5 # five | 1 | 5", "body=\"a # b\"#c | 1 | \"a # b\"", "a = 'x' | 1 | 'x'", "a.\"b c\" = true | 1 | true",
        "list = [\"a\", \"b]\"] # c | 1 | [\"a\", \"b]\"]", "list = [\"a\", \"b\"] | 14 | \"b\"", "t = { a = 1, b = 2 } | 14 | 2",
        "`  [[host]] # one` | 3 | [[host]]", "long = \"\"\"a | 1 | \"\"", "open = [1, | 1 | [1,"})
    void theValueIsMarked(String line, int column, String marked) {
        assertMarked(marked, line, column, DiagnosticKind.WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"listn = 5 | 1 | listn", "\"a b\" = 5 | 1 | \"a b\"",
        "[hots] | 1 | [hots]", "t = { a = 1, b = 2 } | 14 | b"})
    void aMistakeInAKeyMarksTheKey(String line, int column, String marked) {
        assertMarked(marked, line, column, DiagnosticKind.UNKNOWN_KEY);
    }

    @Test
    void aMistakeInTheSyntaxMarksItsVeryPlace() {
        assertMarked("o", "level = info", 10 + 2, DiagnosticKind.SYNTAX_BARE_TEXT);
        assertEquals("  1 | level =\n    |        ^", of("level =", 8, DiagnosticKind.SYNTAX_NO_VALUE));
        assertEquals("  1 |\n    | ^".replace("|\n", "| \n"), of("", 1, DiagnosticKind.SYNTAX_NO_VALUE));
    }

    @Test
    void tabsBecomeSpaces() {
        assertEquals("  1 |     a   =   5\n    |             ^", of("\ta\t=\t5", 2, DiagnosticKind.WRONG_TYPE));
    }

    /** Two columns each for the wide characters and the emoji, none for the accent. */
    @Test
    void caretsAreBelowWideCharacters() {
        assertEquals("  1 | \"\u65e5\ud83d\ude00\" = \"e\u0301\u672c\"\n    |          ^^^^^",
                of("\"\u65e5\ud83d\ude00\" = \"e\u0301\u672c\"", 1, DiagnosticKind.WRONG_TYPE));
    }

    @Test
    void aMarkOnAnotherCharacterHasACaretToo() {
        assertEquals("  1 | e\u0301\n    | ^", of("e\u0301", 2, DiagnosticKind.SYNTAX_BARE_TEXT));
        assertEquals("  1 | \u0301\n    | ^", of("\u0301", 1, DiagnosticKind.SYNTAX_BARE_TEXT));
        assertEquals("  1 | a = e\u0301\u0301\n    |     ^", of("a = e\u0301\u0301", 1, DiagnosticKind.WRONG_TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\u0000", "\u007f", "\u009b", "\u202e", "\u2028", "\u200b", "\r"})
    void nothingInTheFileReachesTheTerminalAsAControl(String control) {
        String line = "a = \"x" + control + "y\" # z";
        String escape = String.format("\\u%04x", (int) control.charAt(0));
        assertEquals("  1 | a = \"x" + escape + "y\" # z\n    |     ^^^^^^^^^^", of(line, 1, DiagnosticKind.WRONG_TYPE));
    }

    @Test
    void aLongLineIsCutAroundThePlace() {
        String line = "a = [" + "1, ".repeat(500) + "\"x\", " + "2, ".repeat(500) + "]";
        String[] lines = of(line, 6 + 1_500, DiagnosticKind.WRONG_TYPE).split("\n");
        assertTrue(lines[0].length() < 140, lines[0]);
        assertTrue(lines[0].startsWith("  1 | …") && lines[0].endsWith("…"), lines[0]);
        assertEquals("\"x\"", lines[0].substring(lines[1].indexOf('^'), lines[1].lastIndexOf('^') + 1));
    }
}
