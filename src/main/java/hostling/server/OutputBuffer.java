package hostling.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;

/**
 * What waits for the socket: bytes, and after them perhaps a region of a file. Responses that are ready in one turn go
 * into one buffer and out in one write. The buffer is lent for the turn; what the client has not taken by then is kept
 * in one of just its size, and nothing is added before that is taken.
 */
final class OutputBuffer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** As much of a file as one turn sends, so that a fast reader of a large file does not keep the others waiting. */
    private static final long FILE_BYTES_PER_TURN = 1 << 20;

    private final Supplier<ByteBuffer> lender;
    /** Lent for this turn: bytes from 0 to its position wait. Null while none is. */
    private ByteBuffer buffer;
    /** What waits between two turns. */
    private ByteBuffer rest = NOTHING;
    private FileChannel file;
    private long filePosition;
    private long fileBytesLeft;
    private long takenBytes;
    private boolean transportIsFull;

    /** @param lender lends an empty buffer, the same size each time, until {@link #park} */
    OutputBuffer(Supplier<ByteBuffer> lender) {
        this.lender = lender;
    }

    /** Where to put bytes. It may be full; not to be kept beyond the turn. */
    ByteBuffer room() {
        if (rest.hasRemaining()) {
            return NOTHING;
        }
        if (buffer == null) {
            buffer = lender.get();
        }
        return buffer;
    }

    /** Sends a region of a file after the bytes that wait. The channel stays its owner's to close. */
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
        return file == null && bufferedBytes() == 0;
    }

    /** How many bytes wait. */
    long pendingBytes() {
        return fileBytesLeft + bufferedBytes();
    }

    private int bufferedBytes() {
        return rest.remaining() + (buffer == null ? 0 : buffer.position());
    }

    /** How many bytes the transport has taken so far. */
    long takenBytes() {
        return takenBytes;
    }

    /** Whether the transport took less than it was offered the last time: it has room for more only if its peer reads. */
    boolean transportIsFull() {
        return transportIsFull;
    }

    /** How much memory is held between two turns. */
    int heldBytes() {
        return rest.hasRemaining() ? rest.capacity() : 0;
    }

    /**
     * Writes once, as much as the transport takes.
     *
     * @return how many bytes it took
     * @throws IOException if the peer is gone, or the file has become shorter than was promised
     */
    // region: one-write
    long drainTo(Transport transport) throws IOException {
        long taken = bufferedBytes() > 0 ? drainBytes(transport) : file != null ? drainFile(transport) : 0;
        takenBytes += taken;
        return taken;
    }

    private long drainBytes(Transport transport) throws IOException {
        boolean isRest = rest.hasRemaining();
        ByteBuffer bytes = isRest ? rest : buffer.flip();
        try {
            long taken = transport.write(bytes);
            transportIsFull = bytes.hasRemaining();
            return taken;
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

    /** Gives the buffer of this turn back. */
    void park() {
        if (buffer != null) {
            if (buffer.position() > 0) {
                rest = ByteBuffer.allocate(buffer.position()).put(buffer.flip()).flip();
            }
            buffer = null;
        }
    }

    /** Forgets what waits. */
    void discard() {
        buffer = null;
        rest = NOTHING;
        file = null;
        fileBytesLeft = 0;
    }
}
