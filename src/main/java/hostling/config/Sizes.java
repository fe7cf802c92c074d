package hostling.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes with their units: {@code 10 MiB}, {@code 512KiB}, {@code 1 GB}, {@code 300 B}. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("([0-9]+) ?([A-Za-z]+)");

    /** From the largest, for {@link #text}. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("GiB", 1L << 30);
        UNITS.put("GB", 1_000_000_000L);
        UNITS.put("MiB", 1L << 20);
        UNITS.put("MB", 1_000_000L);
        UNITS.put("KiB", 1L << 10);
        UNITS.put("KB", 1_000L);
        UNITS.put("B", 1L);
    }

    private Sizes() { }

    /** The number of bytes that the text stands for. */
    static long read(String text) throws InvalidValueException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !UNITS.containsKey(parts.group(2))) {
            throw new InvalidValueException(DiagnosticKind.SIZE_FORM, text);
        }
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidValueException(DiagnosticKind.TOO_LARGE, text);
        }
    }

    /** The size as it is written in a configuration, with the largest binary unit that needs no fraction. */
    static String text(long bytes) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getKey().endsWith("iB") || unit.getValue() == 1)
                .filter(unit -> bytes % unit.getValue() == 0 && (bytes != 0 || unit.getValue() == 1))
                .findFirst().map(unit -> bytes / unit.getValue() + " " + unit.getKey()).orElseThrow();
    }
}
