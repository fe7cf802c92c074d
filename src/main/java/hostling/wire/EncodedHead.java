package hostling.wire;

import java.nio.charset.StandardCharsets;

/**
 * The head of a response as bytes, except for what changes each time it is sent: the date, and whether the connection
 * persists. A caller that sends a head repeatedly keeps this object, so that the head is copied instead of encoded again.
 * It is immutable, so any thread may use it.
 */
public final class EncodedHead {
    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}: every IMF-fixdate has this length. */
    private static final int DATE_BYTES = 29;

    private final byte[] bytes;
    private final int dateAt;
    private final long contentLength;
    private final boolean withoutContent;

    /** Encodes a head. */
    public EncodedHead(ResponseHead head) {
        withoutContent = head.isWithoutContent();
        contentLength = head.status() == 205 ? 0 : head.contentLength();
        String start = "HTTP/1.1 " + head.status() + " " + head.reason() + "\r\nDate: ";
        StringBuilder text = new StringBuilder(start).append("-".repeat(DATE_BYTES)).append("\r\n");
        for (FieldLine field : head.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (hasLength() && !withoutContent) {
            text.append("Content-Length: ").append(contentLength).append("\r\n");
        }
        bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);      // FieldLine admits no other characters
        dateAt = start.length();
    }

    /** Whether a response with this status never has content. */
    boolean isWithoutContent() {
        return withoutContent;
    }

    boolean hasLength() {
        return contentLength != ResponseHead.UNKNOWN_LENGTH;
    }

    long contentLength() {
        return contentLength;
    }

    /** The number of bytes that {@link #put} writes. */
    int bytesCount() {
        return bytes.length;
    }

    /**
     * Writes the head without the empty line that ends it.
     *
     * @return the index after its last byte
     */
    int put(String date, byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        for (int i = 0; i < DATE_BYTES; i++) {
            to[at + dateAt + i] = (byte) date.charAt(i);
        }
        return at + bytes.length;
    }
}
