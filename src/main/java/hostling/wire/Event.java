package hostling.wire;

import java.nio.ByteBuffer;

/**
 * What comes out of {@link RequestParser#next}: for each request a {@link RequestHead}, then as many {@link BodyPart}s
 * as its content arrives in, then an {@link End}. A request without content gives a head and an end.
 */
public sealed interface Event permits RequestHead, Event.BodyPart, Event.End {

    /**
     * Some of the content, with the framing taken off.
     *
     * @param bytes a read-only view of the caller's own buffer: take what you need of it before the next call
     */
    record BodyPart(ByteBuffer bytes) implements Event { }

    /**
     * The request is whole; the next byte belongs to the next one.
     *
     * @param trailers the trailer section, empty for most requests. It is a set of its own (RFC 9110 section 6.5.2) and
     *                 never merged into the head: what a field there would do was decided before it came (RFC 9112
     *                 section 7.1.2, RFC 9110 section 6.5.1)
     */
    record End(Fields trailers) implements Event {
        static final End WITHOUT_TRAILERS = new End(Fields.NONE);
    }
}
