package hostling.http;

import hostling.wire.Fields;
import java.nio.ByteBuffer;

/**
 * Receives the content of a request as it arrives, on the loop's thread. No call follows {@link #end} or
 * {@link #aborted}.
 */
public interface BodySink {
    /**
     * A piece of the content arrived.
     *
     * @param bytes must be read before the method returns; unread bytes are lost
     */
    void data(ByteBuffer bytes) throws Exception;

    /** The content is complete. */
    void end(Fields trailers) throws Exception;

    /**
     * The content will not be complete: the client stopped sending, was too slow, sent too much or broke a rule, or the
     * handler responded with an error (400 to 599) before all content had arrived.
     */
    void aborted();
}
