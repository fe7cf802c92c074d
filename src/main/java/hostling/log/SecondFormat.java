package hostling.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats instants to the second. It keeps the last text: a busy server logs many requests in the same second. */
final class SecondFormat {
    private final DateTimeFormatter format;
    private long formattedSecond = Long.MIN_VALUE;
    private String formatted = "";

    SecondFormat(String pattern, ZoneId zone) {
        format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    String text(Instant instant) {
        if (instant.getEpochSecond() != formattedSecond) {
            formattedSecond = instant.getEpochSecond();
            formatted = format.format(instant);
        }
        return formatted;
    }
}
