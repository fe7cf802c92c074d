package hostling.metrics;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The error log: a line for each thing, {@code 2026-11-24T10:28:14.123Z warning: …}, with what led to it on lines of
 * its own that begin with a space. What a client or a script sent is escaped: it can't forge a line.
 */
public final class LineErrorLog implements ErrorLog {
    /** Longer ones are cut. */
    private static final int TEXT_CHARS_MAX = 2_048;
    /** A chain of causes may have no end. */
    private static final int CAUSES_MAX = 8;
    /** Each character is four bytes at most, escaped or in UTF-8; time and level come before it. */
    private static final int LINE_BYTES_MAX = 4 * TEXT_CHARS_MAX + 64;

    private final Level least;
    private final InstantSource clock;
    private final DateTimeFormatter format;
    private final LineBuffer lines;

    /**
     * @param least what matters less than this is not noted
     * @param clock for the time of a line
     * @param zone  the time zone of the lines
     */
    public LineErrorLog(Level least, InstantSource clock, ZoneId zone, LogTarget target) {
        this.least = least;
        this.clock = clock;
        this.format = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        this.lines = new LineBuffer(target);
    }

    @Override
    public void note(Level level, String what, Throwable cause) {
        if (level.compareTo(least) > 0) {
            return;
        }
        line(format.format(clock.instant().truncatedTo(ChronoUnit.MILLIS)) + ' '
                + level.name().toLowerCase(Locale.ROOT) + ": ", what);
        Throwable each = cause;
        for (int depth = 0; each != null && depth < CAUSES_MAX; depth++) {
            line(depth == 0 ? "  " : "  caused by ", each.toString());
            for (StackTraceElement frame : each.getStackTrace()) {
                line("    at ", frame.toString());
            }
            each = each.getCause();
        }
    }

    private void line(String start, String text) {
        if (lines.begin(LINE_BYTES_MAX)) {
            lines.put(start);
            lines.put(escaped(text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX)));
            lines.put((byte) '\n');
        }
    }

    /** Line breaks, and whatever else a terminal might act on, as {@code \x0A}; the rest as it is. */
    private static String escaped(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                plain.append(String.format(Locale.ROOT, "\\x%02X", c));
            } else {
                plain.append((char) c);
            }
        });
        return plain.toString();
    }

    @Override
    public boolean endOfTurn() {
        boolean written = lines.flush();
        if (written) {
            long lost = lines.takeLost();
            if (lost > 0) {
                warning(lost + " lines of this log were lost: they came faster than they were taken");
            }
        }
        return written;
    }
}
