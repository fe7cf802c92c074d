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
 * The error log: one line for each event, {@code 2026-11-24T10:28:14.123Z warning: …}, with its cause on further lines that
 * begin with a space. Text from a client or a script is escaped: it can't forge a line.
 *
 * <p>The stack trace of a fault that repeats is shown once a minute; in between, a line counts the repetitions. An exception
 * whose own methods throw is shown as far as possible.
 */
public final class LineErrorLog implements ErrorLog {
    /** Longer texts are cut. */
    private static final int TEXT_CHARS_MAX = 2_048;
    /** Endless recursion leaves a thousand frames. */
    private static final int FRAMES_MAX = 100;
    /** Each character takes at most four bytes, escaped or in UTF-8; the rest is for time and level. */
    private static final int LINE_BYTES_MAX = 4 * TEXT_CHARS_MAX + 64;

    private final Level least;
    private final InstantSource clock;
    private final DateTimeFormatter format;
    private final LineBuffer lines;
    private final RepeatFilter repeats = new RepeatFilter();

    /**
     * @param least  events of a lower severity are not recorded
     * @param clock  gives the time of each line
     * @param zone   the time zone of the lines
     * @param target where the lines go
     */
    public LineErrorLog(Level least, InstantSource clock, ZoneId zone, LogTarget target) {
        this.least = least;
        this.clock = clock;
        this.format = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        this.lines = new LineBuffer(target);
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.compareTo(least) <= 0;
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        if (!isLoggable(level)) {
            return;
        }
        Instant now = clock.instant();
        line(time(now) + ' ' + level.name().toLowerCase(Locale.ROOT) + ": ", Objects.toString(message));
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
                    + time(showing.since()) + (showing.trace() ? "" : ", when the stack trace was logged"));
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

    /** Escapes control characters, such as line breaks and others that a terminal might act on, as {@code \x0A}. */
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
    public boolean flush() {
        if (!lines.flush()) {
            return false;
        }
        long lost = lines.takeLost();
        if (lost > 0) {
            warning(lost + " lines of this log were lost: they came faster than they could be written");
        }
        return lines.flush();
    }

    /** How many lines were not written, including lost ones. Call this at the end, after the last event. */
    public long unwritten() {
        return lines.unwritten();
    }
}
