package hostling.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Carries the bytes of one connection: a socket, or two arrays in a test. A connection has no other view of the network, so
 * an encrypting layer can be inserted here without a change above it. No method blocks. An IOException means that the peer
 * is gone. All methods are called on the loop's thread.
 */
public interface Transport {
    /** What a connection waits for; never to read and to write at the same time: see {@link ConnectionDriver}. */
    enum Interest {
        /** Nothing: it is woken by other means. */
        NONE,
        /** Until {@link #read} would return bytes, or the peer has ended its side. */
        READ,
        /** Until {@link #write} or {@link #sendFile} would accept bytes. */
        WRITE
    }

    /**
     * Reads the bytes that have arrived, as far as there is room.
     *
     * @return how many bytes were read; 0 if there are none now, -1 if the peer has ended its side
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes as much as is accepted now, and advances the buffer's position past it.
     *
     * @return how many bytes were accepted
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Writes as much of a file's region as is accepted now.
     *
     * @param position of the first byte in the file
     * @param length   of the region, in bytes
     * @return how many bytes were accepted; also less than {@code length} if the file is too short
     */
    long sendFile(FileChannel file, long position, long length) throws IOException;

    /** Sets what the connection waits for, until the next call. Returns at once. */
    void await(Interest interest);

    /** Ends the server's side. The peer may go on sending (<b>half-closed</b>). */
    void shutdownOutput() throws IOException;

    /**
     * Ends both sides.
     *
     * @param reset whether the peer shall see a failure (a TCP reset) instead of a regular end
     */
    void close(boolean reset) throws IOException;
}
