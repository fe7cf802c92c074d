package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that wait for room. */
class PendingBytesTest {
    private static final byte[] START = "ab".getBytes(ISO_8859_1);

    private final PendingBytes pending = new PendingBytes();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 2000})
    void bytesLeaveInTheirOrderHoweverSmallTheRoom(int room) {
        pending.add("first \u00e9 ");
        pending.add("second ".getBytes(ISO_8859_1));
        pending.add("x".repeat(1000));
        assertEquals("first \u00e9 second " + "x".repeat(1000), moved(room));
        assertTrue(pending.isEmpty());
    }

    @Test
    void whatIsAddedLaterFollowsWhatStillWaits() {
        pending.add("abc");
        ByteBuffer out = ByteBuffer.allocate(2);
        assertFalse(pending.moveTo(out));
        pending.add("def");
        assertFalse(pending.isEmpty());
        assertEquals("cdef", moved(100));
    }

    @Test
    void withoutBytesThereIsRoomEnoughInAnyBuffer() {
        assertTrue(pending.moveTo(ByteBuffer.allocate(0)));
    }

    @Test
    void bytesThatWereAddedAheadAreNotAddedAgain() {
        assertTrue(pending.addAhead(START));
        assertEquals("a", moved(100));
        assertFalse(pending.isEmpty(), "something has begun");
        assertTrue(pending.addAhead(START));
        assertFalse(pending.addAhead(START), "no byte is left");
        pending.add("a");
        pending.add("bc");
        pending.add("ab");
        assertEquals("bcab", moved(100));
        assertTrue(pending.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "7, 0.007", "42, 0.042", "999, 0.999", "1000, 1.000", "1234567, 1234.567",
            "9223372036854775807, 9223372036854775.807"})
    void millisecondsHaveThreeDecimalPlaces(long micros, String millis) {
        pending.add("x".repeat(510));
        pending.addMillis(micros);
        assertEquals("x".repeat(510) + millis, moved(7));
    }

    private String moved(int room) {
        StringBuilder all = new StringBuilder();
        boolean isDone = false;
        while (!isDone) {
            ByteBuffer out = ByteBuffer.allocate(room);
            isDone = pending.moveTo(out);
            all.append(ISO_8859_1.decode(out.flip()));
        }
        return all.toString();
    }
}
