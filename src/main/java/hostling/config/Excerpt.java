package hostling.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file with carets below the place that a diagnostic is about:
 *
 * <pre>
 *   5 | body = "10 mb"
 *     |        ^^^^^^^
 * </pre>
 *
 * <p>Tabs become spaces, characters that take two columns of a terminal get two carets, and control characters are escaped.
 */
final class Excerpt {
    private static final int TAB_COLUMNS = 4;
    /** A longer line is cut around the place. */
    private static final int CHARACTERS_MAX = 120;
    private static final int CHARACTERS_BEFORE = 40;
    private static final String CUT = "…";
    private static final String CARET = "^";
    /** Diagnostics about a key; almost all others are about its value. */
    private static final Set<DiagnosticKind> ABOUT_KEY = EnumSet.of(DiagnosticKind.UNKNOWN_KEY, DiagnosticKind.RENAMED,
            DiagnosticKind.MISPLACED, DiagnosticKind.TABLE_ONCE, DiagnosticKind.STATUS_FORM, DiagnosticKind.EXTENSION_FORM,
            DiagnosticKind.VARIABLE_NAME);
    private static final String QUOTED = "\"(?:\\\\.|[^\"\\\\])*+\"|'[^']*+'";
    private static final String KEY = "(?:[A-Za-z0-9_-]++|" + QUOTED + ")";
    private static final Pattern KEY_BEFORE_VALUE = Pattern.compile("(" + KEY + "(?:\\s*\\.\\s*" + KEY + ")*+)\\s*=\\s*");
    private static final Pattern HEADER = Pattern.compile("\\[{1,2}[^\\]]*+\\]{1,2}");
    private static final Pattern VALUE = Pattern.compile(QUOTED + "|[\\[{](?:" + QUOTED + "|[^\"'#\\]}])*+[\\]}]?|[^\\s,\\]}#]+");

    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder carets = new StringBuilder();
    private int columns;

    private Excerpt() { }

    /** The two lines, without a line break at the end. */
    static String of(SourceText source, SourcePosition position, DiagnosticKind kind) {
        String line = source.line(position);
        int length = line.codePointCount(0, line.length());
        int start = Math.min(position.column() - 1, length);
        String rest = line.substring(line.offsetByCodePoints(0, start));
        boolean startsLine = line.substring(0, line.length() - rest.length()).isBlank();
        int[] place = place(rest, kind, startsLine);
        int from = start + rest.codePointCount(0, place[0]);
        int to = from + rest.codePointCount(place[0], place[1]);
        Excerpt excerpt = new Excerpt();
        excerpt.draw(line.codePoints().toArray(), from, Math.max(to, from + 1));
        String number = Integer.toString(position.line());
        return "  " + number + " | " + excerpt.shown + "\n  " + " ".repeat(number.length()) + " | " + excerpt.carets;
    }

    /** Start and end of what is marked in the rest of the line. */
    private static int[] place(String rest, DiagnosticKind kind, boolean startsLine) {
        if (kind.isAboutSyntax()) {
            return new int[] {0, 0};
        }
        Matcher header = HEADER.matcher(rest);
        if (startsLine && header.lookingAt()) {
            return new int[] {0, header.end()};
        }
        Matcher key = KEY_BEFORE_VALUE.matcher(rest);
        boolean hasKey = key.lookingAt();
        if (hasKey && ABOUT_KEY.contains(kind)) {
            return new int[] {0, key.end(1)};
        }
        int start = hasKey ? key.end() : 0;
        Matcher value = VALUE.matcher(rest).region(start, rest.length());
        return new int[] {start, value.lookingAt() ? value.end() : start};
    }

    private void draw(int[] line, int from, int to) {
        boolean isLong = line.length > CHARACTERS_MAX;
        int first = isLong ? Math.max(0, from - CHARACTERS_BEFORE) : 0;
        int last = isLong ? Math.min(line.length, first + CHARACTERS_MAX) : line.length;
        put(first > 0 ? CUT : "", " ");
        for (int i = first; i < last; i++) {
            put(text(line[i]), i >= from && i < to ? CARET : " ");
        }
        put(last < line.length ? CUT : "", " ");
        put(from >= line.length ? " " : "", from >= line.length ? CARET : " ");
        trim(shown);
        trim(carets);
    }

    private void put(String text, String mark) {
        int width = text.codePoints().map(Excerpt::width).sum();
        shown.append(text);
        carets.append(mark.repeat(width));
        columns += width;
        if (width == 0 && mark.equals(CARET)) {
            markLast();
        }
    }

    /** A character without a width of its own stands on the one before it, and so does its caret. */
    private void markLast() {
        if (carets.isEmpty()) {
            carets.append(CARET);
        } else {
            carets.setCharAt(carets.length() - 1, CARET.charAt(0));
        }
    }

    private static void trim(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    /** The character as it is shown: no control character reaches a terminal, nor one that changes the order of others. */
    private String text(int c) {
        if (c == '\t') {
            return " ".repeat(TAB_COLUMNS - columns % TAB_COLUMNS);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> String.format(Locale.ROOT, "\\u%04x", c);
            default -> Character.toString(c);
        };
    }

    /** The columns that a character takes on a terminal: 2 for East Asian wide ones and emoji, 0 for marks on another one. */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f
                || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff01 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1f64f
                || c >= 0x1f900 && c <= 0x1f9ff || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
