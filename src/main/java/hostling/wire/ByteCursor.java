package hostling.wire;

import java.nio.ByteBuffer;

/**
 * What the machines of this package read from: the caller's buffer for as long as one call lasts, and how far into the
 * message it stands. Every byte is taken through here, so this is where the offset of a refusal is known.
 *
 * <p>A head is looked at byte by byte, and a byte of an array is had in a fraction of the time that one of a buffer
 * takes. So the next bytes of the buffer are copied to an array, the window, all at once, when one of them is wanted.
 */
final class ByteCursor {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Most heads have fewer bytes, or not many more. */
    private static final int WINDOW_BYTES = 512;

    private ByteBuffer buffer = NOTHING;
    /** The index in the buffer of the next byte, and that behind its last one. */
    private int position;
    private int limit;
    private final byte[] window = new byte[WINDOW_BYTES];
    /** The index in the buffer of the first byte in the window, and that behind the last one there. */
    private int windowStart;
    private int windowEnd;
    /** The offset in the message of the byte at index 0 of the buffer; negative where the message begins later. */
    private long origin;

    /** Reads on from this buffer's position. */
    void attach(ByteBuffer next) {
        origin = offset() - next.position();
        buffer = next;
        position = next.position();
        limit = next.limit();
        windowStart = position;
        windowEnd = position;
    }

    /** Lets go of the caller's buffer, its position behind what was taken, and keeps the offset. */
    void detach() {
        buffer.position(position);
        origin = offset();
        buffer = NOTHING;
        position = 0;
        limit = 0;
    }

    /** Counts from here: the next byte is the first of a message. */
    void beginMessage() {
        origin = -position;
    }

    /** How many bytes of the message have been taken. */
    long offset() {
        return origin + position;
    }

    boolean isEmpty() {
        return position == limit;
    }

    int remaining() {
        return limit - position;
    }

    /** The next byte, 0 to 255, left where it is. */
    int peek() {
        if (position == windowEnd) {
            moveWindow();
        }
        return window[position - windowStart] & 0xff;
    }

    /** Takes the byte that {@link #peek} has shown. */
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

    /** Moves the next bytes that are of a class, up to {@code max} of them, to the end of the store. */
    int moveRun(boolean[] allowed, int max, ByteBuilder store) {
        int taken = 0;
        int count;
        do {
            count = run(allowed, max - taken);
            store.add(window, position - windowStart, count);
            position += count;
            taken += count;
        } while (count > 0 && position == windowEnd);   // it may go on behind the window
        return taken;
    }

    /** Takes the next bytes that are of a class, up to {@code max} of them. */
    int skipRun(boolean[] allowed, int max) {
        int taken = 0;
        while (taken < max && !isEmpty() && allowed[peek()]) {
            skip();
            taken++;
        }
        return taken;
    }

    /** How many of the next bytes, up to {@code max} and to the end of the window, are of a class. */
    private int run(boolean[] allowed, int max) {
        if (position == windowEnd) {
            moveWindow();
        }
        int start = position - windowStart;
        int end = Math.min(start + max, windowEnd - windowStart);
        int i = start;
        while (i < end && allowed[window[i] & 0xff]) {
            i++;
        }
        return i - start;
    }

    private void moveWindow() {
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

    /** What to throw when the next byte breaks a rule. */
    ProtocolException refuse(Violation violation) {
        return new ProtocolException(violation, offset());
    }
}
