package hostling.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;

/**
 * Output that waits for the transport: bytes, optionally followed by a region of a file. All responses of one turn go into
 * one buffer and leave in one write. The buffer is lent for the turn; bytes that the transport has not accepted by its end
 * move into a buffer of exactly their size, and nothing is added until they are written (<b>back-pressure</b>).
 */
final class OutputBuffer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Most bytes of a file in one turn, so that a fast reader of a large file does not keep the others waiting. */
    private static final long FILE_BYTES_PER_TURN = 1 << 20;

    private final Supplier<ByteBuffer> lender;
    /** Lent for this turn; the bytes from 0 to its position are pending. Null if none is lent. */
    private ByteBuffer buffer;
    /** The bytes that stay pending between two turns. */
    private ByteBuffer rest = NOTHING;
    private FileChannel file;
    private long filePosition;
    private long fileBytesLeft;
    private long writtenBytes;
    private boolean transportIsFull;

    /** @param lender lends an empty buffer, the same size each time, until {@link #park} */
    OutputBuffer(Supplier<ByteBuffer> lender) {
        this.lender = lender;
    }

    /** The buffer to put bytes into. It may be full. Do not keep it beyond the turn. */
    ByteBuffer room() {
        if (rest.hasRemaining()) {
            return NOTHING;
        }
        if (buffer == null) {
            buffer = lender.get();
        }
        return buffer;
    }

    /** Sends a region of a file after the pending bytes. The caller closes the channel. */
    void sendFile(FileChannel channel, long position, long length) {
        if (file != null) {
            throw new IllegalStateException("one file at a time");
        }
        file = channel;
        filePosition = position;
        fileBytesLeft = length;
    }

    /** Whether a file region is pending: bytes that are added now would overtake it. */
    boolean hasFile() {
        return file != null;
    }

    boolean isEmpty() {
        return file == null && bufferedBytes() == 0;
    }

    /** How many bytes are pending, those of the file included. */
    long pendingBytes() {
        return fileBytesLeft + bufferedBytes();
    }

    private int bufferedBytes() {
        return rest.remaining() + (buffer == null ? 0 : buffer.position());
    }

    /** How many bytes the transport has accepted so far. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Whether the transport accepted less than it was offered last time: it gets room for more only if its peer reads. */
    boolean transportIsFull() {
        return transportIsFull;
    }

    /** The memory held between two turns, in bytes. */
    int heldBytes() {
        return rest.hasRemaining() ? rest.capacity() : 0;
    }

    /**
     * Writes once, as much as the transport accepts.
     *
     * @return how many bytes it accepted
     * @throws IOException if the peer is gone, or the file is shorter than announced
     */
    // region: one-write
    long drainTo(Transport transport) throws IOException {
        long written = bufferedBytes() > 0 ? drainBytes(transport) : file != null ? drainFile(transport) : 0;
        writtenBytes += written;
        return written;
    }

    private long drainBytes(Transport transport) throws IOException {
        boolean isRest = rest.hasRemaining();
        ByteBuffer bytes = isRest ? rest : buffer.flip();
        try {
            long written = transport.write(bytes);
            transportIsFull = bytes.hasRemaining();
            return written;
        } finally {
            if (!isRest) {
                bytes.compact();
            }
        }
    }

    private long drainFile(Transport transport) throws IOException {
        long offered = Math.min(fileBytesLeft, FILE_BYTES_PER_TURN);
        long written = transport.sendFile(file, filePosition, offered);
        transportIsFull = written < offered;
        if (written == 0 && file.size() < filePosition + fileBytesLeft) {
            throw new TruncatedFileException();
        }
        filePosition += written;
        fileBytesLeft -= written;
        if (fileBytesLeft == 0) {
            file = null;
        }
        return written;
    }
    // endregion

    /** Returns the lent buffer, and keeps a copy of its pending bytes. */
    void park() {
        if (buffer != null) {
            if (buffer.position() > 0) {
                rest = ByteBuffer.allocate(buffer.position()).put(buffer.flip()).flip();
            }
            buffer = null;
        }
    }

    /** Drops everything that is pending. */
    void discard() {
        buffer = null;
        rest = NOTHING;
        file = null;
        fileBytesLeft = 0;
    }
}
