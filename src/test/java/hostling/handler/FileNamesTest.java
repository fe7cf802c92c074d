package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes safe file names from the names that clients send. */
class FileNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a.txt                  | a.txt
            a b.txt                | a b.txt
            /etc/passwd            | passwd
            ../../up.txt           | up.txt
            C:\\temp\\a.txt        | a.txt
            a/b\\c                 | c
            a.txt. .               | a.txt
            console.txt            | console.txt
            \u20ac\ud83d\ude00.txt | \u20ac\ud83d\ude00.txt
            e\u0301.txt            | \u00e9.txt
            <b>&"c".html           | <b>&"c".html
            """)
    void aNameIsMadeSafe(String given, String safe) {
        assertEquals(Optional.of(safe), FileNames.safe(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", ".", "..", ".hidden", " .hidden", "a\0b", "a\nb", "a\u007f", "a\u0085b",
            "CON", "con.txt", "Lpt1.tar.gz", "nul .x", "gpj.\u202eexe", "\ud800", "...", " "})
    void aNameThatCanNotBeMadeSafeIsRefused(String given) {
        assertEquals(Optional.empty(), FileNames.safe(given));
    }

    @Test
    void aNameThatIsTooLongKeepsItsExtension() {
        String cut = FileNames.safe("\u20ac".repeat(100) + ".tar.gz").orElseThrow();
        assertTrue(cut.getBytes(UTF_8).length <= FileNames.NAME_BYTES_MAX);
        assertTrue(cut.startsWith("\u20ac") && cut.endsWith(".gz"), cut);
        assertEquals(FileNames.NAME_BYTES_MAX, FileNames.safe("x".repeat(300)).orElseThrow().length());
        assertEquals("x".repeat(255), FileNames.safe("x".repeat(255)).orElseThrow());
    }

    @Test
    void onlyANameThatStaysAsItIsIsSafe() {
        assertTrue(FileNames.isSafe("a.txt"));
        assertFalse(FileNames.isSafe("b/a.txt"));
        assertFalse(FileNames.isSafe("a.txt "));
    }

    /** Unicode normalization of consecutive accents takes quadratic time, so a long name is shortened first. */
    @Test
    void aNameThatIsFarTooLongKeepsItsFrontAndItsExtension() {
        assertEquals(Optional.of("a".repeat(251) + ".txt"), FileNames.safe("a".repeat(5_000) + ".txt"));
        assertEquals(Optional.of("a.txt"), FileNames.safe(" ".repeat(5_000) + "a.txt" + ".".repeat(5_000)));
        String accents = FileNames.safe("a" + "\u0315\u0300".repeat(2_000) + ".txt").orElseThrow();
        assertTrue(accents.startsWith("\u00e0") && accents.endsWith(".txt"), accents);
        for (int front = 508; front < 514; front++) {
            String name = FileNames.safe("a".repeat(front) + "\ud83d\ude00".repeat(1_000)).orElseThrow();
            assertEquals("a".repeat(255), name, "no surrogate pair is cut in half");
        }
    }
}
