package hostling.handler;

/** Text in HTML: what a file name or a request says is never markup. */
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
}
