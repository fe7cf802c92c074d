package hostling.handler;

import java.util.Locale;

/** Text in JSON (RFC 8259 section 7). */
final class Json {
    private Json() { }

    /** The text as a JSON string with its quotes; safe in a script too, since no less-than sign is left. */
    static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != '"' && c != '\\' && c != '<' && c < 0x7f;
            if (plain) {
                json.append(c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return json.append('"').toString();
    }
}
