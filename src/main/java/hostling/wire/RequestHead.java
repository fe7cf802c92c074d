package hostling.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The head of a request: request line and header section (RFC 9112 sections 3 and 5), with grammar and framing checked.
 *
 * <p>The parser owns it and reuses it for the next request: it is valid until the call of {@link RequestParser#next}
 * that follows the {@link Event.End} of its request. Strings are created on demand.
 */
public final class RequestHead implements Event {
    /** The four forms of a request target (RFC 9112 section 3.2). */
    public enum TargetForm {
        /** {@code /where?q=now}: the usual form, a path and a query (RFC 9112 section 3.2.1). */
        ORIGIN,
        /** {@code http://www.example.org/pub}: sent to proxies, accepted by every server (RFC 9112 section 3.2.2). */
        ABSOLUTE,
        /** {@code www.example.com:80}: only for CONNECT (RFC 9112 section 3.2.3). */
        AUTHORITY,
        /** {@code *}: the server as a whole, only for OPTIONS (RFC 9112 section 3.2.4). */
        ASTERISK
    }

    /** Fields that describe or frame the content of a request. */
    private static final Set<String> CONTENT_FIELDS = Set.of("content-type", "content-length", "content-encoding",
            "content-language", "content-location", "content-range", "content-disposition", "transfer-encoding", "trailer",
            "expect", "digest", "content-digest", "repr-digest", "last-modified");
    private static final String HOST = "Host";
    private static final int INITIAL_LINE_BYTES = 128;
    private static final int INITIAL_FIELD_BYTES = 512;

    private final ByteBuilder line = new ByteBuilder(INITIAL_LINE_BYTES);
    private final Fields fields = new Fields(INITIAL_FIELD_BYTES);
    private final Target target = new Target();
    private int methodEnd;
    private int targetEnd;
    private int minorVersion;
    private BodyFraming framing = BodyFraming.NONE;

    RequestHead() { }

    /** The method as sent; it is case-sensitive (RFC 9110 section 9.1). */
    public String method() {
        return line.text(0, methodEnd);
    }

    /** Whether the method is this one. */
    public boolean hasMethod(String method) {
        return line.is(method, 0, methodEnd);
    }

    /** The request target as sent. */
    public String target() {
        return line.text(targetStart(), targetEnd);
    }

    /** The form of the target. */
    public TargetForm targetForm() {
        return target.form();
    }

    /** The path of the target as sent, still percent-encoded; "/" for an absolute form without a path. */
    public String path() {
        return target.path(line);
    }

    /** The query of the target as sent, without its question mark; the empty string if there is none. */
    public String query() {
        return target.query(line);
    }

    /**
     * The requested host, in lower case and without a port. A host in the target overrides the Host field (RFC 9112
     * section 3.2.2); empty for HTTP/1.0 without either.
     */
    public String host() {
        return authority().host();
    }

    /** The port after {@link #host}, or -1 if it is missing or empty. */
    public int port() {
        return authority().port();
    }

    /**
     * The target and the Host field as sent, in one array: requests with the same address ask for the same resource.
     */
    public byte[] address() {
        int targetBytes = targetEnd - targetStart();
        byte[] address = new byte[targetBytes + 1 + fields.valueBytes(HOST)];
        line.copy(targetStart(), targetEnd, address, 0);
        address[targetBytes] = ' ';
        fields.copyValue(HOST, address, targetBytes + 1);
        return address;
    }

    /** Whether {@link #address} equals this one; creates no array. */
    public boolean hasAddress(byte[] address) {
        int targetBytes = targetEnd - targetStart();
        return address.length > targetBytes && address[targetBytes] == ' '
                && line.regionMatches(targetStart(), targetEnd, address, 0)
                && fields.valueMatches(HOST, address, targetBytes + 1);
    }

    /** A hash code of {@link #address}; creates no array. */
    public int addressHash() {
        return 31 * line.hash(targetStart(), targetEnd) + fields.valueHash(HOST);
    }

    /**
     * The head of a GET request in the place of this one, with its target: a copy without the fields that describe or
     * frame the content (RFC 9110 section 15.4). Unlike this head, nothing changes it.
     */
    public RequestHead asGet() {
        RequestHead copy = new RequestHead();
        copy.line.add("GET");
        copy.endMethod();
        line.copyTo(copy.line, targetStart(), targetEnd);
        copy.endTarget();
        line.copyTo(copy.line, targetEnd + 1, line.length());
        copy.endVersion();
        fields.copyTo(copy.fields, name -> !CONTENT_FIELDS.contains(name.toLowerCase(Locale.ROOT)));
        return copy;
    }

    private Authority authority() {
        Optional<Authority> sent = target.hasAuthority() ? target.authority(line) : fields.authority(HOST);
        return sent.orElse(Authority.NONE);
    }

    /** The digit after {@code HTTP/1.}; a version above 1.1 is treated as 1.1 (RFC 9110 section 6.2). */
    public int minorVersion() {
        return minorVersion;
    }

    /** Whether the client speaks HTTP/1.0, which has neither the chunked coding nor interim responses. */
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

    /** Whether the client wants the connection to persist (RFC 9112 section 9.3). */
    public boolean wantsPersistence() {
        return Persistence.isWanted(this);
    }

    // RequestParser fills a head in this order: bytes of the line and the ends of its parts, the fields, the framing.

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

    /** Ends the target; returns its violation, or null. */
    Violation endTarget() {
        targetEnd = line.length();
        line.add(' ');
        return target.read(this, targetEnd);
    }

    /** The number of bytes of the version so far. */
    int versionLength() {
        return line.length() - targetEnd - 1;
    }

    /** Ends the request line; returns the violation of its version, or null. */
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

    /** The memory that it holds, in bytes. */
    int heldBytes() {
        return line.capacity() + fields.heldBytes();
    }

    /**
     * The request line as far as received, for a log. An authority that may have a password before an at sign is left
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
        boolean mayHaveUserInfo = end == text.length() || text.substring(start, end).contains("@");
        return mayHaveUserInfo ? text.substring(0, start) + "…" + text.substring(end) : text;
    }

    void setFraming(BodyFraming chosen) {
        framing = chosen;
    }

    /** Prepares for another request; {@link FieldSectionReader} clears the fields that it fills. */
    void clear() {
        line.truncate(0);
        framing = BodyFraming.NONE;
    }
}
