package hostling.metrics;

import hostling.metrics.History.Window;
import hostling.server.Counters.Times;
import hostling.server.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A limit that a good server keeps.
 *
 * @param name   what is measured
 * @param value  as text, with its unit
 * @param limit  as text, with its unit
 * @param passed whether the limit is passed
 */
record Alert(String name, String value, String limit, boolean passed) {
    static final double AVAILABILITY_MIN = 0.995;
    static final double ERRORS_MAX = 0.001;
    static final double P99_SECONDS_MAX = 0.1;
    static final double HEAP_GROWTH_MAX = 10e6;

    /** All limits in a window. */
    static List<Alert> of(StatusNumbers numbers, Window window) {
        Totals counted = numbers.history().total(window);
        double errors = StatusNumbers.errors(counted);
        double p99 = StatusNumbers.quantile(counted, Times.RESPONSE, 0.99);
        List<Alert> alerts = new ArrayList<>();
        alerts.add(new Alert("availability", percent(1 - errors), "at least " + percent(AVAILABILITY_MIN),
                1 - errors < AVAILABILITY_MIN));
        alerts.add(new Alert("errors (5xx)", percent(errors), "at most " + percent(ERRORS_MAX), errors > ERRORS_MAX));
        alerts.add(new Alert("p99 of the response time", millis(p99), "at most " + millis(P99_SECONDS_MAX), p99 > P99_SECONDS_MAX));
        if (window == Window.HOUR) {
            double growth = numbers.heapGrowth(window);
            alerts.add(new Alert("growth of the heap", megabytes(growth), "at most " + megabytes(HEAP_GROWTH_MAX),
                    growth > HEAP_GROWTH_MAX));
        }
        return alerts;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    static String millis(double seconds) {
        double millis = seconds * 1e3;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%,.0f ms", millis);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f MB an hour", bytes / 1e6);
    }
}
