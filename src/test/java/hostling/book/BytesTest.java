package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of characters and bytes. */
class BytesTest {
    @Test
    void aCharacterHasOneToFourBytes() {
        assertEquals(List.of(
                "number    UTF-8        in a URI      character",
                "U+0041    41           A             A",
                "U+00E9    c3 a9        %C3%A9        \u00e9",
                "U+20AC    e2 82 ac     %E2%82%AC     \u20ac",
                "U+1F600   f0 9f 98 80  %F0%9F%98%80  \ud83d\ude00",
                "4 characters, 10 bytes"), Bytes.table("A\u00e9\u20ac\ud83d\ude00"));
    }

    @Test
    void onlyUnreservedCharactersArePlainInAUri() {
        assertEquals(List.of(
                "U+007E    7e           ~             ~",
                "U+0020    20           %20            ",
                "U+002F    2f           %2F           /",
                "U+0025    25           %25           %"), Bytes.table("~ /%").subList(1, 5));
    }

    @Test
    void whatIsTypedIsOneText() throws ReflectiveOperationException {
        assertEquals("3 characters, 3 bytes", Programs.print("Bytes", "a", "b").lines().reduce("", (one, other) -> other));
    }
}
