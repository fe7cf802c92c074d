package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Escapes text for HTML: text from a file name or a request is never markup (RFC 9110 section 17.4). */
public final class Html {
    private static final Pattern SECTION = Pattern.compile("RFC ([0-9]+) section ([0-9]+(?:[.][0-9]+)*)");

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

    /** Escapes text, and makes a link of each section of an RFC that it names by two numbers. */
    public static String withLinks(String text) {
        return SECTION.matcher(escape(text)).replaceAll("<a href=\"https://www.rfc-editor.org/rfc/rfc$1.html#section-$2\">$0</a>");
    }

    /** The source expression by which a Content-Security-Policy allows the text of a style or script element. */
    public static String policySource(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * An error page: replaces {@code {status}}, {@code {phrase}}, {@code {reason}}, and {@code {explanation}}, which is the
     * reason with links, in the template.
     */
    static String filled(String template, int status, String reason) {
        int first = Math.min(1, reason.length());
        String sentence = reason.substring(0, first).toUpperCase(Locale.ROOT) + reason.substring(first);
        return template.replace("{status}", Integer.toString(status)).replace("{phrase}", Status.reason(status))
                .replace("{reason}", escape(sentence)).replace("{explanation}", withLinks(sentence));
    }
}
