package hostling.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte array that grows as bytes are added: where a token waits while it is cut by the end of a segment. It has no
 * limit of its own; whoever adds to it has one.
 */
final class ByteBuilder {
    private byte[] bytes;
    private int length;

    ByteBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** How much memory it has, used or not. */
    int capacity() {
        return bytes.length;
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    void add(int b) {
        makeRoomFor(1);
        bytes[length++] = (byte) b;
    }

    /** Adds {@code count} bytes of {@code source} from index {@code from} on. */
    void add(byte[] source, int from, int count) {
        makeRoomFor(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void makeRoomFor(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    /** Forgets everything from index {@code length} on. */
    void cutTo(int newLength) {
        length = newLength;
    }

    /** The bytes from one index up to another as text; a byte is a character here (RFC 9112 section 2.2). */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Copies the bytes from one index up to another. */
    void copy(int from, int to, byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
    }

    /** Whether the bytes from one index up to another are those that stand at {@code at} of the other array. */
    boolean isSame(int from, int to, byte[] other, int at) {
        return Arrays.equals(bytes, from, to, other, at, at + to - from);
    }

    /** A number that equal bytes share. */
    int hash(int from, int to) {
        int hash = 1;
        int i = from;
        for (; i + 3 < to; i += 4) {                    // the same as byte by byte, and does not wait for each of them
            hash = 923_521 * hash + 29_791 * bytes[i] + 961 * bytes[i + 1] + 31 * bytes[i + 2] + bytes[i + 3];
        }
        for (; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Whether the bytes are these ASCII characters. */
    boolean is(String ascii, int from, int to) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes are these ASCII characters, a letter being the same in either case. */
    boolean isIgnoringCase(String ascii, int from, int to) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (ByteClass.lower(bytes[from + i]) != ByteClass.lower(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether every byte from one index up to another is of a class. */
    boolean allIn(boolean[] allowed, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!allowed[at(i)]) {
                return false;
            }
        }
        return true;
    }

    /** The index of the first such byte from one index up to another, or {@code to} where there is none. */
    int indexOf(int b, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != b) {
            i++;
        }
        return i;
    }
}
