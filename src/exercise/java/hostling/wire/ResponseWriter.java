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
 * <p>Your task: write the methods up to {@link #interimContinue}. What is below them is ready. It makes the server faster, or finds
 * out which clients have left, and needs that the fields are what their comments say. {@link PendingBytes} has {@code add} for bytes
 * and for a text, and {@code moveTo}.
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
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] ZERO = ascii("0");
    private static final byte[] TIMING = ascii("Server-Timing: server;desc=\"request head to response head\";dur=");
    /** The response does not tell how long it took. */
    private static final long NOT_TOLD = -1;
    private static final int NANOS_PER_MICRO = 1_000;

    /** Bytes that wait for room in the caller's buffer: heads, and the framing of chunks. */
    private final PendingBytes pending = new PendingBytes();
    /** How the current response is framed. */
    private Framing framing = Framing.NO_CONTENT;
    /** Whether the connection has to be closed after the current response. */
    private boolean closeAfter;
    /** How much of the content is still missing, if the length is known; else 0. */
    private long contentBytesLeft;
    /** How much of the current chunk is still missing; 0 if the next thing is the size of a chunk. */
    private int chunkBytesLeft;
    /** Whether there is no response that has begun, and not ended yet. */
    private boolean ended = true;

    /**
     * Begins a response and queues its head: what the encoded head has, {@code Transfer-Encoding: chunked} if this is the framing, a
     * field Connection if it is needed, the time, and the empty line.
     *
     * <p>The connection is closed after the response if one of both sides does not want it to persist, or if that ends the content.
     * Then the field is {@code Connection: close}. If it persists, HTTP/1.0 has to be told so with {@code Connection: keep-alive}, and
     * HTTP/1.1 needs no field.
     *
     * @param head        status, fields and length of the content
     * @param headRequest whether the request's method was HEAD
     * @param http10      whether the client speaks HTTP/1.0
     * @param persist     whether both server and client want the connection to persist
     * @param date        the value of the Date field, an IMF-fixdate
     * @param nanos       how long the client has waited for this head; if it is not {@link #NOT_TOLD}, call {@link #addTiming}
     * @throws IllegalStateException while the previous response has not ended
     */
    public void begin(EncodedHead head, boolean headRequest, boolean http10, boolean persist, String date, long nanos) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Whether content is sent; if not, the caller may skip it. With a Content-Length, none is sent if none is missing. */
    public boolean hasContent() {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Moves as much content to {@code out} as there is room for. With the chunked coding, the bytes in {@code source} at
     * the first call become one chunk: call again with the same source until it is empty. What still waits in {@code pending} goes out
     * first. If the framing is {@link Framing#NO_CONTENT}, all of {@code source} is skipped. A 205 is no such response: it has the
     * length 0, which any content exceeds.
     *
     * @return whether all of {@code source} is taken and its framing written; if not, call again with more room
     * @throws IllegalStateException if the source exceeds the declared length of the content; then none of it was moved
     */
    public boolean content(ByteBuffer source, ByteBuffer out) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Counts content of a response with a Content-Length.
     *
     * @param offered how many bytes the application gives
     * @param sent    how many of them are sent now
     * @throws IllegalStateException if more is offered than is missing
     */
    private void countSent(long offered, long sent) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Ends the response, with the last chunk if its content is chunked. It is called until it returns true.
     *
     * @return whether everything queued had room; if not, call again
     * @throws IllegalStateException if content is missing: the caller must close the connection, so that the client
     *                               notices
     */
    public boolean end(ByteBuffer out) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Queues {@code 100 Continue}; {@link #flush} then moves it out.
     *
     * @throws IllegalStateException while a final response is being written
     */
    public void interimContinue() {
        throw new UnsupportedOperationException("not written yet");
    }

    // All below is ready.

    /** Like the other {@code begin}, with a head that is not encoded yet. */
    public void begin(ResponseHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        begin(new EncodedHead(head), headRequest, http10, persist, date);
    }

    /** Like the other {@code begin}, without the time. */
    public void begin(EncodedHead head, boolean headRequest, boolean http10, boolean persist, String date) {
        begin(head, headRequest, http10, persist, date, NOT_TOLD);
    }

    private void addTiming(long nanos) {
        pending.add(TIMING);
        pending.addMillis(nanos / NANOS_PER_MICRO);
        pending.add(CRLF);
    }

    /** Whether the connection must be closed after this response. */
    public boolean closesAfter() {
        return closeAfter;
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
