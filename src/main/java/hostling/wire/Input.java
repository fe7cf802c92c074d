package hostling.wire;

import java.nio.ByteBuffer;

/**
 * What the machines of this package read from: the caller's buffer for as long as one call lasts, and how far into the
 * message it stands. Every byte is taken through here, so this is where the offset of a refusal is known.
 */
final class Input {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer buffer = NOTHING;
    /** The offset in the message of the byte at index 0 of the buffer; negative where the message begins later. */
    private long origin;

    /** Reads on from this buffer's position. */
    void attach(ByteBuffer next) {
        origin = offset() - next.position();
        buffer = next;
    }

    /** Lets go of the caller's buffer and keeps the offset. */
    void detach() {
        origin = offset();
        buffer = NOTHING;
    }

    /** Counts from here: the next byte is the first of a message. */
    void beginMessage() {
        origin = -buffer.position();
    }

    /** How many bytes of the message have been taken. */
    long offset() {
        return origin + buffer.position();
    }

    boolean isEmpty() {
        return !buffer.hasRemaining();
    }

    int remaining() {
        return buffer.remaining();
    }

    /** The next byte, 0 to 255, left where it is. */
    int peek() {
        return buffer.get(buffer.position()) & 0xff;
    }

    /** Takes the next byte. */
    void skip() {
        buffer.position(buffer.position() + 1);
    }

    /** Takes the next byte if it is this one. */
    boolean skipIf(int b) {
        boolean same = peek() == b;
        if (same) {
            skip();
        }
        return same;
    }

    /** How many of the next bytes, up to {@code max}, are of a class. They are left where they are. */
    int run(boolean[] allowed, int max) {
        int start = buffer.position();
        int end = start + Math.min(max, buffer.remaining());
        int i = start;
        while (i < end && allowed[buffer.get(i) & 0xff]) {
            i++;
        }
        return i - start;
    }

    /** Moves the next bytes that are of a class, up to {@code max} of them, to the end of the store. */
    int moveRun(boolean[] allowed, int max, ByteStore store) {
        int count = run(allowed, max);
        store.add(buffer, count);
        return count;
    }

    /** Takes the next bytes that are of a class, up to {@code max} of them. */
    int skipRun(boolean[] allowed, int max) {
        int count = run(allowed, max);
        buffer.position(buffer.position() + count);
        return count;
    }

    /** Takes the next {@code count} bytes as a read-only view. */
    ByteBuffer slice(int count) {
        ByteBuffer slice = buffer.slice(buffer.position(), count).asReadOnlyBuffer();
        buffer.position(buffer.position() + count);
        return slice;
    }

    /** What to throw when the next byte breaks a rule. */
    ProtocolException refuse(Violation violation) {
        return new ProtocolException(violation, offset());
    }
}
