package hostling.http;

import hostling.wire.Fields;
import java.nio.ByteBuffer;

/**
 * Takes the content of a request as it arrives. After {@link #end} or {@link #aborted} nothing more comes. All methods are
 * called on the loop's thread. A sink that can't keep up says so by {@link #isFull}: then the client is not read until
 * there is room again (<b>back-pressure</b>), and nothing piles up in memory.
 */
public interface BodySink {
    /**
     * Some content.
     *
     * @param bytes to be read before the method returns; what is not read is lost
     */
    void data(ByteBuffer bytes) throws Exception;

    /**
     * Whether no more content can be taken for now; asked after each {@link #data}. While it is full, no more content is
     * given to it. How long that may last is bounded by the time limit for answers.
     */
    default boolean isFull() {
        return false;
    }

    /**
     * Takes the task to run when a sink that was full has room again. Any thread may run it, as often as it likes. Called
     * once, before the first content.
     */
    default void whenReady(Runnable wake) { }

    /** The content is whole. */
    void end(Fields trailers) throws Exception;

    /**
     * The content will not become whole: the client broke off, was too slow, sent too much or broke a rule, or the
     * handler gave an error (400 to 599) as its response before all of it had come.
     */
    void aborted();
}
