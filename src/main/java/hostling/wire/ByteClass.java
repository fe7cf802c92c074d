package hostling.wire;

import java.nio.charset.StandardCharsets;

/**
 * The character classes of the grammar: for each rule a table of 256 booleans, built once from the rule itself. A
 * look-up costs the same for every byte and leaves no comparison to get wrong. The tables are shared and never written
 * after this class is loaded.
 */
final class ByteClass {
    private static final String DIGIT = "0123456789";
    private static final String ALPHA = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** All of {@link #TCHAR}. */
    static final String TCHARS = DIGIT + ALPHA + "!#$%&'*+-.^_`|~";

    /**
     * {@code tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT /
     * ALPHA} (RFC 9110 section 5.6.2).
     */
    static final boolean[] TCHAR = of(TCHARS);

    /**
     * {@code pchar = unreserved / pct-encoded / sub-delims / ":" / "@"} (RFC 3986 section 3.3), with "%" as a
     * plain character.
     */
    private static final String PCHAR = DIGIT + ALPHA + "-._~" + "!$&'()*+,;=" + ":@" + "%";

    /**
     * {@code absolute-path = 1*( "/" segment )}. Browsers also send {@code [ ] |} unencoded; these are unambiguous,
     * so they are accepted.
     */
    static final boolean[] PATH = of(PCHAR + "/" + "[]|");

    /** {@code query = *( pchar / "/" / "?" )}, and what browsers leave unencoded in it: {@code [ ] | \ ^ ` { }}. */
    static final boolean[] QUERY = of(PCHAR + "/?" + "[]|\\^`{}");

    /**
     * A request target of any form; its parts are checked when it is complete. There is no {@code #}: clients do not
     * send the fragment (RFC 3986 section 3.5).
     */
    static final boolean[] TARGET = QUERY;

    /**
     * The unreserved part of {@code reg-name} (RFC 3986 section 3.2.2). The grammar also allows sub-delims and
     * percent-encoding; no host name uses them, and servers disagree on a comma or an encoded slash.
     */
    static final boolean[] REG_NAME = of(DIGIT + ALPHA + "-._~");

    static final boolean[] DIGITS = of(DIGIT);
    static final boolean[] BLANK = of(" \t");

    /** Bytes that end a chunk size: the start of an extension, the end of the line, or a lone LF, which is refused later. */
    static final boolean[] SIZE_END = of("; \t\r\n");

    /** {@code field-vchar = VCHAR / obs-text}, with SP and HTAB between them (RFC 9110 section 5.5). */
    static final boolean[] FIELD_TEXT = fieldText();

    /** {@code qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text} (RFC 9110 section 5.6.4). */
    static final boolean[] QDTEXT = without(FIELD_TEXT, "\"\\");

    /** {@code HTTP-version = HTTP-name "/" DIGIT "." DIGIT} and nothing else (RFC 9112 section 2.3). */
    static final boolean[] VERSION = of("HTP/." + DIGIT);

    private ByteClass() { }

    private static boolean[] of(String members) {
        boolean[] table = new boolean[256];
        for (byte b : members.getBytes(StandardCharsets.US_ASCII)) {
            table[b] = true;
        }
        return table;
    }

    private static boolean[] fieldText() {
        boolean[] table = new boolean[256];
        for (int b = ' '; b < 256; b++) {
            table[b] = b != 0x7f;
        }
        table['\t'] = true;
        return table;
    }

    private static boolean[] without(boolean[] table, String members) {
        boolean[] rest = table.clone();
        for (byte b : members.getBytes(StandardCharsets.US_ASCII)) {
            rest[b] = false;
        }
        return rest;
    }

    /** Whether every character is a byte in the class. */
    static boolean allIn(boolean[] allowed, String text) {
        return text.chars().allMatch(c -> c < allowed.length && allowed[c]);
    }

    /** The value of a hexadecimal digit, 0 to 15, or -1 if the byte is none. */
    static int hexDigit(int b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Lower-cases A to Z; any other byte is returned unchanged. */
    static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
