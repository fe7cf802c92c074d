package hostling.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Lines on their way to a log. They are gathered, so that a busy server makes one system call for many of them, and
 * they stay here while nobody takes them. What finds no room then is counted and lost: the server goes on.
 */
final class LineBuffer {
    private static final int CAPACITY = 64 * 1024;

    private final LogTarget target;
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
    private long lost;

    LineBuffer(LogTarget target) {
        this.target = target;
    }

    /**
     * Makes room for a line. Where there is none, the line counts as lost.
     *
     * @param bytesMax how long it can become, its line feed included
     */
    boolean begin(int bytesMax) {
        if (bytes.remaining() < bytesMax) {
            flush();
        }
        boolean room = bytes.remaining() >= bytesMax;
        if (!room) {
            lost++;
        }
        return room;
    }

    void put(String text) {
        bytes.put(text.getBytes(UTF_8));
    }

    void put(byte b) {
        bytes.put(b);
    }

    /** Hands over what there is; whether all of it was taken. */
    boolean flush() {
        if (bytes.position() > 0) {
            target.write(bytes.flip());
            bytes.compact();
        }
        return bytes.position() == 0;
    }

    /** How many lines were lost since this was asked the last time. */
    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    /** How many lines nobody took: those that were lost and those that are still here. */
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
