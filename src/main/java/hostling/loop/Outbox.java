package hostling.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What waits for the socket: bytes, and behind them perhaps a region of a file. Responses that are ready in one turn go
 * into one buffer and out in one write; the buffer is borrowed while there is something in it.
 */
final class Outbox {
    /** As much of a file as one turn sends, so that a fast reader of a large file does not keep the others waiting. */
    private static final long FILE_BYTES_PER_TURN = 1 << 20;

    private final Pool<ByteBuffer> buffers;
    /** Bytes from 0 to its position wait; null while there are none. */
    private ByteBuffer buffer;
    private FileChannel file;
    private long filePosition;
    private long fileBytesLeft;

    Outbox(Pool<ByteBuffer> buffers) {
        this.buffers = buffers;
    }

    /** Where to put bytes. It may be full; not to be kept beyond the turn. */
    ByteBuffer room() {
        if (buffer == null) {
            buffer = buffers.borrow();
        }
        return buffer;
    }

    /** Sends a region of a file behind the bytes that wait. The channel stays its owner's to close. */
    void sendFile(FileChannel channel, long position, long length) {
        if (file != null) {
            throw new IllegalStateException("one file at a time");
        }
        file = channel;
        filePosition = position;
        fileBytesLeft = length;
    }

    /** Whether a file region waits: bytes that are added now would overtake it. */
    boolean hasFile() {
        return file != null;
    }

    boolean isEmpty() {
        return file == null && (buffer == null || buffer.position() == 0);
    }

    /** How many bytes wait. */
    long pendingBytes() {
        return fileBytesLeft + (buffer == null ? 0 : buffer.position());
    }

    /**
     * Writes once, as much as the channel takes.
     *
     * @return how many bytes it took
     * @throws IOException where the peer is gone, or the file has become shorter than was promised
     */
    // region: one-write
    long drainTo(WritableByteChannel channel) throws IOException {
        if (buffer != null && buffer.position() > 0) {
            return drainBuffer(channel);
        }
        return file != null ? drainFile(channel) : 0;
    }

    private long drainBuffer(WritableByteChannel channel) throws IOException {
        buffer.flip();
        int written = channel.write(buffer);
        buffer.compact();
        giveBackBufferIfEmpty();
        return written;
    }

    private long drainFile(WritableByteChannel channel) throws IOException {
        long written = file.transferTo(filePosition, Math.min(fileBytesLeft, FILE_BYTES_PER_TURN), channel);
        if (written == 0 && file.size() < filePosition + fileBytesLeft) {
            throw new IOException("the file became shorter while it was sent");
        }
        filePosition += written;
        fileBytesLeft -= written;
        if (fileBytesLeft == 0) {
            file = null;
        }
        return written;
    }
    // endregion

    /** Gives the buffer back where nothing is in it. */
    void giveBackBufferIfEmpty() {
        if (buffer != null && buffer.position() == 0) {
            buffers.giveBack(buffer);
            buffer = null;
        }
    }

    /** Forgets what waits. */
    void discard() {
        if (buffer != null) {
            buffer.clear();
            giveBackBufferIfEmpty();
        }
        file = null;
        fileBytesLeft = 0;
    }
}
