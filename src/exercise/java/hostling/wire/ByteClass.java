package hostling.wire;

/**
 * The character classes of the grammar: for each rule a table of 256 booleans, one for each byte. A look-up costs the same for
 * every byte and leaves no comparison to get wrong.
 *
 * <p>Your task: fill the tables, and write the three methods. A table that is built by a method of yours, from the characters in a
 * text, is easier to read and to check than 256 values. Private fields and methods are yours to choose.
 */
final class ByteClass {
    /**
     * All of {@link #TCHAR}, each once, in any order: {@code tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." /
     * "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA} (RFC 9110 section 5.6.2).
     */
    static final String TCHARS = "";

    /** The characters of a token, as {@link #TCHARS} has them. */
    static final boolean[] TCHAR = new boolean[256];

    /**
     * {@code pchar / "/"}, with {@code pchar = unreserved / pct-encoded / sub-delims / ":" / "@"} (RFC 3986 section 3.3) and "%" as
     * a plain character. {@code unreserved} is {@link #REG_NAME}, and {@code sub-delims} are {@code ! $ & ' ( ) * + , ; =}
     * (RFC 3986 section 2.2). Browsers also send {@code [ ] |} unencoded; these are accepted.
     */
    static final boolean[] PATH = new boolean[256];

    /** {@code query = *( pchar / "/" / "?" )}, and what browsers leave unencoded in it: {@code [ ] | \ ^ ` { }}. */
    static final boolean[] QUERY = new boolean[256];

    /** A request target of any form: the same as {@link #QUERY}. */
    static final boolean[] TARGET = new boolean[256];

    /** {@code unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"} (RFC 3986 section 2.3): a host name is made of it. */
    static final boolean[] REG_NAME = new boolean[256];

    /** {@code DIGIT}: 0 to 9. */
    static final boolean[] DIGITS = new boolean[256];

    /** SP and HTAB. */
    static final boolean[] BLANK = new boolean[256];

    /** Bytes that end a chunk size: semicolon, SP, HTAB, CR and LF. */
    static final boolean[] SIZE_END = new boolean[256];

    /**
     * {@code field-vchar = VCHAR / obs-text}, with SP and HTAB between them (RFC 9110 section 5.5). VCHAR is %x21-7E, obs-text is
     * %x80-FF.
     */
    static final boolean[] FIELD_TEXT = new boolean[256];

    /** {@code qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text} (RFC 9110 section 5.6.4). */
    static final boolean[] QDTEXT = new boolean[256];

    /** The bytes of {@code HTTP-version = HTTP-name "/" DIGIT "." DIGIT} (RFC 9112 section 2.3). */
    static final boolean[] VERSION = new boolean[256];

    private ByteClass() { }

    /** Whether every character is a byte in the class. A character beyond 255 is no byte. */
    static boolean allIn(boolean[] allowed, String text) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The value of a hexadecimal digit, 0 to 15, or -1 if the byte is none. */
    static int hexDigit(int b) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Lower-cases A to Z; any other byte is returned unchanged. */
    static int lower(int b) {
        throw new UnsupportedOperationException("not written yet");
    }
}
