package hostling.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Dates in HTTP (RFC 9110 section 5.6.7): one format is written, three are read. */
public final class HttpDate {
    private static final Map<Long, String> DAYS =
            Map.of(1L, "Mon", 2L, "Tue", 3L, "Wed", 4L, "Thu", 5L, "Fri", 6L, "Sat", 7L, "Sun");
    private static final Set<String> LONG_DAYS =
            Set.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final Map<Long, String> MONTHS = Map.ofEntries(Map.entry(1L, "Jan"), Map.entry(2L, "Feb"),
            Map.entry(3L, "Mar"), Map.entry(4L, "Apr"), Map.entry(5L, "May"), Map.entry(6L, "Jun"),
            Map.entry(7L, "Jul"), Map.entry(8L, "Aug"), Map.entry(9L, "Sep"), Map.entry(10L, "Oct"),
            Map.entry(11L, "Nov"), Map.entry(12L, "Dec"));

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}: the format that is written. */
    private static final DateTimeFormatter IMF_FIXDATE = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, DAYS).appendLiteral(", ")
            .appendValue(ChronoField.DAY_OF_MONTH, 2).appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS).appendLiteral(' ')
            .appendValue(ChronoField.YEAR, 4).appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT).withZone(ZoneOffset.UTC);

    /** {@code Sun Nov  6 08:49:37 1994}: the format of the C function asctime. */
    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, DAYS).appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS).appendLiteral(' ').padNext(2)
            .appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE).appendPattern(" HH:mm:ss ")
            .appendValue(ChronoField.YEAR, 4)
            .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT).withZone(ZoneOffset.UTC);

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT} without its day: the obsolete RFC 850 format, first read as 20xx. */
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.DAY_OF_MONTH, 2).appendLiteral('-')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS).appendLiteral('-')
            .appendValueReduced(ChronoField.YEAR, 2, 2, 2000).appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final int YEARS_AHEAD_MAX = 50;
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private HttpDate() { }

    /** The instant, in whole seconds, as an IMF-fixdate: the nearest one, as the year has four digits. */
    public static String format(Instant instant) {
        Instant writable = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        return IMF_FIXDATE.format(writable);
    }

    /**
     * Parses a date in any of the three formats; empty if the text has none of them.
     *
     * @param now resolves a two-digit year: if the date would be more than 50 years ahead, it is in the previous century
     */
    public static Optional<Instant> parse(String text, Instant now) {
        String known = text.replace("23:59:60 ", "23:59:59 ");      // no leap seconds in java.time
        return parse(known, IMF_FIXDATE)
                .or(() -> parse(known, ASCTIME))
                .or(() -> parseRfc850(known, now))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    private static Optional<LocalDateTime> parseRfc850(String text, Instant now) {
        String[] parts = text.split(", ", 2);
        return parts.length < 2 || !LONG_DAYS.contains(parts[0]) ? Optional.empty()
                : parse(parts[1], RFC_850).map(time -> resolveCentury(time, now));
    }

    private static Optional<LocalDateTime> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime resolveCentury(LocalDateTime time, Instant now) {
        LocalDateTime latest = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(YEARS_AHEAD_MAX);
        LocalDateTime resolved = time;
        while (resolved.isAfter(latest)) {
            resolved = resolved.minusYears(100);
        }
        return resolved;
    }
}
