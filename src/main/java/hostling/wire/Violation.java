package hostling.wire;

/**
 * Every reason to refuse a request: the status of the response, a clause for a human reader, and the section of the RFC
 * that justifies it. This is the complete list of what the protocol core does not accept.
 *
 * <p>After a violation the next message boundary can't be trusted, so the server closes the connection after the
 * response.
 */
public enum Violation {
    // The request line (RFC 9112 section 3).
    TLS(400, "this is TLS, but this port speaks plain HTTP: use http:// instead of https://", "RFC 9110 section 4.2.2"),
    HTTP2_PREFACE(505, "this is HTTP/2, but this server speaks only HTTP/1.1 and HTTP/1.0", "RFC 9113 section 3.4"),
    PROXY_HEADER_MISSING(400, "the address of this client is that of a trusted proxy, which has to begin with a header of the "
            + "PROXY protocol", "proxy-protocol.txt section 2"),
    PROXY_HEADER_SYNTAX(400, "the header of the PROXY protocol is invalid", "proxy-protocol.txt section 2"),
    METHOD_SYNTAX(400, "the method is not a token followed by one space", "RFC 9112 section 3.1"),
    METHOD_TOO_LONG(501, "the method is longer than any that this server supports", "RFC 9112 section 3"),
    TARGET_SYNTAX(400, "the request target is empty or contains an invalid byte", "RFC 9112 section 3.2"),
    TARGET_FORM(400, "the request target has a form that the method does not allow", "RFC 9112 section 3.2"),
    TARGET_PERCENT(400, "a percent sign in the request target is not followed by two hex digits",
            "RFC 3986 section 2.1"),
    TARGET_NUL(400, "the request target contains a percent-encoded NUL", "RFC 3986 section 7.3"),
    TARGET_AUTHORITY(400, "the authority in the request target is not host or host:port", "RFC 9110 section 4.2"),
    /** 421 tells the client that the request went to the wrong server (RFC 9110 section 15.5.20). */
    TARGET_HTTPS(421, "https resources are served only over TLS, and this connection does not use it",
            "RFC 9110 section 7.4"),
    TARGET_TOO_LONG(414, "the request line is longer than this server accepts", "RFC 9110 section 15.5.15"),
    VERSION_SYNTAX(400, "the request line does not end with an HTTP version, such as HTTP/1.1", "RFC 9112 section 2.3"),
    VERSION_UNSUPPORTED(505, "this server supports only HTTP/1.1 and HTTP/1.0", "RFC 9110 section 15.6.6"),
    LINE_ENDING(400, "a line does not end with CRLF", "RFC 9112 section 2.2"),

    // The field section (RFC 9112 section 5).
    FIELD_NAME_SYNTAX(400, "a field line does not begin with a token and a colon", "RFC 9112 section 5.1"),
    FIELD_LEADING_SPACE(400, "a field line begins with whitespace: line folding is obsolete", "RFC 9112 section 5.2"),
    FIELD_VALUE_SYNTAX(400, "a field value contains a control character", "RFC 9110 section 5.5"),
    FIELDS_TOO_LARGE(431, "the header section is larger than this server accepts", "RFC 6585 section 5"),
    FIELDS_TOO_MANY(431, "the header section has more field lines than this server accepts", "RFC 6585 section 5"),
    FIELD_REPEATED(400, "a field that may occur only once is repeated", "RFC 9110 section 5.3"),

    // The host (RFC 9112 section 3.2).
    HOST_MISSING(400, "an HTTP/1.1 request needs a Host field", "RFC 9112 section 3.2"),
    HOST_REPEATED(400, "the request has more than one Host field", "RFC 9112 section 3.2"),
    HOST_SYNTAX(400, "the value of Host is not host or host:port", "RFC 9112 section 3.2"),

    // The framing of the body (RFC 9112 section 6).
    LENGTH_AND_CODING(400, "the request has both Content-Length and Transfer-Encoding", "RFC 9112 section 6.1"),
    LENGTH_SYNTAX(400, "the value of Content-Length is not a decimal number", "RFC 9112 section 6.3"),
    LENGTH_REPEATED(400, "the request has more than one Content-Length", "RFC 9112 section 6.3"),
    CODING_SYNTAX(400, "the value of Transfer-Encoding is not a list of transfer codings", "RFC 9112 section 6.1"),
    CODING_NOT_CHUNKED_LAST(400, "the last transfer coding of a request must be chunked, applied only once",
            "RFC 9112 section 6.3"),
    CODING_UNKNOWN(501, "the only transfer coding that this server supports is chunked", "RFC 9112 section 6.1"),
    CODING_IN_HTTP_1_0(400, "HTTP/1.0 has no Transfer-Encoding", "RFC 9112 section 6.1"),

    // The chunked coding (RFC 9112 section 7.1).
    CHUNK_SIZE(400, "a chunk size is not a hexadecimal number", "RFC 9112 section 7.1"),
    CHUNK_EXTENSION(400, "a chunk extension is not ;name or ;name=value", "RFC 9112 section 7.1.1"),
    CHUNK_EXTENSIONS_TOO_LARGE(400, "the chunk extensions are larger than this server accepts",
            "RFC 9112 section 7.1.1"),
    CHUNK_DATA_END(400, "the data of a chunk is not followed by CRLF", "RFC 9112 section 7.1"),
    TRAILERS_TOO_LARGE(431, "the trailer section is larger than this server accepts", "RFC 6585 section 5"),
    TRAILERS_TOO_MANY(431, "the trailer section has more field lines than this server accepts", "RFC 6585 section 5"),

    // Size and expectation.
    BODY_TOO_LARGE(413, "the content is larger than this server accepts", "RFC 9110 section 15.5.14"),
    EXPECTATION_UNKNOWN(417, "the only expectation that this server supports is 100-continue", "RFC 9110 section 10.1.1");

    private final int status;
    private final String reason;
    private final String section;

    Violation(int status, String reason, String section) {
        this.status = status;
        this.reason = reason;
        this.section = section;
    }

    /** The status code of the response, 400 to 599. */
    public int status() {
        return status;
    }

    /** What is wrong, as a clause without a full stop. It repeats no client input, so it is safe to display. */
    public String reason() {
        return reason;
    }

    /** The section that has the rule, for example {@code RFC 9112 section 6.3}. */
    public String section() {
        return section;
    }
}
