package hostling.wire;

/**
 * The head of a response as bytes, except for what changes each time it is sent: the date, and whether the connection
 * persists. A caller that sends a head repeatedly keeps this object, so that the head is copied instead of encoded again.
 * It is immutable, so any thread may use it.
 *
 * <pre>
 * HTTP/1.1 SP status SP reason CRLF
 * Date: SP date CRLF
 * name: SP value CRLF                for each field, in the order of the application
 * Content-Length: SP length CRLF     if it is known, and the status is not one that never has content
 * </pre>
 *
 * <p>Your task: write the constructor and {@link #addTo}. What you remember between them is up to you.
 */
public final class EncodedHead {
    private final long contentLength;
    private final boolean withoutContent;

    /**
     * Encodes a head. A character is one byte (ISO 8859-1). The length of a 205 is 0, whatever the application says.
     * {@link ResponseHead#isWithoutContent} tells whether the status never has content.
     */
    public EncodedHead(ResponseHead head) {
        throw new UnsupportedOperationException("not written yet");
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
        throw new UnsupportedOperationException("not written yet");
    }
}
