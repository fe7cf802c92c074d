package hostling.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2), over the bytes of UTF-8. */
public final class PercentCoding {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() { }

    /** The text with every byte encoded that is not unreserved: what stands for itself in any part of a URI. */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** The same, with some more ASCII characters left as they are. */
    static String encode(String text, String asTheyAre) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (UNRESERVED.indexOf(b) >= 0 || asTheyAre.indexOf(b) >= 0)) {
                encoded.append((char) b);
            } else {
                appendEncoded(encoded, b & 0xff);
            }
        }
        return encoded.toString();
    }

    private static void appendEncoded(StringBuilder out, int b) {
        out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
    }

    /** What the text means once, never twice; empty where the bytes are not UTF-8 or a percent sign stands alone. */
    public static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < text.length() && octet(text, i) >= 0) {
                bytes.put((byte) octet(text, i));
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
     * The text with encodings of unreserved characters undone and the hex digits of the others in upper case: two texts
     * that mean the same by RFC 3986 section 6.2.2 become equal, and no delimiter appears that was not there.
     */
    static String normalise(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder normal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int octet = text.charAt(i) == '%' && i + 2 < text.length() ? octet(text, i) : -1;
            if (octet < 0) {
                normal.append(text.charAt(i));
                continue;
            }
            if (UNRESERVED.indexOf(octet) >= 0) {
                normal.append((char) octet);
            } else {
                appendEncoded(normal, octet);
            }
            i += 2;
        }
        return normal.toString();
    }

    /** The octet that a percent sign and two hex digits stand for, or -1. */
    private static int octet(String text, int percent) {
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
