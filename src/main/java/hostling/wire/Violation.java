package hostling.wire;

/**
 * Every reason for which a request is refused, by name: the status that answers it, the sentence that a person reads,
 * and the section of the RFC that it rests on. This is the one list of what the protocol core does not accept.
 *
 * <p>After any of them the next message boundary can't be trusted, so the connection is closed behind the answer.
 */
public enum Violation {
    // The request line (RFC 9112 section 3).
    METHOD_SYNTAX(400, "the method is not a token followed by one space", "RFC 9112 section 3.1"),
    METHOD_TOO_LONG(501, "the method is longer than any that is known here", "RFC 9112 section 3"),
    TARGET_SYNTAX(400, "the request target has a byte that a target can't have", "RFC 9112 section 3.2"),
    TARGET_FORM(400, "the request target has a form that its method can't have", "RFC 9112 section 3.2"),
    TARGET_PERCENT(400, "a percent sign in the request target is not followed by two hex digits",
            "RFC 3986 section 2.1"),
    TARGET_NUL(400, "the request target has an encoded NUL", "RFC 3986 section 7.3"),
    TARGET_AUTHORITY(400, "the authority in the request target is not host or host:port", "RFC 9110 section 4.2"),
    /** The answer to a request that went to the wrong server (RFC 9110 section 15.5.20). */
    TARGET_HTTPS(421, "an https resource is served over TLS alone, and this connection has none",
            "RFC 9110 section 7.4"),
    TARGET_TOO_LONG(414, "the request line is longer than this server reads", "RFC 9110 section 15.5.15"),
    VERSION_SYNTAX(400, "the request line does not end in HTTP/ and a version", "RFC 9112 section 2.3"),
    VERSION_UNSUPPORTED(505, "only HTTP/1.1 and HTTP/1.0 are spoken here", "RFC 9110 section 15.6.6"),
    LINE_ENDING(400, "a line does not end in CR LF", "RFC 9112 section 2.2"),

    // The field section (RFC 9112 section 5).
    FIELD_NAME_SYNTAX(400, "a field line does not begin with a token and a colon", "RFC 9112 section 5.1"),
    FIELD_LEADING_SPACE(400, "a line begins with white space: folded lines are obsolete", "RFC 9112 section 5.2"),
    FIELD_VALUE_SYNTAX(400, "a field value has a control character", "RFC 9110 section 5.5"),
    FIELDS_TOO_LARGE(431, "the header section is larger than this server reads", "RFC 6585 section 5"),
    FIELDS_TOO_MANY(431, "the header section has more fields than this server reads", "RFC 6585 section 5"),

    // The host (RFC 9112 section 3.2).
    HOST_MISSING(400, "an HTTP/1.1 request needs a Host field", "RFC 9112 section 3.2"),
    HOST_REPEATED(400, "a request has one Host field, not several", "RFC 9112 section 3.2"),
    HOST_SYNTAX(400, "the value of Host is not host or host:port", "RFC 9112 section 3.2"),

    // The framing of the body (RFC 9112 section 6).
    LENGTH_AND_CODING(400, "Content-Length and Transfer-Encoding do not go together", "RFC 9112 section 6.1"),
    LENGTH_SYNTAX(400, "the value of Content-Length is not a decimal number", "RFC 9112 section 6.3"),
    LENGTH_REPEATED(400, "a request has one Content-Length, not several", "RFC 9112 section 6.3"),
    CODING_SYNTAX(400, "the value of Transfer-Encoding is not a list of transfer codings", "RFC 9112 section 6.1"),
    CODING_NOT_CHUNKED_LAST(400, "the last transfer coding of a request is chunked, and chunked comes once",
            "RFC 9112 section 6.3"),
    CODING_UNKNOWN(501, "the only transfer coding known here is chunked", "RFC 9112 section 6.1"),
    CODING_IN_HTTP_1_0(400, "HTTP/1.0 has no Transfer-Encoding", "RFC 9112 section 6.1"),

    // The chunked coding (RFC 9112 section 7.1).
    CHUNK_SIZE(400, "a chunk size is not a hexadecimal number", "RFC 9112 section 7.1"),
    CHUNK_EXTENSION(400, "a chunk extension is not ;name or ;name=value", "RFC 9112 section 7.1.1"),
    CHUNK_EXTENSIONS_TOO_LARGE(400, "the chunk extensions are larger than this server reads", "RFC 9112 section 7.1.1"),
    CHUNK_DATA_END(400, "the data of a chunk is not followed by CR LF", "RFC 9112 section 7.1"),
    TRAILERS_TOO_LARGE(431, "the trailer section is larger than this server reads", "RFC 6585 section 5"),
    TRAILERS_TOO_MANY(431, "the trailer section has more fields than this server reads", "RFC 6585 section 5"),

    // Size and expectation.
    BODY_TOO_LARGE(413, "the content is larger than is taken here", "RFC 9110 section 15.5.14"),
    EXPECTATION_UNKNOWN(417, "the only expectation met here is 100-continue", "RFC 9110 section 10.1.1");

    private final int status;
    private final String reason;
    private final String section;

    Violation(int status, String reason, String section) {
        this.status = status;
        this.reason = reason;
        this.section = section;
    }

    /** The status code of the answer, 400 to 599. */
    public int status() {
        return status;
    }

    /** What is wrong, as a clause without a full stop; it repeats nothing that the client sent, so it can be shown. */
    public String reason() {
        return reason;
    }

    /** Where the rule stands, for example {@code RFC 9112 section 6.3}. */
    public String section() {
        return section;
    }
}
