package hostling.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte array that grows as bytes are added. It keeps the beginning of a token that the end of a segment cuts in two.
 * It enforces no limit; its callers do.
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

    /** The size of its array in bytes, used or not. */
    int capacity() {
        return bytes.length;
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    void add(int b) {
        ensureCapacity(1);
        bytes[length++] = (byte) b;
    }

    void add(String ascii) {
        byte[] source = ascii.getBytes(StandardCharsets.US_ASCII);
        add(source, 0, source.length);
    }

    /** Adds {@code count} bytes of {@code source}, starting at index {@code from}. */
    void add(byte[] source, int from, int count) {
        ensureCapacity(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void ensureCapacity(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    /** Drops all bytes from index {@code newLength} on. */
    void truncate(int newLength) {
        length = newLength;
    }

    /** The bytes from one index up to another as ISO-8859-1 text (RFC 9112 section 2.2). */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Copies the bytes from one index up to another. */
    void copyTo(ByteBuilder other, int from, int to) {
        other.add(bytes, from, to - from);
    }

    void copy(int from, int to, byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
    }

    /** Whether the bytes from one index up to another equal those of the other array from {@code at} on. */
    boolean regionMatches(int from, int to, byte[] other, int at) {
        return Arrays.equals(bytes, from, to, other, at, at + to - from);
    }

    /** A hash code of the bytes from one index up to another. */
    int hash(int from, int to) {
        int hash = 1;
        int i = from;
        for (; i + 3 < to; i += 4) {                    // four steps of the loop below at once: fewer dependent operations
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

    /** Whether the bytes are these ASCII characters, ignoring case. */
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

    /** Whether every byte from one index up to another is in the class. */
    boolean allIn(boolean[] allowed, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!allowed[at(i)]) {
                return false;
            }
        }
        return true;
    }

    /** The index of the first byte {@code b} from one index up to another, or {@code to} if there is none. */
    int indexOf(int b, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != b) {
            i++;
        }
        return i;
    }
}
