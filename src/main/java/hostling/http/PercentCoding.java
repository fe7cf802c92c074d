package hostling.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2), over the bytes of UTF-8. */
public final class PercentCoding {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    /** What stands for itself in a path or a query, and the percent sign that begins an encoding. */
    private static final String URI_CHARACTERS = UNRESERVED + "!$&'()*+,;=:@/?%";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() { }

    /**
     * The text with every byte encoded that is not unreserved: what stands for itself in any part of a URI (RFC 3986
     * section 2.3). Reserved characters are encoded too, since one of them could be a delimiter where the text goes
     * (RFC 3986 section 2.2).
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            append(encoded, b & 0xff, UNRESERVED);
        }
        return encoded.toString();
    }

    /** What the text means once, never twice; empty where the bytes are not UTF-8 or a percent sign stands alone. */
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
     * A path in its normal form (RFC 3986 sections 6.2.2.1 and 6.2.2.2): encodings of unreserved characters undone, hex
     * digits in upper case, strays encoded. Paths that mean the same become equal, and no delimiter appears that was
     * not there.
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

    /** A path or query with those ASCII characters encoded that have no place in one, though browsers send them. */
    public static String encodeStrays(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.chars().forEach(c -> append(encoded, c, URI_CHARACTERS));
        return encoded.toString();
    }

    private static void append(StringBuilder out, int octet, String asTheyAre) {
        if (octet > 0xff || asTheyAre.indexOf(octet) >= 0) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
        }
    }

    /** The octet that two hex digits stand for, or -1. */
    private static int octet(int high, int low) {
        int h = HEX.indexOf(Character.toUpperCase(high));
        int l = HEX.indexOf(Character.toUpperCase(low));
        return h < 0 || l < 0 ? -1 : 16 * h + l;
    }
}
