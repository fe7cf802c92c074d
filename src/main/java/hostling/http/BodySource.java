package hostling.http;

import java.nio.ByteBuffer;

/** Content that a handler generates while it is sent: the loop asks for more when the socket can take more. */
public interface BodySource {
    /** The result of {@link #read}. */
    enum Progress {
        /** More may be available immediately. */
        MORE,
        /** Nothing is available now; once there is, the source runs the task given to {@link #whenReady}. */
        PENDING,
        /** The content is complete. */
        END
    }

    /**
     * Puts as much content into the buffer as is available and has room. Called on the loop's thread. An exception closes
     * the connection, after the earlier responses and the content so far have been sent.
     *
     * @param into has room for at least a few hundred bytes; must not be kept after the call
     */
    Progress read(ByteBuffer into) throws Exception;

    /**
     * Receives the task to run when content is available again after {@link Progress#PENDING}. Any thread may run it, any
     * number of times; the loop's thread then calls {@link #read}.
     */
    default void whenReady(Runnable wake) { }

    /** Called once when no more is read: the content ended, the client disconnected, or the request was HEAD. */
    default void close() throws Exception { }
}
