package hostling.metrics;

import java.nio.ByteBuffer;

/** Where the lines of a log go: a file, a stream. It never makes the loop wait. */
public interface LogTarget {
    /**
     * Takes as much as it can without waiting, from the position on; what it leaves is offered again, with more behind
     * it. What can't be written at all, to a full disk say, it takes and throws away.
     */
    void write(ByteBuffer lines);

    /** Goes on in a new file of the same name, where the old one was moved away. Does nothing for what is no file. */
    default void reopen() { }
}
