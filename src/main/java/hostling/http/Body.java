package hostling.http;

import hostling.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** The content of a response, in one of the shapes that the loop knows how to send. */
public sealed interface Body {
    /** No content. */
    Body EMPTY = new Bytes(ByteBuffer.allocate(0));

    /** How many bytes it has, or {@link ResponseHead#UNKNOWN_LENGTH}. */
    long length();

    /**
     * What went wrong, in the place of content: the server makes a page of it that suits the client.
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
     * Bytes in memory. It never changes, so one may stand in many responses, of several servers at the same time.
     *
     * @param content from its position to its limit, and kept as a view of its own: where those who gave it read on in it
     *                makes no difference. The bytes behind it are to be left as they are
     */
    record Bytes(ByteBuffer content) implements Body {
        /** Keeps a view that nobody else can move. */
        public Bytes {
            content = content.slice().asReadOnlyBuffer();
        }

        /** A view of the bytes, a new one each time, for whoever wants to read them. */
        @Override
        public ByteBuffer content() {
            return content.duplicate();
        }

        @Override
        public long length() {
            return content.capacity();
        }

        /** Puts {@code count} bytes from index {@code from} on into a buffer that has room for them. */
        public void copy(int from, int count, ByteBuffer to) {
            to.put(to.position(), content, from, count);
            to.position(to.position() + count);
        }
    }

    /**
     * A region of a file, sent without being read into the heap where it is large. The channel is only handed through
     * here: the loop reads it, and closes the loan when the response is sent, given up or never begun.
     *
     * @param channel open for reading
     * @param offset  of the first byte, 0 or more
     * @param length  in bytes; a file that turns out shorter breaks the response off
     * @param loan    what is closed when the region is not needed any more: the channel, unless others use it too
     */
    record File(FileChannel channel, long offset, long length, AutoCloseable loan) implements Body {
        /** A region of a file that is opened for this response alone, or for this and other pieces of it. */
        public File(FileChannel channel, long offset, long length) {
            this(channel, offset, length, channel);
        }
    }

    /**
     * Several pieces, one behind the other.
     *
     * @param pieces {@link Bytes} and {@link File}s, which may share a channel
     */
    record Sequence(List<Body> pieces) implements Body {
        /**
         * Keeps a copy of the list.
         *
         * @throws IllegalArgumentException on a piece of another shape
         */
        public Sequence {
            pieces = List.copyOf(pieces);
            if (!pieces.stream().allMatch(piece -> piece instanceof Bytes || piece instanceof File)) {
                throw new IllegalArgumentException("a sequence is made of bytes and regions of files");
            }
        }

        @Override
        public long length() {
            return pieces.stream().mapToLong(Body::length).sum();
        }
    }

    /**
     * Content that is made while it is sent.
     *
     * @param length in bytes, or {@link ResponseHead#UNKNOWN_LENGTH}
     */
    record Stream(BodySource source, long length) implements Body { }
}
