package hostling.handler;

import hostling.http.Status;
import java.util.Locale;

/** Text in HTML: what a file name or a request says is never markup (RFC 9110 section 17.4). */
final class Html {
    private Html() { }

    /** The text with the characters escaped that mean something in content or in a quoted attribute. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '{' -> escaped.append("&#123;");   // begins a place to fill in a page's template
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A page about an error: {@code {status}}, {@code {phrase}} and {@code {reason}} of the template filled in. */
    static String filled(String template, int status, String reason) {
        int first = Math.min(1, reason.length());
        String sentence = reason.substring(0, first).toUpperCase(Locale.ROOT) + reason.substring(first);
        return template.replace("{status}", Integer.toString(status)).replace("{phrase}", Status.reason(status))
                .replace("{reason}", escape(sentence));
    }
}
