package hostling.handler;

import java.util.HexFormat;

/** Escapes text for JSON (RFC 8259 section 7). */
public final class Json {
    private Json() { }

    /** The text as a JSON string with quotes; also safe inside a script element, since {@code <} is escaped. */
    public static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != '"' && c != '\\' && c != '<' && c < 0x7f;
            if (plain) {
                json.append(c);
            } else {
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return json.append('"').toString();
    }
}
