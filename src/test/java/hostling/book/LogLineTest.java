package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** No text makes a line of its own, closes a quote, or talks to a terminal. */
class LogLineTest {
    @Test
    void plainTextStaysAsItIs() {
        assertEquals("/a b~!'%41", LogLine.escaped("/a b~!'%41"));
    }

    @Test
    void lineEndsQuotesAndControlsBecomeNumbers() {
        assertEquals("a\\x0D\\x0Ab\\x22c\\x1B[2J\\x7F\\x00", LogLine.escaped("a\r\nb\"c\u001b[2J\u007f\0"));
    }

    /** Otherwise nobody could tell whether a client has sent a quote, or the four characters that stand for one. */
    @Test
    void aBackslashIsEscapedToo() {
        assertEquals("\\x5Cx22", LogLine.escaped("\\x22"));
    }

    @Test
    void eachByteOfOtherCharactersIsANumber() {
        assertEquals("\\xC3\\xA4", LogLine.escaped("ä"));
    }
}
