package hostling.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows entries of a guest book as a page would have them. The arguments are entries, as a form sends them. */
final class GuestBook {
    private GuestBook() { }

    public static void main(String[] arguments) {
        for (String content : arguments) {
            Map<String, String> form = form(content);
            System.out.println("wrong: " + pasted(form));
            System.out.println("right: " + escaped(form));
        }
    }

    // region: form
    /**
     * The fields of a form. It is cut first and decoded then: an & or = that a visitor has typed is encoded, and cuts nothing.
     *
     * @throws IllegalArgumentException if what follows a % is no hexadecimal number
     */
    static Map<String, String> form(String content) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : content.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.putIfAbsent(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);              // a plus becomes a space, too
    }
    // endregion

    // region: entry
    /** Wrong: what the visitor typed becomes a part of the page. */
    static String pasted(Map<String, String> form) {
        return "<li>" + form.get("name") + ": " + form.get("text") + "</li>";
    }

    /** Right: it is only shown. */
    static String escaped(Map<String, String> form) {
        return "<li>" + escape(form.getOrDefault("name", "somebody")) + ": " + escape(form.getOrDefault("text", "")) + "</li>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
    // endregion
}
