package hostling.http;

import hostling.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** The content of a response, in one of the forms that the loop can send. */
public sealed interface Body {
    /** No content. */
    Body EMPTY = new Bytes(ByteBuffer.allocate(0));

    /** The length in bytes, or {@link ResponseHead#UNKNOWN_LENGTH}. */
    long length();

    /**
     * What went wrong, instead of content: the server turns it into an error page in a format that the client accepts.
     *
     * @param reason a clause without a full stop
     */
    record ErrorReason(String reason) implements Body {
        @Override
        public long length() {
            return ResponseHead.UNKNOWN_LENGTH;
        }
    }

    /**
     * Bytes in memory. It is immutable, so many responses, of several servers at the same time, may share it.
     *
     * @param content the bytes from its position to its limit, kept as a separate view: the caller may move the position
     *                and limit afterwards, but must not change the bytes
     */
    record Bytes(ByteBuffer content) implements Body {
        /** Keeps a separate read-only view. */
        public Bytes {
            content = content.slice().asReadOnlyBuffer();
        }

        /** A new read-only view of the bytes. */
        @Override
        public ByteBuffer content() {
            return content.duplicate();
        }

        @Override
        public long length() {
            return content.capacity();
        }

        /** Copies {@code count} bytes, starting at index {@code from}, into a buffer that has room for them. */
        public void copy(int from, int count, ByteBuffer to) {
            to.put(to.position(), content, from, count);
            to.position(to.position() + count);
        }
    }

    /**
     * A region of a file; a large one is sent without being read into the heap. This record never uses the channel: the
     * loop reads it, and closes the loan when the response is sent, aborted or discarded before it began.
     *
     * @param channel open for reading
     * @param offset  of the first byte, 0 or more
     * @param length  in bytes; a file that turns out to be shorter aborts the response
     * @param loan    closed when the region is no longer needed: the channel itself, unless it is shared
     */
    record File(FileChannel channel, long offset, long length, AutoCloseable loan) implements Body {
        /** A region of a file that was opened for this response alone, or for several pieces of it. */
        public File(FileChannel channel, long offset, long length) {
            this(channel, offset, length, channel);
        }
    }

    /**
     * Several pieces, one after the other.
     *
     * @param pieces {@link Bytes} and {@link File}s, which may share a channel
     */
    record Sequence(List<Body> pieces) implements Body {
        /**
         * Keeps a copy of the list.
         *
         * @throws IllegalArgumentException on any other kind of piece
         */
        public Sequence {
            pieces = List.copyOf(pieces);
            if (!pieces.stream().allMatch(piece -> piece instanceof Bytes || piece instanceof File)) {
                throw new IllegalArgumentException("a sequence may hold only bytes and regions of files");
            }
        }

        @Override
        public long length() {
            return pieces.stream().mapToLong(Body::length).sum();
        }
    }

    /**
     * Content that is generated while it is sent.
     *
     * @param length in bytes, or {@link ResponseHead#UNKNOWN_LENGTH}
     */
    record Stream(BodySource source, long length) implements Body { }
}
