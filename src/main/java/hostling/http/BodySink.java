package hostling.http;

import hostling.wire.Fields;
import java.nio.ByteBuffer;

/**
 * Receives the content of a request as it arrives, on the loop's thread. No call follows {@link #end} or
 * {@link #aborted}. A sink that can't keep up says so in {@link #isFull}: the client is then not read until the sink has
 * room again (<b>back-pressure</b>), and nothing piles up in memory.
 */
public interface BodySink {
    /**
     * A piece of the content arrived.
     *
     * @param bytes must be read before the method returns; unread bytes are lost
     */
    void data(ByteBuffer bytes) throws Exception;

    /**
     * Whether the sink can take no more content for now. Asked after each {@link #data}; a full sink is given no content. A
     * sink may stay full for as long as a handler may take for its response.
     */
    default boolean isFull() {
        return false;
    }

    /**
     * Receives the task to run when a full sink has room again. Any thread may run it, any number of times. Called once,
     * before the first content.
     */
    default void whenReady(Runnable wake) { }

    /** The content is complete. */
    void end(Fields trailers) throws Exception;

    /**
     * The content will not be complete: the client stopped sending, was too slow, sent too much or broke a rule, or the
     * handler responded with an error (400 to 599) before all content had arrived.
     */
    void aborted();
}
