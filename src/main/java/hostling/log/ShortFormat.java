package hostling.log;

import java.time.ZoneId;
import java.util.Locale;

/**
 * Short lines for people who watch a terminal:
 * {@code 22:55:00 GET     /hello.txt                       200     21 B   0.42 ms #7}: time of day, method, path without query,
 * status, bytes of content, duration, number of the connection. The status is coloured by its class.
 */
public final class ShortFormat extends AccessFormat {
    private static final int METHOD_CHARS = 7;
    private static final int METHOD_CHARS_MAX = 20;
    private static final int PATH_CHARS = 32;
    private static final int PATH_CHARS_MAX = 200;
    /** Each character of a text from the client takes up to four bytes. */
    private static final int LINE_BYTES_MAX = 4 * (METHOD_CHARS_MAX + PATH_CHARS_MAX) + 256;
    private static final String[] SIZE_UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final double THOUSAND = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;
    /** The colours of the statuses 1xx to 5xx: plain, green, cyan, yellow, red (ECMA-48 "SGR"). */
    private static final String[] COLOURS = {"", "\u001b[32m", "\u001b[36m", "\u001b[33m", "\u001b[31m"};
    private static final String NO_COLOUR = "\u001b[0m";

    private final SecondFormat time;
    private final boolean coloured;

    /**
     * @param zone     the time zone of the lines
     * @param coloured whether the status is coloured
     */
    public ShortFormat(ZoneId zone, boolean coloured) {
        this.time = new SecondFormat("HH:mm:ss", zone);
        this.coloured = coloured;
    }

    @Override
    int lineBytesMax() {
        return LINE_BYTES_MAX;
    }

    @Override
    void put(AccessRecord access, LineBuffer lines) {
        lines.putAscii(time.text(access.time()));
        lines.putAscii(" ");
        putColumn(access.method(), METHOD_CHARS, METHOD_CHARS_MAX, lines);
        putColumn(path(access.target()), PATH_CHARS, PATH_CHARS_MAX, lines);
        putStatus(access.status(), lines);
        lines.putAscii(String.format(Locale.ROOT, " %8s %9s #%d\n", size(access.contentBytes()),
                duration(access.durationNanos()), access.connection()));
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Puts a text and the blanks up to the next column. A longer text moves the rest of the line; a very long one is cut. */
    private static void putColumn(String text, int chars, int charsMax, LineBuffer lines) {
        String shown = text.isEmpty() ? "-" : text;
        int put = lines.putEscaped(shown, charsMax);
        lines.putAscii(shown.length() > charsMax ? "..." : "");
        lines.putAscii(" ".repeat(Math.max(0, chars - put) + 1));
    }

    private void putStatus(int status, LineBuffer lines) {
        int kind = status / 100 - 1;
        String colour = coloured && kind >= 0 && kind < COLOURS.length ? COLOURS[kind] : "";
        lines.putAscii(colour);
        lines.putAscii(Integer.toString(status));
        lines.putAscii(colour.isEmpty() ? "" : NO_COLOUR);
    }

    /** A number of bytes with three digits at most, in powers of 1000. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= THOUSAND - 0.5 && unit < SIZE_UNITS.length - 1) {
            value /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s", value, SIZE_UNITS[unit]);
    }

    /** A duration in milliseconds, or from one second on in seconds. */
    static String duration(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        if (millis >= THOUSAND - 0.5) {
            return String.format(Locale.ROOT, "%.2f s", millis / THOUSAND);
        }
        return String.format(Locale.ROOT, millis < 9.995 ? "%.2f ms" : "%.0f ms", millis);
    }
}
