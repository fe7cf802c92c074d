package hostling.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations with their units: {@code 500 ms}, {@code 5 s}, {@code 2min}, {@code 1 h}, {@code 365 d}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]+) ?([A-Za-z]+)");

    /** In milliseconds, from the largest, for {@link #text}. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", 86_400_000L);
        UNITS.put("h", 3_600_000L);
        UNITS.put("min", 60_000L);
        UNITS.put("s", 1_000L);
        UNITS.put("ms", 1L);
    }

    private Durations() { }

    /** The duration that the text stands for. */
    static Duration read(String text) throws InvalidValueException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !UNITS.containsKey(parts.group(2))) {
            throw new InvalidValueException(DiagnosticKind.DURATION_FORM, text);
        }
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2))));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidValueException(DiagnosticKind.TOO_LARGE, text);
        }
    }

    /** The duration as it is written in a configuration, with the largest unit that needs no fraction. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        return UNITS.entrySet().stream()
                .filter(unit -> millis % unit.getValue() == 0 && (millis != 0 || unit.getKey().equals("s")))
                .findFirst().map(unit -> millis / unit.getValue() + " " + unit.getKey()).orElseThrow();
    }
}
