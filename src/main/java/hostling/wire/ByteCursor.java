package hostling.wire;

import java.nio.ByteBuffer;

/**
 * The input of this package's state machines: the caller's buffer for the duration of one call, and the offset in the
 * message. Every byte is taken through the cursor, so it knows the offset of a violation.
 *
 * <p>A head is examined byte by byte, and reading a byte takes a fraction of the time from an array that it takes from a
 * buffer. So the cursor copies the next bytes of the buffer to an array, the window, in one bulk operation.
 */
final class ByteCursor {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
    /** Most heads fit, or nearly. */
    private static final int WINDOW_BYTES = 512;

    private ByteBuffer buffer = EMPTY;
    /** The buffer index of the next byte, and of the first byte past the end. */
    private int position;
    private int limit;
    private final byte[] window = new byte[WINDOW_BYTES];
    /** The buffer index of the first byte in the window, and of the first byte past it. */
    private int windowStart;
    private int windowEnd;
    /** The offset in the message of the byte at index 0 of the buffer; negative if the message begins later. */
    private long origin;

    /** Continues at this buffer's position. */
    void attach(ByteBuffer next) {
        origin = offset() - next.position();
        buffer = next;
        position = next.position();
        limit = next.limit();
        windowStart = position;
        windowEnd = position;
    }

    /** Releases the caller's buffer, with its position after the last byte taken, and keeps the offset. */
    void detach() {
        buffer.position(position);
        origin = offset();
        buffer = EMPTY;
        position = 0;
        limit = 0;
    }

    /** Sets the offset to 0: the next byte is the first of a message. */
    void beginMessage() {
        origin = -position;
    }

    /** The number of bytes of the message that have been taken. */
    long offset() {
        return origin + position;
    }

    boolean isEmpty() {
        return position == limit;
    }

    int remaining() {
        return limit - position;
    }

    /** The next byte, 0 to 255, without taking it. */
    int peek() {
        if (position >= windowEnd) {
            refillWindow();
        }
        return window[position - windowStart] & 0xff;
    }

    /** Takes the next byte. */
    void skip() {
        position++;
    }

    /** Takes the next byte if it is this one. */
    boolean skipIf(int b) {
        boolean same = peek() == b;
        if (same) {
            skip();
        }
        return same;
    }

    /** Moves the next bytes that are in the class, at most {@code max}, to the end of the store; returns how many. */
    int moveRun(boolean[] allowed, int max, ByteBuilder store) {
        int taken = 0;
        int count;
        do {
            count = run(allowed, max - taken);
            store.add(window, position - windowStart, count);
            position += count;
            taken += count;
        } while (count > 0 && position == windowEnd);   // the run may continue after the window
        return taken;
    }

    /** Takes the next bytes that are in the class, at most {@code max}; returns how many. */
    int skipRun(boolean[] allowed, int max) {
        int taken = 0;
        while (taken < max && !isEmpty() && allowed[peek()]) {
            skip();
            taken++;
        }
        return taken;
    }

    /** The number of next bytes that are in the class, at most {@code max} and up to the end of the window. */
    private int run(boolean[] allowed, int max) {
        if (position >= windowEnd) {
            refillWindow();
        }
        int start = position - windowStart;
        int end = Math.min(start + max, windowEnd - windowStart);
        int i = start;
        while (i < end && allowed[window[i] & 0xff]) {
            i++;
        }
        return i - start;
    }

    private void refillWindow() {
        windowStart = position;
        windowEnd = Math.min(limit, position + WINDOW_BYTES);
        buffer.get(windowStart, window, 0, windowEnd - windowStart);
    }

    /** Takes the next {@code count} bytes as a read-only view. */
    ByteBuffer slice(int count) {
        ByteBuffer slice = buffer.slice(position, count).asReadOnlyBuffer();
        position += count;
        windowStart = position;
        windowEnd = position;
        return slice;
    }

    /** The exception to throw if the next byte breaks a rule. */
    ProtocolException refuse(Violation violation) {
        return new ProtocolException(violation, offset());
    }
}
