package hostling.wire;

import java.nio.charset.StandardCharsets;

/**
 * The head of a response as bytes, but for what differs from one sending to the next: the date, and whether the
 * connection stays. Who sends a head more than once keeps this, and it is copied in place of being written again.
 */
public final class EncodedHead {
    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}: an IMF-fixdate has this length, whatever it says. */
    private static final int DATE_BYTES = 29;

    private final byte[] bytes;
    private final int dateAt;
    private final long length;
    private final boolean withoutContent;

    /** Encodes a head. */
    public EncodedHead(ResponseHead head) {
        withoutContent = head.isWithoutContent();
        length = head.status() == 205 ? 0 : head.contentLength();
        String start = "HTTP/1.1 " + head.status() + " " + head.reason() + "\r\nDate: ";
        StringBuilder text = new StringBuilder(start).append("-".repeat(DATE_BYTES)).append("\r\n");
        for (FieldLine field : head.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (hasLength() && !withoutContent) {
            text.append("Content-Length: ").append(length).append("\r\n");
        }
        bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);      // FieldLine lets no other characters in
        dateAt = start.length();
    }

    /** Whether a response with this status never has content. */
    boolean isWithoutContent() {
        return withoutContent;
    }

    boolean hasLength() {
        return length != ResponseHead.UNKNOWN_LENGTH;
    }

    long length() {
        return length;
    }

    /** How many bytes {@link #put} writes. */
    int bytesCount() {
        return bytes.length;
    }

    /**
     * Writes the head up to and without the empty line.
     *
     * @return the index behind it
     */
    int put(String date, byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        for (int i = 0; i < DATE_BYTES; i++) {
            to[at + dateAt + i] = (byte) date.charAt(i);
        }
        return at + bytes.length;
    }
}
