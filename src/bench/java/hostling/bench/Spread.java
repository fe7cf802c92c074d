package hostling.bench;

import java.util.Arrays;
import java.util.Locale;

/** The results of several rounds: their median, minimum and maximum. */
public record Spread(int count, double min, double median, double max) {
    /** The spread of these values. */
    public static Spread of(double[] values) {
        if (values.length == 0) {
            return new Spread(0, 0, 0, 0);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted.length, sorted[0], median, sorted[sorted.length - 1]);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** {@code 12.3 (11.9–12.8)}, or a dash if nothing was measured. */
    public String text(int decimals) {
        if (isEmpty()) {
            return "–";
        }
        String middle = number(median, decimals);
        return count == 1 ? middle : middle + " (" + number(min, decimals) + "–" + number(max, decimals) + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
