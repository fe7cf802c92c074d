package hostling.wire;

import java.util.List;

/**
 * Where the content of a request ends (RFC 9112 section 6.3). The head alone decides, and the method plays no part: a
 * GET may carry content and a POST none.
 *
 * <p><b>Request smuggling</b> attacks this decision: if two servers on the path of a message disagree on it, the second
 * takes the end of one request for the beginning of another. So every ambiguous message is refused, even if the RFC
 * would allow a repair (RFC 9110 section 2.4).
 *
 * <p>Names of transfer codings are case-insensitive (RFC 9112 section 7). The server supports no compression coding, so
 * parameters of one, which are always an error (RFC 9112 section 7.2), make no difference.
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

    // region: framing
    /** Chooses by version, Transfer-Encoding and Content-Length. */
    static BodyFraming of(RequestHead head) {
        Fields fields = head.fields();
        if (fields.has("Transfer-Encoding")) {
            if (fields.has("Content-Length")) {
                return new Refused(Violation.LENGTH_AND_CODING);
            }
            return head.isHttp10() ? new Refused(Violation.CODING_IN_HTTP_1_0) : ofCodings(fields);
        }
        return fields.has("Content-Length") ? ofLength(fields.all("Content-Length")) : NONE;
    }

    private static BodyFraming ofCodings(Fields fields) {
        List<String> codings = fields.members("Transfer-Encoding");
        int last = codings.size() - 1;
        if (codings.isEmpty() || !codings.stream().allMatch(TransferCoding::isValid)) {
            return new Refused(Violation.CODING_SYNTAX);
        }
        boolean chunkedOnce = codings.stream().filter("chunked"::equalsIgnoreCase).count() == 1;
        if (!chunkedOnce || !"chunked".equalsIgnoreCase(codings.get(last))) {
            return new Refused(Violation.CODING_NOT_CHUNKED_LAST);
        }
        return last == 0 ? new Chunked() : new Refused(Violation.CODING_UNKNOWN);
    }

    private static BodyFraming ofLength(List<String> values) {
        String value = values.get(0);
        if (values.size() > 1 || value.indexOf(',') >= 0) {
            return new Refused(Violation.LENGTH_REPEATED);
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Refused(Violation.LENGTH_SYNTAX);
        }
        return new Length(saturated(value));
    }
    // endregion

    /**
     * The value of the digits, saturated just above the largest limit, so that it can't overflow (RFC 9110 section 8.6).
     */
    private static long saturated(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = Math.min(value * 10 + digits.charAt(i) - '0', Limits.BODY_BYTES_LIMIT + 1);
        }
        return value;
    }
}
