package hostling.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that wait for room in the caller's buffer: heads, and the framing of chunks. They are moved out in the order in which they
 * were added, as many as there is room for each time.
 */
final class PendingBytes {
    private static final int CAPACITY_AT_FIRST = 512;
    private static final int MICROS_PER_MILLI_DIGITS = 3;
    /** As many as a long has, with a dot. */
    private static final int DIGITS_MAX = 20;

    private byte[] bytes = new byte[CAPACITY_AT_FIRST];
    private int from;
    private int to;
    /** How many bytes of what is added next were added already. */
    private int ahead;

    /** Adds bytes. */
    void add(byte[] added) {
        int start = takeAhead(added.length);
        ensureRoom(added.length - start);
        System.arraycopy(added, start, bytes, to, added.length - start);
        to += added.length - start;
    }

    /** Adds the characters of a text, each as one byte: none may be above U+00FF. */
    @SuppressWarnings("deprecation")                    // it drops what is above the low byte, and is fast
    void add(String text) {
        int start = takeAhead(text.length());
        ensureRoom(text.length() - start);
        text.getBytes(start, text.length(), bytes, to);
        to += text.length() - start;
    }

    /** Adds a time in milliseconds with three decimal places, without an object for them. */
    void addMillis(long micros) {
        ensureRoom(DIGITS_MAX);
        int digits = 1;
        for (long rest = micros / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = to + Math.max(digits, MICROS_PER_MILLI_DIGITS + 1) + 1;
        long rest = micros;
        for (int i = end - 1; i >= to; i--) {
            boolean isDot = i == end - MICROS_PER_MILLI_DIGITS - 1;
            bytes[i] = (byte) (isDot ? '.' : '0' + rest % 10);
            rest = isDot ? rest : rest / 10;
        }
        to = end;
    }

    /**
     * Adds one byte of what is added next in any case, and will then lack this byte.
     *
     * @param start with what it begins
     * @return false if all of these bytes were added ahead
     */
    boolean addAhead(byte[] start) {
        if (ahead == start.length) {
            return false;
        }
        ensureRoom(1);
        bytes[to++] = start[ahead++];
        return true;
    }

    private int takeAhead(int countMax) {
        if (ahead == 0) {
            return 0;
        }
        int count = Math.min(ahead, countMax);
        ahead -= count;
        return count;
    }

    /** Moves bytes to {@code out}; returns whether all of them had room. */
    boolean moveTo(ByteBuffer out) {
        int count = Math.min(to - from, out.remaining());
        out.put(bytes, from, count);
        from += count;
        if (from < to) {
            return false;
        }
        from = 0;
        to = 0;
        return true;
    }

    /** Whether everything was moved out, and nothing added ahead. */
    boolean isEmpty() {
        return to == 0 && ahead == 0;
    }

    /** The size of its memory in bytes, used or not. */
    int capacity() {
        return bytes.length;
    }

    private void ensureRoom(int count) {
        if (to + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, to + count));
        }
    }
}
