package hostling.handler;

import hostling.http.Status;
import java.util.Locale;

/** Escapes text for HTML: text from a file name or a request is never markup (RFC 9110 section 17.4). */
public final class Html {
    private Html() { }

    /** Escapes all characters that are special in content, in a quoted attribute, or in our templates. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '{' -> escaped.append("&#123;");   // begins a placeholder of a template
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** An error page: replaces {@code {status}}, {@code {phrase}} and {@code {reason}} in the template. */
    static String filled(String template, int status, String reason) {
        int first = Math.min(1, reason.length());
        String sentence = reason.substring(0, first).toUpperCase(Locale.ROOT) + reason.substring(first);
        return template.replace("{status}", Integer.toString(status)).replace("{phrase}", Status.reason(status))
                .replace("{reason}", escape(sentence));
    }
}
