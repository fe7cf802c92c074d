package hostling.log;

import java.nio.ByteBuffer;

/** Where the lines of a log go, such as a file or a stream. It never makes the loop wait. */
public interface LogTarget {
    /**
     * Accepts complete lines, from the buffer's position on, as long as it has room, and advances the position past them. It
     * never blocks, and may write the lines later. Lines that it leaves are offered again, followed by newer ones.
     */
    void write(ByteBuffer lines);

    /** Continues in a new file of the same name if the old one was moved away. Does nothing if the target is no file. */
    default void reopen() { }
}
