package hostling.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Buffers the lines of a log, so that a busy server makes one system call for many of them. While the target accepts none,
 * they stay here. A line that finds no room is lost and counted: the server never waits for its log.
 */
final class LineBuffer {
    private static final int CAPACITY = 64 * 1024;
    private static final String HEX = "0123456789ABCDEF";

    private final LogTarget target;
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
    private long lost;
    private long lostInAll;

    LineBuffer(LogTarget target) {
        this.target = target;
    }

    /**
     * Makes room for a line. If there is none, the line counts as lost.
     *
     * @param bytesMax its greatest possible length in bytes, including the line feed
     * @return whether there is room
     */
    boolean begin(int bytesMax) {
        if (bytes.remaining() < bytesMax) {
            flush();
        }
        boolean room = bytes.remaining() >= bytesMax;
        if (!room) {
            lost++;
            lostInAll++;
        }
        return room;
    }

    void put(String text) {
        bytes.put(text.getBytes(UTF_8));
    }

    void put(byte b) {
        bytes.put(b);
    }

    /** Puts a text of ASCII characters, without making a copy. */
    void putAscii(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put((byte) ascii.charAt(i));
        }
    }

    /**
     * Puts a text from a client, up to a number of characters. Whatever is not plain, such as a quote or a control character
     * that a terminal might act on, is escaped, like {@code \x0A}.
     *
     * @return the number of bytes that this takes
     */
    int putEscaped(String text, int charsMax) {
        int before = bytes.position();
        for (int i = 0; i < Math.min(text.length(), charsMax); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                put((byte) c);
            } else {
                putAscii("\\x");
                put((byte) HEX.charAt(c >> 4 & 15));
                put((byte) HEX.charAt(c & 15));
            }
        }
        return bytes.position() - before;
    }

    /** Whether a character needs no escape, in quotes and on a terminal. */
    static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    /** Offers the buffered lines to the target; true if it accepted all of them. */
    boolean flush() {
        if (bytes.position() > 0) {
            target.write(bytes.flip());
            bytes.compact();
        }
        return bytes.position() == 0;
    }

    /** How many lines were lost since the last call. */
    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    /** How many lines were lost so far. */
    long lostInAll() {
        return lostInAll;
    }

    /** How many lines were not written: those that were lost, since the last {@link #takeLost}, and those still here. */
    long unwritten() {
        long count = lost;
        for (int i = 0; i < bytes.position(); i++) {
            if (bytes.get(i) == '\n') {
                count++;
            }
        }
        return count;
    }
}
