package hostling.server;

import hostling.http.Method;
import hostling.server.Counters.Count;
import hostling.server.Counters.Gauge;
import hostling.server.Counters.Times;
import hostling.wire.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What several {@link Counters} have counted together up to a moment; or, as a difference, between two moments. */
public final class Totals {
    /**
     * How many requests of one kind were answered.
     *
     * @param method      empty for methods that the server does not know
     * @param statusClass the first digit of the status
     * @param route       what matched them; empty if that is unknown
     */
    public record Requests(Optional<Method> method, int statusClass, String route, long count) { }

    private final long[] numbers;
    /** By route, how often each method was answered with each class of status. */
    private final Map<String, long[]> requests;

    private Totals(long[] numbers, Map<String, long[]> requests) {
        this.numbers = numbers;
        this.requests = requests;
    }

    /** Adds up the blocks of counters, whose owners may go on counting. */
    public static Totals of(List<ByteBuffer> blocks) {
        Totals totals = new Totals(new long[Counters.REQUESTS], new LinkedHashMap<>());
        blocks.forEach(totals::add);
        return totals;
    }

    private void add(ByteBuffer block) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += block.getLong(i * Long.BYTES);
        }
        int length = Counters.METHODS * Counters.CLASSES;
        for (int route = 0; route < Counters.ROUTES_MAX; route++) {
            int start = Counters.REQUESTS + route * length;
            long[] counts = IntStream.range(start, start + length).mapToLong(i -> block.getLong(i * Long.BYTES)).toArray();
            if (IntStream.range(0, length).anyMatch(i -> counts[i] > 0)) {
                requests.merge(Counters.routeName(block, route), counts, Totals::sum);
            }
        }
    }

    private static long[] sum(long[] a, long[] b) {
        return IntStream.range(0, a.length).mapToLong(i -> a[i] + b[i]).toArray();
    }

    /** What was counted since an earlier moment. Gauges keep their value. */
    public Totals since(Totals earlier) {
        long[] since = new long[numbers.length];
        for (int i = 0; i < since.length; i++) {
            boolean isGauge = i >= Counters.GAUGES && i < Counters.TIMEOUTS;
            since[i] = numbers[i] - (isGauge ? 0 : earlier.numbers[i]);
        }
        Map<String, long[]> requestsSince = new LinkedHashMap<>();
        requests.forEach((route, counts) -> {
            long[] before = earlier.requests.getOrDefault(route, new long[counts.length]);
            requestsSince.put(route, IntStream.range(0, counts.length).mapToLong(i -> counts[i] - before[i]).toArray());
        });
        return new Totals(since, requestsSince);
    }

    public long get(Count count) {
        return numbers[Counters.COUNTS + count.ordinal()];
    }

    public long get(Gauge gauge) {
        return numbers[Counters.GAUGES + gauge.ordinal()];
    }

    /** How many requests broke this rule. */
    public long refused(Violation violation) {
        return numbers[Counters.REFUSALS + violation.ordinal()];
    }

    /** The names of the phases of a connection. */
    public static List<String> phases() {
        List<String> names = new ArrayList<>();
        for (HttpConnection.Phase phase : HttpConnection.Phase.values()) {
            names.add(phase.name());
        }
        names.add(ConnectionDriver.CLOSING);
        return names;
    }

    /** How many connections are in a phase, by its place in {@link #phases}. */
    public long connections(int phase) {
        return numbers[Counters.CONNECTIONS + phase];
    }

    /** How many connections are open. */
    public long connections() {
        return IntStream.range(0, Counters.PHASES).mapToLong(this::connections).sum();
    }

    /** How many connections waited too long in a phase, by its place in {@link #phases}. */
    public long timedOut(int phase) {
        return numbers[Counters.TIMEOUTS + phase];
    }

    /** The requests that were answered, by route, method and class; none with a count of 0. */
    public List<Requests> requests() {
        List<Requests> all = new ArrayList<>();
        requests.forEach((route, counts) -> {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    int method = i / Counters.CLASSES;
                    all.add(new Requests(method == Counters.METHODS - 1 ? Optional.empty()
                            : Optional.of(Method.values()[method]), i % Counters.CLASSES + 1, route, counts[i]));
                }
            }
        });
        return all;
    }

    /** How many requests were answered with a class of status, 1 to 5. */
    public long answers(int statusClass) {
        return numbers[Counters.ANSWERS + statusClass - 1];
    }

    /** How many requests were answered. */
    public long answers() {
        return IntStream.rangeClosed(1, Counters.CLASSES).mapToLong(this::answers).sum();
    }

    /** The same without {@link #requests}, which takes less memory. */
    public Totals withoutRequests() {
        return new Totals(numbers, Map.of());
    }

    /** How many durations of a kind there were. */
    public long count(Times times) {
        return IntStream.rangeClosed(0, Counters.BOUNDS.length).mapToLong(bucket -> bucket(times, bucket)).sum();
    }

    /** The sum of the durations of a kind, in nanoseconds. */
    public long sumNanos(Times times) {
        return numbers[start(times) + Counters.TIMES_LENGTH - 1];
    }

    /** How many durations of a kind were at most so long. @param nanos 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten */
    public long countUpTo(Times times, long nanos) {
        return IntStream.range(0, Counters.BOUNDS.length).filter(bucket -> Counters.BOUNDS[bucket] <= nanos)
                .mapToLong(bucket -> bucket(times, bucket)).sum();
    }

    /**
     * A quantile of the durations of a kind, in nanoseconds: the upper bound of its bucket, so at most a third too high; 0 if
     * there were none.
     *
     * @param share 0.5 for the median, 1 for the longest
     */
    public long quantileNanos(Times times, double share) {
        long wanted = (long) Math.ceil(count(times) * share);
        long found = 0;
        for (int bucket = 0; bucket < Counters.BOUNDS.length; bucket++) {
            found += bucket(times, bucket);
            if (found >= wanted && wanted > 0) {
                return Counters.BOUNDS[bucket];
            }
        }
        return wanted == 0 ? 0 : Long.MAX_VALUE;
    }

    private long bucket(Times times, int bucket) {
        return numbers[start(times) + bucket];
    }

    private static int start(Times times) {
        return Counters.TIMES + times.ordinal() * Counters.TIMES_LENGTH;
    }
}
