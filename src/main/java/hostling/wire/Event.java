package hostling.wire;

import java.nio.ByteBuffer;

/**
 * The output of {@link RequestParser#next}: for each request a {@link RequestHead}, then one {@link BodyPart} for each
 * piece in which its content arrives, then an {@link End}. A request without content yields a head and an end.
 */
public sealed interface Event permits RequestHead, Event.BodyPart, Event.End {

    /**
     * A piece of the content, without its framing.
     *
     * @param bytes a read-only view of the caller's own buffer: copy what you need before the next call
     */
    record BodyPart(ByteBuffer bytes) implements Event { }

    /**
     * The request is complete; the next byte belongs to the next request.
     *
     * @param trailers the trailer section, empty for most requests. It is kept apart (RFC 9110 section 6.5.2) and never
     *                 merged into the head: it arrives after the decisions that its fields could have influenced (RFC
     *                 9112 section 7.1.2, RFC 9110 section 6.5.1)
     */
    record End(Fields trailers) implements Event {
        static final End WITHOUT_TRAILERS = new End(Fields.NONE);
    }
}
