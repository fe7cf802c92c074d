package hostling.http;

import hostling.wire.Token;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value followed by parameters, as in Content-Type and Content-Disposition: {@code value *( OWS ";" OWS name "="
 * ( token / quoted-string ) )} (RFC 9110 section 5.6.6). Parameter names are case-insensitive.
 *
 * @param value  the text before the first semicolon, in lower case
 * @param byName the parameters, their names in lower case
 */
record Parameters(String value, Map<String, String> byName) {
    /** The meaning of a backslash in a quoted string. */
    enum Escapes {
        /** It escapes any character after it (RFC 9110 section 5.6.4). */
        ANY,
        /**
         * It escapes a quote or another backslash, and is literal otherwise: browsers send file names with a backslash
         * unescaped, and old ones whole paths.
         */
        QUOTES
    }

    /** No type has this many parameters, but a field has room for thousands. */
    static final int PARAMETERS_MAX = 100;

    Optional<String> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Parses a value; empty if it is malformed, repeats a parameter or has too many of them. */
    static Optional<Parameters> parse(String text, Escapes escapes) {
        int end = text.indexOf(';') < 0 ? text.length() : text.indexOf(';');
        Map<String, String> byName = new TreeMap<>();
        int at = end;
        while (at >= 0 && at < text.length()) {
            at = byName.size() > PARAMETERS_MAX ? -1 : readOne(text, at + 1, escapes, byName);
        }
        return at < 0 ? Optional.empty()
                : Optional.of(new Parameters(text.substring(0, end).strip().toLowerCase(Locale.ROOT), byName));
    }

    /** Reads a parameter after its semicolon; returns the index of the next semicolon or the end, or -1 on an error. */
    private static int readOne(String text, int from, Escapes escapes, Map<String, String> byName) {
        int start = skipBlanks(text, from);
        if (start == text.length() || text.charAt(start) == ';') {
            return start;                               // an empty parameter, which RFC 9110 allows
        }
        int equals = skipToken(text, start);
        if (equals == start || equals == text.length() || text.charAt(equals) != '=') {
            return -1;
        }
        String name = text.substring(start, equals).toLowerCase(Locale.ROOT);
        StringBuilder value = new StringBuilder();
        int end = readValue(text, equals + 1, escapes, value);
        if (end < 0 || byName.put(name, value.toString()) != null) {
            return -1;
        }
        int next = skipBlanks(text, end);
        return next == text.length() || text.charAt(next) == ';' ? next : -1;
    }

    private static int readValue(String text, int start, Escapes escapes, StringBuilder value) {
        if (start < text.length() && text.charAt(start) == '"') {
            return readQuoted(text, start + 1, escapes, value);
        }
        int end = skipToken(text, start);
        value.append(text, start, end);
        return end > start ? end : -1;
    }

    private static int readQuoted(String text, int start, Escapes escapes, StringBuilder value) {
        int i = start;
        while (i < text.length() && text.charAt(i) != '"') {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length()
                    && (escapes == Escapes.ANY || text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\');
            i += escape ? 1 : 0;
            value.append(text.charAt(i));
            i++;
        }
        return i < text.length() ? i + 1 : -1;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static int skipToken(String text, int from) {
        int i = from;
        while (i < text.length() && Token.isTchar(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
