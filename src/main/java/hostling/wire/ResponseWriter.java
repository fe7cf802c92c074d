package hostling.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes responses: a head and content in, bytes out (RFC 9112 sections 4 and 6). It never does I/O: it fills the
 * caller's buffer as far as there is room, and remembers where it stopped. A writer is not thread-safe.
 *
 * <p>For each response: {@link #begin}, then {@link #content} until all content is taken, then {@link #end}. The last two
 * return false if the buffer was too small; call them again with more room. The bytes do not depend on the size of the
 * buffers. Status, method, version and whether the length is known determine the framing:
 *
 * <pre>
 * status 1xx, 204, 304           no content, no framing field
 * response to HEAD               no content; Content-Length as for GET, if it is known
 * status 205                     no content, Content-Length: 0
 * length known                   Content-Length
 * length unknown, HTTP/1.1       Transfer-Encoding: chunked
 * length unknown, HTTP/1.0       the content ends when the connection closes
 * </pre>
 *
 * <p>A wrong Content-Length, one that differs from the content sent or from what GET would have sent, is worse than none.
 * So a 304, and a response to HEAD with an unknown length, have none (RFC 9110 section 8.6). A 204 ends with its head, and
 * a 205 declares that it is empty (RFC 9110 sections 15.3.5 and 15.3.6). Chunked is the only transfer coding written: a
 * client that sends no TE accepts no other (RFC 9112 section 7.4).
 *
 * <p>Every final response has a Date: a server with a clock must send it except in 5xx responses (RFC 9110 section
 * 6.6.1). The writer adds no Server, which would tell an attacker what to try (RFC 9110 section 10.2.4), and no Age,
 * which would mark the response as coming from a cache (RFC 9111 section 5.1).
 */
public final class ResponseWriter {
    private enum Framing { NO_CONTENT, LENGTH, CHUNKED, UNTIL_CLOSE }

    /** The interim response that asks for the content (RFC 9110 section 15.2.1). */
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    /** Every response begins with these bytes. */
    private static final byte[] VERSION = ascii("HTTP/1.1 ");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] ZERO = ascii("0");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] TIMING = ascii("Server-Timing: server;desc=\"request head to response head\";dur=");
    /** The response does not tell how long it took. */
    private static final long NOT_TOLD = -1;
    private static final int NANOS_PER_MICRO = 1_000;

    private final PendingBytes pending = new PendingBytes();
    private Framing framing = Framing.NO_CONTENT;
    private boolean closeAfter;
    private long contentBytesLeft;
    private int chunkBytesLeft;
    private boolean ended = true;

    /**
     * Queues {@code 100 Continue}; {@link #flush} then moves it out.
     *
     * @throws IllegalStateException while a final response is being written
     */
    public void interimContinue() {
        if (!ended) {
            throw new IllegalStateException("an interim response must precede the final response");
        }
        pending.add(CONTINUE);
    }

    /**
     * Begins a response and queues its head.
     *
     * @param head        status, fields and length of the content
     * @param headRequest whether the request's method was HEAD
     * @param http10      whether the client speaks HTTP/1.0
     * @param persist     whether both server and client want the connection to persist
     * @param date        the value of the Date field, an IMF-fixdate
     * @throws IllegalStateException while the previous response has not ended
     */
    public void begin(ResponseHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        begin(new EncodedHead(head), headRequest, http10, persist, date);
    }

    /** Like the other {@code begin}, with a head that is already encoded and may have been sent before. */
    public void begin(EncodedHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        begin(head, headRequest, http10, persist, date, NOT_TOLD);
    }

    // region: writer-begin
    /**
     * Like the other {@code begin}, with the field Server-Timing, which browsers show (W3C Server Timing).
     *
     * @param nanos how long the client has waited for this head, in nanoseconds
     */
    public void begin(EncodedHead head, boolean headRequest, boolean http10, boolean persist, String date, long nanos) {
        if (!ended) {
            throw new IllegalStateException("the previous response has not ended");
        }
        ended = false;
        framing = framing(head, headRequest, http10);
        contentBytesLeft = framing == Framing.LENGTH ? head.contentLength() : 0;
        chunkBytesLeft = 0;
        closeAfter = !persist || framing == Framing.UNTIL_CLOSE;

        head.addTo(pending, date);
        if (framing == Framing.CHUNKED) {
            pending.add(CHUNKED);
        }
        if (closeAfter) {
            pending.add(CLOSE);
        } else if (http10) {
            pending.add(KEEP_ALIVE);
        }
        if (nanos != NOT_TOLD) {
            addTiming(nanos);
        }
        pending.add(CRLF);
    }

    private static Framing framing(EncodedHead head, boolean headRequest, boolean http10) {
        if (headRequest || head.isWithoutContent()) {
            return Framing.NO_CONTENT;
        } else if (head.hasLength()) {
            return Framing.LENGTH;
        }
        return http10 ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
    }
    // endregion

    private void addTiming(long nanos) {
        pending.add(TIMING);
        pending.addMillis(nanos / NANOS_PER_MICRO);
        pending.add(CRLF);
    }

    /** Whether the connection must be closed after this response. */
    public boolean closesAfter() {
        return closeAfter;
    }

    /** Whether content is sent; if not, the caller may skip it. */
    public boolean hasContent() {
        return framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE || contentBytesLeft > 0;
    }

    /** Whether every response begun, if only by a probe, has ended and been moved out. */
    public boolean betweenResponses() {
        return ended && pending.isEmpty();
    }

    /** The memory, in bytes, held for what waits to be moved out. */
    public int heldBytes() {
        return pending.capacity();
    }

    /** Whether the content ends when the connection closes, so that truncated content looks complete. */
    public boolean isCloseDelimited() {
        return framing == Framing.UNTIL_CLOSE;
    }

    /** Moves queued bytes to {@code out}; returns whether all of them had room. */
    public boolean flush(ByteBuffer out) {
        return pending.moveTo(out);
    }

    /**
     * Moves as much content to {@code out} as there is room for. With the chunked coding, the bytes in {@code source} at
     * the first call become one chunk: call again with the same source until it is empty.
     *
     * @return whether all of {@code source} is taken and its framing written; if not, call again with more room
     * @throws IllegalStateException if the source exceeds the declared length of the content
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
     * Queues one byte that has to come next in any case, so that it has no meaning of its own to the client: before a
     * response, the next byte of its {@code HTTP/1.1}; in chunked content, a leading zero of the next chunk size, which is
     * legal ({@code chunk-size = 1*HEXDIG}, RFC 9112 section 7.1). Writing it reveals whether the client is still
     * connected.
     *
     * @return whether there was such a byte
     */
    public boolean queueProbe() {
        if (ended) {
            return pending.addAhead(VERSION);
        }
        boolean chunkSizeIsNext = framing == Framing.CHUNKED && chunkBytesLeft == 0;
        if (chunkSizeIsNext) {
            pending.add(ZERO);
        }
        return chunkSizeIsNext;
    }

    private boolean chunk(ByteBuffer source, ByteBuffer out) {
        if (chunkBytesLeft == 0) {
            if (!source.hasRemaining()) {
                return true;                            // an empty chunk would end the content
            }
            chunkBytesLeft = source.remaining();
            pending.add(Integer.toHexString(chunkBytesLeft));
            pending.add(CRLF);
            if (!flush(out)) {
                return false;
            }
        }
        chunkBytesLeft -= move(source, out);
        if (chunkBytesLeft > 0) {
            return false;
        }
        pending.add(CRLF);
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
     * Counts content that bypassed the writer, from a file directly to the socket. Only for responses with a
     * Content-Length.
     *
     * @throws IllegalStateException if Content-Length does not frame the content, or is exceeded, or the head is not flushed
     */
    public void countTransferred(long bytes) {
        if (framing != Framing.LENGTH || !pending.isEmpty()) {
            throw new IllegalStateException("only after a flushed head with a Content-Length");
        }
        countSent(bytes, bytes);
    }

    private void countSent(long offered, long sent) {
        if (offered > contentBytesLeft) {
            throw new IllegalStateException("more content than the " + contentBytesLeft + " bytes left");
        }
        contentBytesLeft -= sent;
    }

    /**
     * Ends the response.
     *
     * @return whether everything queued had room; if not, call again
     * @throws IllegalStateException if content is missing: the caller must close the connection, so that the client
     *                               notices
     */
    public boolean end(ByteBuffer out) {
        if (!ended) {
            if (contentBytesLeft > 0 || chunkBytesLeft > 0) {
                throw new IllegalStateException(contentBytesLeft + chunkBytesLeft + " bytes of content are missing");
            }
            if (framing == Framing.CHUNKED) {
                pending.add(LAST_CHUNK);
            }
            ended = true;
        }
        return flush(out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
