package hostling.metrics;

import hostling.metrics.History.Window;
import hostling.server.Counters.Count;
import hostling.server.Counters.Gauge;
import hostling.server.Counters.Times;
import hostling.server.RecentRequests;
import hostling.server.Totals;
import java.util.List;

/**
 * All that a status page shows.
 *
 * @param totals   of all processes, since they began
 * @param workers  the totals of each process
 * @param history  of all processes
 * @param recent   the last requests of this process
 * @param nowNanos the monotonic clock
 * @param version  of the program
 * @param explains whether the server has the page that explains refusals
 */
record StatusNumbers(Totals totals, List<Totals> workers, History history, RecentRequests recent, long nowNanos, String version,
                     boolean explains) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SERVER_ERROR = 5;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Requests a second in some totals. */
    static double rate(Totals totals, long seconds) {
        return (double) totals.answers() / seconds;
    }

    /** The share of requests that the server failed to serve: those with 5xx; 0 if there were none. */
    static double errors(Totals totals) {
        return totals.answers() == 0 ? 0 : (double) totals.answers(SERVER_ERROR) / totals.answers();
    }

    /** The share of the time that a loop was busy; the mean if there are several. */
    double busy(Totals counted, long seconds) {
        return counted.get(Count.BUSY_NANOS) / NANOS_PER_SECOND / seconds / Math.max(1, workers.size());
    }

    /** A quantile of the durations of responses, in seconds. */
    static double quantile(Totals totals, Times times, double share) {
        return totals.quantileNanos(times, share) / NANOS_PER_SECOND;
    }

    /** How fast the used heap grows in a window, in bytes an hour: from the lowest value of its first half to that of its second. */
    double heapGrowth(Window window) {
        List<Totals> steps = history.steps(window);
        int half = steps.size() / 2;
        if (half == 0) {
            return 0;
        }
        long before = lowestHeap(steps.subList(0, half));
        long after = lowestHeap(steps.subList(half, steps.size()));
        return (after - before) / (window.length().toSeconds() / 2 / SECONDS_PER_HOUR);
    }

    private static long lowestHeap(List<Totals> steps) {
        return steps.stream().mapToLong(step -> step.get(Gauge.HEAP_BYTES)).min().orElse(0);
    }
}
