package hostling.log;

import java.nio.ByteBuffer;

/** Where the lines of a log go: a file, a stream. It never makes the loop wait. */
public interface LogTarget {
    /**
     * Takes whole lines, from the position on, as long as it has room for them. It never waits, and it need not have
     * written what it took. What it leaves is offered again, with more behind it.
     */
    void write(ByteBuffer lines);

    /** Goes on in a new file of the same name, where the old one was moved away. Does nothing for what is no file. */
    default void reopen() { }
}
