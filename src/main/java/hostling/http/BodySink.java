package hostling.http;

import hostling.wire.Fields;
import java.nio.ByteBuffer;

/** Takes the content of a request as it arrives. After {@link #end} or {@link #broken} nothing more comes. */
public interface BodySink {
    /**
     * Some content.
     *
     * @param bytes to be read before the method returns; what is not read is lost
     */
    void data(ByteBuffer bytes) throws Exception;

    /** The content is whole. */
    void end(Fields trailers) throws Exception;

    /**
     * The content will not become whole: the client broke off, was too slow, sent too much or broke a rule, or the
     * handler gave an error (400 to 599) as its response before all of it had come.
     */
    void aborted();
}
