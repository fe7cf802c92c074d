package hostling.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** <b>Percent-encoding</b> of the bytes of UTF-8 (RFC 3986 section 2). */
public final class PercentCoding {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    /** Characters that need no encoding in a path or query, and the percent sign that begins an encoding. */
    private static final String URI_CHARACTERS = UNRESERVED + "!$&'()*+,;=:@/?%";
    /** The same, and the delimiters of a fragment and of an IPv6 address. */
    private static final String REFERENCE_CHARACTERS = URI_CHARACTERS + "#[]";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() { }

    /**
     * Encodes every byte except the unreserved characters, which need no encoding anywhere in a URI (RFC 3986 section
     * 2.3). Reserved characters are encoded too, because they could be delimiters where the text is inserted (RFC 3986
     * section 2.2).
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            append(encoded, b & 0xff, UNRESERVED);
        }
        return encoded.toString();
    }

    /** Decodes the text exactly once; empty if the result is not UTF-8 or a percent sign lacks its two hex digits. */
    public static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.put(encoded[i]);
            } else if (i + 2 < encoded.length && octet(encoded[i + 1], encoded[i + 2]) >= 0) {
                bytes.put((byte) octet(encoded[i + 1], encoded[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Normalises a path (RFC 3986 sections 6.2.2.1 and 6.2.2.2): decodes unreserved characters, turns hex digits to upper
     * case and encodes characters that are not allowed in a URI. Equivalent paths become equal, and no new delimiter
     * appears.
     */
    static String normalise(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int octet = c == '%' && i + 2 < path.length() ? octet(path.charAt(i + 1), path.charAt(i + 2)) : -1;
            if (octet >= 0) {
                i += 2;
                append(normal, octet, UNRESERVED);
            } else {
                append(normal, c, URI_CHARACTERS);
            }
        }
        return normal.toString();
    }

    /**
     * Encodes the characters that are not allowed in a query, such as the brackets and lone percent signs that browsers
     * send. What is encoded already stays.
     *
     * @param query one character for each octet
     */
    public static String encodeQuery(String query) {
        return encodeInvalid(query, URI_CHARACTERS);
    }

    /**
     * Encodes the characters that are not allowed in a URI reference, such as the spaces that scripts write. What is
     * encoded already stays.
     *
     * @param reference one character for each octet
     */
    public static String encodeReference(String reference) {
        return encodeInvalid(reference, REFERENCE_CHARACTERS);
    }

    private static String encodeInvalid(String text, String valid) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean isLonePercent = text.charAt(i) == '%' && !isEncoding(text, i);
            append(encoded, text.charAt(i), isLonePercent ? UNRESERVED : valid);
        }
        return encoded.toString();
    }

    private static boolean isEncoding(String text, int percent) {
        return percent + 2 < text.length() && octet(text.charAt(percent + 1), text.charAt(percent + 2)) >= 0;
    }

    /**
     * Decodes a name or value of a query or form: a plus sign is a space, a percent sign without two hex digits stands
     * for itself, and what is not UTF-8 becomes replacement characters. (The URL standard, section 5.1.)
     */
    static String decodeForm(String text) {
        String plain = text.replace('+', ' ');
        if (plain.indexOf('%') < 0) {
            return plain;
        }
        byte[] encoded = plain.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int octet = encoded[i] == '%' && i + 2 < encoded.length ? octet(encoded[i + 1], encoded[i + 2]) : -1;
            decoded.put(octet < 0 ? encoded[i] : (byte) octet);
            i += octet < 0 ? 0 : 2;
        }
        return StandardCharsets.UTF_8.decode(decoded.flip()).toString();
    }

    private static void append(StringBuilder out, int octet, String unencoded) {
        if (octet > 0xff || unencoded.indexOf(octet) >= 0) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
        }
    }

    /** The octet that two hex digits encode, or -1 if one is not a hex digit. */
    private static int octet(int high, int low) {
        int h = HEX.indexOf(Character.toUpperCase(high));
        int l = HEX.indexOf(Character.toUpperCase(low));
        return h < 0 || l < 0 ? -1 : 16 * h + l;
    }
}
