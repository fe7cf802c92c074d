package hostling.wire;

/**
 * Where the content of a request ends (RFC 9112 section 6.3). The head alone decides, and the method plays no part: a GET may
 * carry content and a POST none.
 *
 * <p><b>Request smuggling</b> attacks this decision: if two servers on the path of a message disagree on it, the second takes the
 * end of one request for the beginning of another. So every ambiguous message is refused, even if the RFC would allow a repair.
 *
 * <p>Your task: write {@link #of}. The rest is right as it is.
 */
public sealed interface BodyFraming {
    /** No content. */
    BodyFraming NONE = new Length(0);

    /** Content of the length that Content-Length gives. */
    record Length(long bytes) implements BodyFraming { }

    /** Content in the chunked transfer coding. */
    record Chunked() implements BodyFraming { }

    /** The end of this message can't be determined, so the request is refused. */
    record Refused(Violation violation) implements BodyFraming { }

    /** Whether it is known that no content follows the head. */
    default boolean isEmpty() {
        return this instanceof Length length && length.bytes() == 0;
    }

    /**
     * Chooses by version, Transfer-Encoding and Content-Length. In this order:
     *
     * <ul>
     * <li>both fields: refused with {@link Violation#LENGTH_AND_CODING}
     * <li>Transfer-Encoding in HTTP/1.0: {@link Violation#CODING_IN_HTTP_1_0}
     * <li>no member in Transfer-Encoding, or one that is not {@link TransferCoding#isValid}: {@link Violation#CODING_SYNTAX}
     * <li>chunked is not the last coding, or is there more than once: {@link Violation#CODING_NOT_CHUNKED_LAST}
     * <li>another coding before chunked: {@link Violation#CODING_UNKNOWN}
     * <li>two lines of Content-Length, or a comma in its value: {@link Violation#LENGTH_REPEATED}
     * <li>a Content-Length that is not made of the digits 0 to 9: {@link Violation#LENGTH_SYNTAX}
     * </ul>
     *
     * <p>Names of codings are case-insensitive. A length above {@link Limits#BODY_BYTES_LIMIT} is given as that limit plus one,
     * however many digits it has (RFC 9110 section 8.6).
     */
    static BodyFraming of(RequestHead head) {
        throw new UnsupportedOperationException("not written yet");
    }
}
