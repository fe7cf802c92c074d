package hostling.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A finding as text. */
class FindingTextTest {
    @Test
    void controlCharactersInWordsAreShownAndNotSent() {
        Finding finding = new Finding("A name is a name", "", List.of(new Finding.Words("got", "a\0b \u001b[31m\nc")), List.of(), "");
        assertEquals("A name is a name\n  got       a\\x00b \\x1b[31m\n            c\n", FindingText.of(finding, false));
    }
}
