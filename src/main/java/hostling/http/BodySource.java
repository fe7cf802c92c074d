package hostling.http;

import java.nio.ByteBuffer;

/** Content that a response's handler makes while it is sent: the loop asks for more when the socket can take more. */
public interface BodySource {
    /** What a call of {@link #read} came to. */
    enum Progress {
        /** There may be more at once. */
        MORE,
        /** Nothing for now; the source runs the task that it was given by {@link #whenReady} once there is. */
        PENDING,
        /** That was all of it. */
        END
    }

    /**
     * Puts content into the buffer, as much as there is and has room. An exception closes the connection, after the
     * responses before this one and what there was of this one have been sent.
     *
     * @param into has room for some hundred bytes at least; not to be kept beyond the call
     */
    Progress read(ByteBuffer into) throws Exception;

    /**
     * Takes the task to run when content is there again after a {@link Progress#PENDING}. Any thread may run it, as often as
     * it likes; {@link #read} is then called on the loop's thread.
     */
    default void whenReady(Runnable wake) { }

    /** Called once when no more is read: the content ended, the client left, or the request was HEAD. */
    default void close() throws Exception { }
}
