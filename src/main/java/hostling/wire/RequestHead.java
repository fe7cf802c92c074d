package hostling.wire;

import java.util.Optional;

/**
 * The head of a request: request line and header section (RFC 9112 sections 3 and 5), checked as far as its grammar and
 * framing go.
 *
 * <p>It belongs to the parser and is used again for the next request: it holds until the call of
 * {@link RequestParser#next} that follows the {@link Event.End} of its request. Strings are made on demand.
 */
public final class RequestHead implements Event {
    /** The four forms that a target can have (RFC 9112 section 3.2). */
    public enum TargetForm {
        /** {@code /where?q=now}: the usual one, a path and a query (RFC 9112 section 3.2.1). */
        ORIGIN,
        /** {@code http://www.example.org/pub}: sent to proxies, understood by every server. */
        ABSOLUTE,
        /** {@code www.example.com:80}: for CONNECT alone (RFC 9112 section 3.2.3). */
        AUTHORITY,
        /** {@code *}: the server as a whole, for OPTIONS alone (RFC 9112 section 3.2.4). */
        ASTERISK
    }

    private static final String HOST = "Host";
    private static final int LINE_BYTES_AT_FIRST = 128;
    private static final int FIELD_BYTES_AT_FIRST = 512;

    private final ByteBuilder line = new ByteBuilder(LINE_BYTES_AT_FIRST);
    private final Fields fields = new Fields(FIELD_BYTES_AT_FIRST);
    private final Target target = new Target();
    private int methodEnd;
    private int targetEnd;
    private int minorVersion;
    private BodyFraming framing = BodyFraming.NONE;

    RequestHead() { }

    /** The method as it was sent; it is case-sensitive (RFC 9110 section 9.1). */
    public String method() {
        return line.text(0, methodEnd);
    }

    /** Whether the method is this one. */
    public boolean hasMethod(String method) {
        return line.is(method, 0, methodEnd);
    }

    /** The request target as it was sent. */
    public String target() {
        return line.text(targetStart(), targetEnd);
    }

    /** Which of its four forms the target has. */
    public TargetForm targetForm() {
        return target.form();
    }

    /** The path of the target as it was sent, percent encodings untouched; "/" for an absolute form without one. */
    public String path() {
        return target.path(line);
    }

    /** The query of the target without its question mark, as it was sent; the empty string where there is none. */
    public String query() {
        return target.query(line);
    }

    /**
     * The host that the request is for, in lower case and without a port: that of the target where it has one, whatever
     * the Host field says (RFC 9112 section 3.2.2), else that of the Host field; empty for HTTP/1.0 without either.
     */
    public String host() {
        return authority().host();
    }

    /** The port that goes with {@link #host}, or -1 where none was given. */
    public int port() {
        return authority().port();
    }

    /**
     * The target and the Host field as they were sent, in one: requests with the same address ask for the same resource.
     */
    public byte[] address() {
        int targetBytes = targetEnd - targetStart();
        byte[] address = new byte[targetBytes + 1 + fields.valueBytes(HOST)];
        line.copy(targetStart(), targetEnd, address, 0);
        address[targetBytes] = ' ';
        fields.copyValue(HOST, address, targetBytes + 1);
        return address;
    }

    /** Whether {@link #address} is this one. */
    public boolean hasAddress(byte[] address) {
        int targetBytes = targetEnd - targetStart();
        return address.length > targetBytes && address[targetBytes] == ' '
                && line.isSame(targetStart(), targetEnd, address, 0)
                && fields.isValue(HOST, address, targetBytes + 1);
    }

    /** A number that all heads with one address share. */
    public int addressHash() {
        return 31 * line.hash(targetStart(), targetEnd) + fields.valueHash(HOST);
    }

    private Authority authority() {
        Optional<Authority> sent = target.hasAuthority() ? target.authority(line) : fields.authority(HOST);
        return sent.orElse(Authority.NONE);
    }

    /** The digit behind {@code HTTP/1.}; a version above 1.1 means what 1.1 means (RFC 9110 section 6.2). */
    public int minorVersion() {
        return minorVersion;
    }

    /** Whether the client speaks HTTP/1.0, which knows neither chunked nor interim responses. */
    public boolean isHttp10() {
        return minorVersion == 0;
    }

    /** The header section. */
    public Fields fields() {
        return fields;
    }

    /** How the content is delimited (RFC 9112 section 6.3). */
    public BodyFraming framing() {
        return framing;
    }

    /** Whether the client waits for {@code 100 Continue}; HTTP/1.0 never does (RFC 9110 section 10.1.1). */
    public boolean expectsContinue() {
        return !framing.isEmpty() && !isHttp10() && fields.hasMember("Expect", "100-continue");
    }

    /**
     * Whether the client wants to use the connection again (RFC 9112 section 9.3). The options in Connection are the
     * same in either case (RFC 9110 section 7.6.1).
     */
    public boolean wantsPersistence() {
        if (!fields.has("Connection")) {
            return !isHttp10();
        }
        if (fields.hasMember("Connection", "close")) {
            return false;
        }
        return !isHttp10() || fields.hasMember("Connection", "keep-alive");
    }

    // What RequestParser does, in this order: bytes of the line and the ends of its parts, the fields, the framing.

    ByteBuilder line() {
        return line;
    }

    int targetStart() {
        return methodEnd + 1;
    }

    void endMethod() {
        methodEnd = line.length();
        line.add(' ');
    }

    /** Ends the target; what is wrong with it, or null. */
    Violation endTarget() {
        targetEnd = line.length();
        line.add(' ');
        return target.read(this, targetEnd);
    }

    /** How many bytes of the version there are so far. */
    int versionLength() {
        return line.length() - targetEnd - 1;
    }

    /** Ends the request line; what is wrong with its version, or null. */
    Violation endVersion() {
        int start = targetEnd + 1;
        int end = line.length();
        // HTTP-version = HTTP-name "/" DIGIT "." DIGIT
        boolean wellFormed = end - start == 8 && line.is("HTTP/", start, start + 5) && line.at(start + 6) == '.'
                && ByteClass.DIGITS[line.at(start + 5)] && ByteClass.DIGITS[line.at(start + 7)];
        if (!wellFormed) {
            return Violation.VERSION_SYNTAX;
        }
        minorVersion = line.at(start + 7) - '0';
        return line.at(start + 5) == '1' ? null : Violation.VERSION_UNSUPPORTED;
    }

    /** How much memory it takes. */
    int heldBytes() {
        return line.capacity() + fields.heldBytes();
    }

    /**
     * The request line as far as it has come, for a log. An authority that may have a password before an at sign is left
     * out (RFC 9110 section 4.2.4).
     */
    String lineSoFar() {
        String text = line.text(0, line.length());
        int start = text.indexOf("://") + 3;
        if (start < 3) {
            return text;
        }
        int end = start;
        while (end < text.length() && "/?# ".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean open = end == text.length() || text.substring(start, end).contains("@");
        return open ? text.substring(0, start) + "…" + text.substring(end) : text;
    }

    void frame(BodyFraming chosen) {
        framing = chosen;
    }

    /** Begins another request; the fields are cleared by the machine that fills them. */
    void clear() {
        line.cutTo(0);
        framing = BodyFraming.NONE;
    }
}
