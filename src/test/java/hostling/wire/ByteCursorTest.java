package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The input of the state machines, with its next 512 bytes in an array")
class ByteCursorTest {
    private final ByteCursor in = new ByteCursor();
    private final ByteBuilder store = new ByteBuilder(1);

    @BeforeEach
    void begin() {
        in.beginMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1025, 5000})
    @DisplayName("A run is taken whole, wherever it ends")
    void aRunIsTakenWhole(int length) {
        ByteBuffer buffer = buffer("a".repeat(length) + ":rest");
        in.attach(buffer);

        assertEquals(length, in.moveRun(ByteClass.TCHAR, 10_000, store));

        assertEquals(length, store.length());
        assertEquals(':', in.peek());
        assertEquals(length, in.offset());
        in.detach();
        assertEquals(length, buffer.position(), "after the bytes that were taken");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1025, 5000})
    @DisplayName("A run that fills the buffer is taken to its end")
    void aRunMayFillTheBuffer(int length) {
        in.attach(buffer(" ".repeat(length)));

        assertEquals(length, in.skipRun(ByteClass.BLANK, 10_000));

        assertTrue(in.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1025})
    @DisplayName("No more than the maximum is taken, and nothing of the rest is lost")
    void noMoreIsTakenThanIsAllowed(int max) {
        in.attach(buffer("a".repeat(2000)));

        assertEquals(max, in.moveRun(ByteClass.TCHAR, max, store));
        assertEquals(2000 - max, in.moveRun(ByteClass.TCHAR, 10_000, store));

        assertEquals("a".repeat(2000), store.text(0, store.length()));
    }

    @Test
    @DisplayName("Content comes from the buffer itself, and reading continues after it")
    void contentIsTakenFromTheBuffer() {
        in.attach(buffer("size:" + "c".repeat(1000) + "end"));
        in.moveRun(ByteClass.TCHAR, 10, store);
        in.peek();
        in.skip();

        assertEquals("c".repeat(1000), ISO_8859_1.decode(in.slice(1000)).toString());

        assertEquals(3, in.remaining());
        assertEquals('e', in.peek());
        assertEquals(1005, in.offset());
    }

    @Test
    @DisplayName("The next buffer continues where the last one ended")
    void anotherBufferGoesOn() {
        in.attach(buffer("first"));
        in.skipRun(ByteClass.TCHAR, 5);
        in.detach();
        in.attach(buffer("xsecond").position(1));

        assertEquals(5, in.offset());
        assertEquals('s', in.peek());
        assertEquals(6, in.remaining());
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
