package hostling.wire;

import java.nio.charset.StandardCharsets;

/**
 * The head of a response as bytes, except for what changes each time it is sent: the date, and whether the connection
 * persists. A caller that sends a head repeatedly keeps this object, so that the head is copied instead of encoded again.
 * It is immutable, so any thread may use it.
 */
public final class EncodedHead {
    private final byte[] beforeDate;
    private final byte[] afterDate;
    private final long contentLength;
    private final boolean withoutContent;

    /** Encodes a head. */
    public EncodedHead(ResponseHead head) {
        withoutContent = head.isWithoutContent();
        contentLength = head.status() == 205 ? 0 : head.contentLength();
        beforeDate = bytes("HTTP/1.1 " + head.status() + " " + head.reason() + "\r\nDate: ");
        StringBuilder text = new StringBuilder("\r\n");
        for (FieldLine field : head.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        if (hasLength() && !withoutContent) {
            text.append("Content-Length: ").append(contentLength).append("\r\n");
        }
        afterDate = bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);      // FieldLine admits no other characters
    }

    /** Whether a response with this status never has content. */
    boolean isWithoutContent() {
        return withoutContent;
    }

    /** Whether the length of the content is known. */
    boolean hasLength() {
        return contentLength != ResponseHead.UNKNOWN_LENGTH;
    }

    /** The length of the content in bytes, or {@link ResponseHead#UNKNOWN_LENGTH}. */
    long contentLength() {
        return contentLength;
    }

    /** Adds the head without the empty line that ends it. */
    void addTo(PendingBytes pending, String date) {
        pending.add(beforeDate);
        pending.add(date);
        pending.add(afterDate);
    }
}
