package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.book.ChunkDecoder.Refused;
import hostling.book.ChunkDecoder.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decoder of chunks, with all bytes at once, in two pieces that are cut anywhere, and byte by byte. */
class ChunkDecoderTest {
    private static final String LAST = "0\r\n\r\n";
    private static final String NEXT = "GET / HTTP/1.1\r\n";
    private static final int CONTENT_BYTES_MAX = 1 << 20;
    private static final int PASSED_OVER_MAX = 4096;

    @Test
    void theLastChunkMayBeTheOnlyOne() throws Refused {
        assertContent("", LAST);
        assertContent("", "000\r\n\r\n");
    }

    @Test
    void chunksAreJoined() throws Refused {
        assertContent("Hello, visitor!", "5\r\nHello\r\na\r\n, visitor!\r\n" + LAST);
    }

    @Test
    void aSizeIsHexadecimalInLettersOfEitherCase() throws Refused {
        assertContent("x".repeat(0x1b), "1b\r\n" + "x".repeat(0x1b) + "\r\n" + LAST);
        assertContent("x".repeat(0xA), "0A\r\n" + "x".repeat(0xA) + "\r\n" + LAST);
    }

    @Test
    void dataIsAnyBytes() throws Refused {
        assertContent("0\r\n\r\n\0\u00ff", "7\r\n0\r\n\r\n\0\u00ff\r\n" + LAST);
    }

    @Test
    void extensionsAndTrailerFieldsArePassedOver() throws Refused {
        assertContent("a", "1;b\r\na\r\n0;c=\"d; e\"\r\n\r\n");
        assertContent("a", "1\r\na\r\n0\r\nSum: 1\r\nX:\r\n\r\n");
    }

    @Test
    void theContentIsNotCompleteBeforeItsLastByte() throws Refused {
        String chunks = "1\r\na\r\n0\r\nSum: 1\r\n\r\n";
        ChunkDecoder decoder = new ChunkDecoder();
        for (int i = 0; i < chunks.length() - 1; i++) {
            decoder.take(bytes(chunks.substring(i, i + 1)));
            assertNotEquals(State.END, decoder.state(), "after byte " + i);
        }
    }

    @Test
    void whatIsNoSizeIsRefused() {
        for (String line : List.of("\r\n", ";a\r\n", "+5\r\n", "-5\r\n", " 5\r\n", "g\r\n", "\u00b5\r\n", "\n")) {
            assertRefused("refused at byte 0: a size consists of hexadecimal digits", line);
        }
        for (String line : List.of("0x5\r\n", "5 \r\n", "5_0\r\n", "5\n", "5\0\r\n", "5.0\r\n")) {
            assertRefused("refused at byte 1: a size consists of hexadecimal digits", line);
        }
    }

    @Test
    void exactlyCrLfEndsALine() {
        assertRefused("refused at byte 2: a line ends in CR LF", "5\rHello");
        assertRefused("refused at byte 3: a line has a control character, or ends in LF alone", "5;a\nHello");
        assertRefused("refused at byte 3: a line has a control character, or ends in LF alone", "0\r\n\n");
        assertRefused("refused at byte 4: a line has a control character, or ends in LF alone", "0\r\nX\n");
        assertRefused("refused at byte 5: a line ends in CR LF", "0\r\nX\rX");
        assertRefused("refused at byte 4: a line ends in CR LF", "0\r\n\rX");
    }

    @Test
    void exactlyCrLfFollowsData() {
        assertRefused("refused at byte 8: after data comes CR LF", "5\r\nHello!\r\n");
        assertRefused("refused at byte 8: after data comes CR LF", "5\r\nHello\n");
        assertRefused("refused at byte 9: after data comes CR LF", "5\r\nHello\r0\r\n");
        assertRefused("refused at byte 10: after data comes CR LF", "7\r\nHello\r\n0\r\n");
    }

    @Test
    void aLargeSizeIsRefusedBeforeItTurnsIntoASmallOne() throws Refused {
        assertRefused("refused at byte 5: the content is too large", "80000000\r\n");
        assertRefused("refused at byte 6: the content is too large", "100000005\r\nHello\r\n" + LAST);
        assertRefused("refused at byte 6: the content is too large", "10000000000000005\r\nHello\r\n" + LAST);
        assertRefused("refused at byte 5: the content is too large", "100001\r\n");
        assertRefused("refused at byte 11: the content is too large", "1\r\na\r\n100000\r\n");
        assertEquals(State.DATA, decode("100000\r\nx").state());
    }

    @Test
    void chunksTogetherHaveTheSameLimit() throws Refused {
        ChunkDecoder decoder = decode("100000\r\n" + "x".repeat(CONTENT_BYTES_MAX) + "\r\n");
        assertEquals("refused at byte " + (CONTENT_BYTES_MAX + 10) + ": the content is too large",
                assertThrows(Refused.class, () -> decoder.take(bytes("1"))).getMessage());
    }

    @Test
    void zerosBeforeASizeHaveALimit() throws Refused {
        assertContent("a", "0".repeat(15) + "1\r\na\r\n" + LAST);
        assertRefused("refused at byte 16: a size has too many digits", "0".repeat(17));
    }

    @Test
    void whatIsPassedOverHasALimit() throws Refused {
        assertEquals(State.END, decode("0;" + "x".repeat(PASSED_OVER_MAX - 1) + "\r\nX\r\n\r\n").state());
        ChunkDecoder decoder = decode("0;" + "x".repeat(PASSED_OVER_MAX - 1) + "\r\nX");
        assertEquals("refused at byte 4100: extensions and trailer fields are too long",
                assertThrows(Refused.class, () -> decoder.take(bytes("X"))).getMessage());
    }

    private static ChunkDecoder decode(String chunks) throws Refused {
        ChunkDecoder decoder = new ChunkDecoder();
        decoder.take(bytes(chunks));
        return decoder;
    }

    // region: cuts
    /** However it is cut, and whatever comes after it. */
    private static void assertContent(String content, String chunks) throws Refused {
        String all = chunks + NEXT;
        for (int cut = 0; cut <= all.length(); cut++) {
            ChunkDecoder decoder = new ChunkDecoder();
            int taken = decoder.take(bytes(all.substring(0, cut))) + decoder.take(bytes(all.substring(cut)));
            assertEquals(content, new String(decoder.content(), ISO_8859_1), "cut at " + cut);
            assertEquals(chunks.length(), taken, "cut at " + cut);
            assertEquals(State.END, decoder.state(), "cut at " + cut);
        }
        assertContentByteByByte(content, all);
    }
    // endregion

    private static void assertContentByteByByte(String content, String bytes) throws Refused {
        ChunkDecoder decoder = new ChunkDecoder();
        for (String each : bytes.split("")) {
            decoder.take(bytes(each));
        }
        assertEquals(content, new String(decoder.content(), ISO_8859_1), "byte by byte");
    }

    private static void assertRefused(String message, String chunks) {
        for (int cut = 0; cut <= chunks.length(); cut++) {
            byte[] one = bytes(chunks.substring(0, cut));
            byte[] other = bytes(chunks.substring(cut));
            ChunkDecoder decoder = new ChunkDecoder();
            assertEquals(message, assertThrows(Refused.class, () -> {
                decoder.take(one);
                decoder.take(other);
            }).getMessage(), "cut at " + cut);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
