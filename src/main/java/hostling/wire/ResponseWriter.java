package hostling.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes responses: a head and content in, bytes out (RFC 9112 sections 4 and 6). It never does I/O: it fills the
 * buffer that it is given, as far as that goes, and remembers where it stopped.
 *
 * <p>For each response: {@link #begin}, then {@link #content} until all content is taken, then {@link #end}; each call
 * says whether it got done, and is made again with more room where not. The bytes are the same however small the
 * buffers are. Which fields frame the content follows from status, method and version alone:
 *
 * <pre>
 * status 1xx, 204, 304           no content, no framing field
 * answer to HEAD                 no content; Content-Length as for GET, where it is known
 * status 205                     no content, Content-Length: 0
 * length known                   Content-Length
 * length unknown, HTTP/1.1       Transfer-Encoding: chunked
 * length unknown, HTTP/1.0       the content ends where the connection does
 * </pre>
 *
 * <p>A Content-Length that is not that of the content on the wire, or of what GET would have sent, is worse than none,
 * so HEAD of an unknown length and 304 have none (RFC 9110 section 8.6). 204 ends with its head and 205 says that it is
 * empty (RFC 9110 sections 15.3.5 and 15.3.6). Chunked is the one transfer coding written: a client that sends no TE
 * takes no other (RFC 9112 section 7.4).
 *
 * <p>Every final response has a Date, as a server with a clock owes it to all but 5xx (RFC 9110 section 6.6.1). It gets
 * no Server, which would tell an attacker what to try (RFC 9110 section 10.2.4), and no Age, which would say that a
 * cache had kept it (RFC 9111 section 5.1).
 */
public final class ResponseWriter {
    private enum Framing { NO_CONTENT, LENGTH, CHUNKED, UNTIL_CLOSE }

    /** The interim response that asks for the content (RFC 9110 section 15.2.1). */
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] PROCESSING = ascii("HTTP/1.1 102 Processing\r\n\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] ZERO = ascii("0");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");

    /** Bytes of head or chunk framing that wait for room. */
    private byte[] pending = new byte[512];
    private int pendingFrom;
    private int pendingTo;

    private Framing framing = Framing.NO_CONTENT;
    private boolean closeAfter;
    private long contentBytesLeft;
    private int chunkBytesLeft;
    private boolean ended = true;

    /** Queues {@code 100 Continue}. To be called between responses; {@link #flush} then moves it. */
    public void interimContinue() {
        queueInterim(CONTINUE);
    }

    /**
     * Queues {@code 102 Processing}, which tells the client that the final response is still being made (RFC 2518
     * section 10.1). For a client that speaks HTTP/1.1 (RFC 9110 section 15.2).
     */
    public void interimProcessing() {
        queueInterim(PROCESSING);
    }

    private void queueInterim(byte[] response) {
        if (!ended) {
            throw new IllegalStateException("an interim response comes before the final one");
        }
        queue(response);
    }

    /**
     * Begins a response and queues its head.
     *
     * @param head        status, fields and length of the content
     * @param headRequest whether the request's method was HEAD
     * @param http10      whether the client speaks HTTP/1.0
     * @param persist     whether server and client wish to use the connection again
     * @param date        the value of the Date field, an IMF-fixdate
     */
    public void begin(ResponseHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        begin(new EncodedHead(head), headRequest, http10, persist, date);
    }

    // region: writer-begin
    /** The same with a head that may have been sent before: what does not change is encoded already. */
    public void begin(EncodedHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        if (!ended) {
            throw new IllegalStateException("the response before this one has not ended");
        }
        ended = false;
        boolean silent = headRequest || head.isWithoutContent();
        framing = silent ? Framing.NO_CONTENT
                : head.hasLength() ? Framing.LENGTH
                : http10 ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
        contentBytesLeft = framing == Framing.LENGTH ? head.length() : 0;
        chunkBytesLeft = 0;
        closeAfter = !persist || framing == Framing.UNTIL_CLOSE;

        makeRoomFor(head.bytesCount());
        pendingTo = head.put(date, pending, pendingTo);
        if (framing == Framing.CHUNKED) {
            queue(CHUNKED);
        }
        if (closeAfter) {
            queue(CLOSE);
        } else if (http10) {
            queue(KEEP_ALIVE);
        }
        queue(CRLF);
    }
    // endregion

    /** Whether the connection is closed behind this response. */
    public boolean closesAfter() {
        return closeAfter;
    }

    /** Whether the response has content on the wire; where not, whatever there is of it is left out. */
    public boolean hasContent() {
        return framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE || contentBytesLeft > 0;
    }

    /** Whether everything that was begun is ended and moved out. */
    public boolean betweenResponses() {
        return ended && pendingTo == 0;
    }

    /** How much memory is held for what waits to be moved out. */
    public int heldBytes() {
        return pending.length;
    }

    /** Whether the end of the content is the end of the connection, so that content that is cut short looks whole. */
    public boolean endsWithConnection() {
        return framing == Framing.UNTIL_CLOSE;
    }

    /** Moves what is queued to {@code out}; whether all of it had room. */
    public boolean flush(ByteBuffer out) {
        int count = Math.min(pendingTo - pendingFrom, out.remaining());
        out.put(pending, pendingFrom, count);
        pendingFrom += count;
        if (pendingFrom < pendingTo) {
            return false;
        }
        pendingFrom = 0;
        pendingTo = 0;
        return true;
    }

    /**
     * Moves content to {@code out}, as much as has room. With the chunked coding, what {@code source} holds at the
     * first call for it becomes one chunk: call again with the same source until it is empty.
     *
     * @return whether all of {@code source} is taken
     * @throws IllegalStateException where the source has more than was promised by the content's length
     */
    public boolean content(ByteBuffer source, ByteBuffer out) {
        if (!flush(out)) {
            return false;
        }
        if (framing == Framing.NO_CONTENT) {
            source.position(source.limit());
            return true;
        }
        if (framing == Framing.CHUNKED) {
            return chunk(source, out);
        }
        if (framing == Framing.LENGTH) {
            int count = Math.min(source.remaining(), out.remaining());
            countSent(source.remaining(), count);
        }
        move(source, out);
        return !source.hasRemaining();
    }

    /**
     * Queues a zero with which the size of the next chunk begins, whatever it will be: to write it is a way to learn
     * whether the client is still there, and to read it tells the client nothing ({@code chunk-size = 1*HEXDIG}, RFC
     * 9112 section 7.1).
     *
     * @return whether there is such a way: the content is chunked, and no chunk is begun
     */
    public boolean leadingZero() {
        boolean possible = framing == Framing.CHUNKED && !ended && chunkBytesLeft == 0;
        if (possible) {
            queue(ZERO);
        }
        return possible;
    }

    private boolean chunk(ByteBuffer source, ByteBuffer out) {
        if (chunkBytesLeft == 0) {
            if (!source.hasRemaining()) {
                return true;                            // an empty chunk would end the content
            }
            chunkBytesLeft = source.remaining();
            queue(ascii(Integer.toHexString(chunkBytesLeft)));
            queue(CRLF);
            if (!flush(out)) {
                return false;
            }
        }
        chunkBytesLeft -= move(source, out);
        if (chunkBytesLeft > 0) {
            return false;
        }
        queue(CRLF);
        return flush(out);
    }

    private static int move(ByteBuffer source, ByteBuffer out) {
        int count = Math.min(source.remaining(), out.remaining());
        int limit = source.limit();
        source.limit(source.position() + count);
        out.put(source);
        source.limit(limit);
        return count;
    }

    /**
     * Counts content that went to the peer on another way, from a file to the socket. For responses with a length
     * alone.
     */
    public void contentSentElsewhere(long bytes) {
        if (framing != Framing.LENGTH || pendingTo > 0) {
            throw new IllegalStateException("only behind a flushed head with a length");
        }
        countSent(bytes, bytes);
    }

    private void countSent(long offered, long sent) {
        if (offered > contentBytesLeft) {
            throw new IllegalStateException("more content than the " + contentBytesLeft + " bytes that are left of it");
        }
        contentBytesLeft -= sent;
    }

    /**
     * Ends the response.
     *
     * @return whether everything queued had room; call again where not
     * @throws IllegalStateException where less content came than was promised: the connection has to be closed, so that
     *                               the client can tell
     */
    public boolean end(ByteBuffer out) {
        if (!ended) {
            if (contentBytesLeft > 0 || chunkBytesLeft > 0) {
                throw new IllegalStateException(contentBytesLeft + chunkBytesLeft + " bytes of content are missing");
            }
            if (framing == Framing.CHUNKED) {
                queue(LAST_CHUNK);
            }
            ended = true;
        }
        return flush(out);
    }

    private void queue(byte[] bytes) {
        makeRoomFor(bytes.length);
        System.arraycopy(bytes, 0, pending, pendingTo, bytes.length);
        pendingTo += bytes.length;
    }

    private void makeRoomFor(int count) {
        if (pendingTo + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingTo + count));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
