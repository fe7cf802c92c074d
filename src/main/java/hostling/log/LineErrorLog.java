package hostling.log;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The error log: a line for each thing, {@code 2026-11-24T10:28:14.123Z warning: …}, with what led to it on lines of
 * its own that begin with a space. What a client or a script sent is escaped: it can't forge a line.
 *
 * <p>The stack trace of a fault that comes again and again is shown once a minute; in between, a line says how often it
 * came. An exception whose own methods throw is noted as well as it can be.
 */
public final class LineErrorLog implements ErrorLog {
    /** Longer ones are cut. */
    private static final int TEXT_CHARS_MAX = 2_048;
    /** A recursion without an end has a thousand. */
    private static final int FRAMES_MAX = 100;
    /** Each character is four bytes at most, escaped or in UTF-8; time and level come before it. */
    private static final int LINE_BYTES_MAX = 4 * TEXT_CHARS_MAX + 64;

    private final Level least;
    private final InstantSource clock;
    private final DateTimeFormatter format;
    private final LineBuffer lines;
    private final RepeatFilter repeats = new RepeatFilter();

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
    public boolean wants(Level level) {
        return level.compareTo(least) <= 0;
    }

    @Override
    public void note(Level level, String what, Throwable cause) {
        if (!wants(level)) {
            return;
        }
        Instant now = clock.instant();
        line(time(now) + ' ' + level.name().toLowerCase(Locale.ROOT) + ": ", Objects.toString(what));
        if (cause != null) {
            List<ThrowableSummary> chain = ThrowableSummary.chainOf(cause);
            show(chain, repeats.note(chain, now));
        }
    }

    private String time(Instant instant) {
        return format.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private void show(List<ThrowableSummary> chain, RepeatFilter.Showing showing) {
        for (int depth = 0; depth < chain.size(); depth++) {
            line(depth == 0 ? "  " : "  caused by ", chain.get(depth).text());
            if (showing.trace()) {
                trace(chain.get(depth).frames());
            }
        }
        if (showing.times() > 0) {
            line("    ", (showing.times() == 1 ? "once more" : showing.times() + " times") + " since "
                    + time(showing.since()) + (showing.trace() ? "" : ", where the stack trace is"));
        }
    }

    private void trace(List<StackTraceElement> frames) {
        frames.stream().limit(FRAMES_MAX).forEach(frame -> line("    at ", frame.toString()));
        if (frames.size() > FRAMES_MAX) {
            line("    ", "and " + (frames.size() - FRAMES_MAX) + " more");
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
        if (!lines.flush()) {
            return false;
        }
        long lost = lines.takeLost();
        if (lost > 0) {
            warning(lost + " lines of this log were lost: they came faster than they were taken");
        }
        return lines.flush();
    }

    /** How many lines nobody took, those that were lost among them; for the end, when nothing is noted any more. */
    public long unwritten() {
        return lines.unwritten();
    }
}
