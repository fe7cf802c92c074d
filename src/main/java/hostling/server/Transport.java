package hostling.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What carries the bytes of one connection: a socket, or two arrays in a test. A connection knows nothing else of the
 * outside, so a layer that encrypts can be put here without a change above it. No method waits. An IOException means that
 * the peer is gone.
 */
public interface Transport {
    /** What a connection waits for. It never reads and writes at the same time: see {@link ConnectionDriver}. */
    enum Interest {
        /** Neither; it is woken by other means. */
        NONE,
        /** Until there is something to {@link #read}, or the peer has ended its side. */
        READ,
        /** Until {@link #write} or {@link #sendFile} would take something. */
        WRITE
    }

    /**
     * Reads what has come, as far as there is room.
     *
     * @return how many bytes were read; 0 if there are none now, -1 if there will be none any more
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes as much as is taken now; the buffer's position moves behind it.
     *
     * @return how many bytes were taken
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Writes a region of a file as far as it is taken now.
     *
     * @return how many bytes were taken; less than {@code length}, too, if the file ends before
     */
    long sendFile(FileChannel file, long position, long length) throws IOException;

    /** Says what the connection waits for from now on, until it says something else. */
    void await(Interest interest);

    /** Ends our side. The peer may go on sending. */
    void shutdownOutput() throws IOException;

    /**
     * Ends both sides.
     *
     * @param reset whether the peer is to see that as a failure (a TCP reset), and not as an end
     */
    void close(boolean reset) throws IOException;
}
