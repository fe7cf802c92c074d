package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a response into bytes. It chooses the framing, and it puts the bytes into a buffer that may be too small for all of them. Whether
 * the connection stays open is not its concern.
 */
public final class AnswerWriter {
    static final long UNKNOWN_LENGTH = -1;
    private static final String CRLF = "\r\n";
    private static final Map<Integer, String> REASONS = Map.of(200, "OK", 204, "No Content", 304, "Not Modified", 404, "Not Found");
    private static final String[] PIECES = {"First piece, ", "and second.\n"};
    private static final int MUCH_ROOM = 8192;

    // region: framing
    /** How the client learns where the content ends. */
    enum Framing { NO_CONTENT, LENGTH, CHUNKED, UNTIL_CLOSE }

    static Framing framing(String method, String version, int status, long length) {
        if (method.equals("HEAD") || isWithoutContent(status)) {
            return Framing.NO_CONTENT;
        } else if (length != UNKNOWN_LENGTH) {
            return Framing.LENGTH;
        }
        return version.equals("HTTP/1.0") ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
    }

    private static boolean isWithoutContent(int status) {
        return status < 200 || status == 204 || status == 304;
    }
    // endregion

    private final Framing framing;
    private long contentBytesLeft;
    /** Bytes that wait for room. */
    private ByteBuffer pending = ByteBuffer.allocate(0);

    /**
     * Begins a response.
     *
     * @param method  that of the request
     * @param version the client's version of HTTP
     * @param length  of the content in bytes, or {@link #UNKNOWN_LENGTH}
     * @param fields  what the handler has to say
     */
    // region: head
    AnswerWriter(String method, String version, int status, long length, Map<String, String> fields, Instant now) {
        framing = framing(method, version, status, length);
        contentBytesLeft = length;
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "") + CRLF);
        head.append(line("Date", date(now)));
        fields.forEach((name, value) -> head.append(line(name, value)));
        if (length != UNKNOWN_LENGTH && !isWithoutContent(status)) {
            head.append(line("Content-Length", String.valueOf(length)));           // also for HEAD
        } else if (framing == Framing.CHUNKED) {
            head.append(line("Transfer-Encoding", "chunked"));
        } else if (framing == Framing.UNTIL_CLOSE) {
            head.append(line("Connection", "close"));
        }
        queue(head.append(CRLF).toString());
    }

    private static String date(Instant now) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC).format(now);
    }
    // endregion

    // region: line
    /** A field line. A control character in its value is a mistake of the program, or the trick of a stranger. */
    static String line(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[\t -~\u0080-\u00ff]*")) {
            throw new IllegalArgumentException("this is no field: " + name);
        }
        return name + ": " + value + CRLF;
    }
    // endregion

    // region: content
    /** Adds a piece of content. */
    void content(String piece) {
        if (framing == Framing.NO_CONTENT || piece.isEmpty()) {
            return;                                         // an empty chunk would be the last one
        }
        if (framing == Framing.CHUNKED) {
            queue(Integer.toHexString(piece.length()) + CRLF + piece + CRLF);
        } else {
            contentBytesLeft -= piece.length();
            if (framing == Framing.LENGTH && contentBytesLeft < 0) {
                throw new IllegalStateException("more content than the head has promised");
            }
            queue(piece);
        }
    }

    /** Ends the content. */
    void end() {
        if (framing == Framing.LENGTH && contentBytesLeft > 0) {
            throw new IllegalStateException("less content than the head has promised");
        } else if (framing == Framing.CHUNKED) {
            queue("0" + CRLF + CRLF);
        }
    }
    // endregion

    // region: flush
    /** Moves bytes to the buffer; returns whether all of them had room. If not, call it again later. */
    boolean flush(ByteBuffer out) {
        int count = Math.min(pending.remaining(), out.remaining());
        out.put(pending.slice(pending.position(), count));
        pending.position(pending.position() + count);
        return !pending.hasRemaining();
    }

    private void queue(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);           // one byte for each character
        pending = ByteBuffer.allocate(pending.remaining() + bytes.length).put(pending).put(bytes).flip();
    }
    // endregion

    /**
     * Prints a response, as the client's method and version and the status want it: {@code GET HTTP/1.1 200 unknown 16}. The fourth word
     * tells whether the length is known before; the last one is the size of the buffer, and may be missing.
     */
    public static void main(String[] arguments) {
        long length = arguments[3].equals("known") ? String.join("", PIECES).length() : UNKNOWN_LENGTH;
        ByteBuffer out = ByteBuffer.allocate(arguments.length > 4 ? Integer.parseInt(arguments[4]) : MUCH_ROOM);
        AnswerWriter writer = new AnswerWriter(arguments[0], arguments[1], Integer.parseInt(arguments[2]), length,
                Map.of("Content-Type", "text/plain"), Instant.now());
        for (String piece : PIECES) {
            writer.content(piece);
            sendAll(writer, out);
        }
        writer.end();
        sendAll(writer, out);
        send(out);
    }

    private static void sendAll(AnswerWriter writer, ByteBuffer out) {
        while (!writer.flush(out)) {
            send(out);
            System.out.println(" <- the buffer is full");
        }
    }

    /** The terminal takes the place of the socket: it takes all that is in the buffer. */
    private static void send(ByteBuffer out) {
        String text = new String(out.array(), 0, out.position(), ISO_8859_1);
        System.out.print(text.replace("\r", "\\r").replace("\n", "\\n\n"));
        out.clear();
    }
}
