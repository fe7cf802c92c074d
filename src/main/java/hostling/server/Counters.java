package hostling.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Method;
import hostling.wire.Violation;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts what an engine does: all in one block of numbers, so that counting costs next to nothing and, if the block is a
 * mapped file, other processes can read it. Only the loop's thread may count; see {@link Totals} for reading.
 */
public final class Counters {
    /** Simple counts. */
    public enum Count {
        /** Connections accepted. */
        ACCEPTED,
        /** Clients answered with 503 because there was no room or no memory. */
        OVERLOADED,
        /** Bytes read from clients. */
        RECEIVED_BYTES,
        /** Bytes that the connections of clients have accepted. */
        SENT_BYTES,
        /** Turns of the loop. */
        TURNS,
        /** Transports that were ready, in all turns together. */
        READY,
        /** Time that the loop was not asleep, in nanoseconds. */
        BUSY_NANOS,
        /** Files that clients have uploaded, and their bytes. */
        UPLOADED_FILES, UPLOADED_BYTES,
        /** Requests that were to store files, and have stored none: refused by a rule, or broken off. */
        REFUSED_UPLOADS, ABORTED_UPLOADS,
        /** Files that clients have deleted. */
        DELETED_FILES
    }

    /** Numbers that rise and fall. */
    public enum Gauge {
        /** When the process began, in milliseconds since 1970. */
        STARTED_MILLIS,
        /** The limit on open connections. */
        CONNECTIONS_MAX,
        /** Memory for unfinished requests and responses, and the budget for it. */
        HELD_BYTES, HELD_BYTES_MAX,
        HEAP_BYTES, HEAP_BYTES_MAX,
        /** Open file descriptors. */
        DESCRIPTORS, DESCRIPTORS_MAX,
        /** Garbage collections, and the time that they took. */
        COLLECTIONS, COLLECTION_MILLIS,
        /** Running scripts. */
        SCRIPTS, SCRIPTS_MAX,
        SESSIONS, LOST_LOG_LINES
    }

    /** Distributions of durations. */
    public enum Times {
        /** From the complete head of a request to the first byte of its response. */
        FIRST_BYTE,
        /** From the complete head of a request to the last byte of its response in the output buffer. */
        RESPONSE,
        /** A turn of the loop, without the sleep. */
        TURN
    }

    /** The phases of a connection. */
    public static final int PHASES = HttpConnection.Phase.values().length + 1;
    static final int NONE = -1;
    /** The classes of statuses: 1xx to 5xx. */
    static final int CLASSES = 5;
    /** The methods, and one for all that are not known. */
    static final int METHODS = Method.values().length + 1;
    /** As many routes are told apart; the last number is for all others. */
    static final int ROUTES_MAX = 64;
    private static final int ROUTE_NAME_BYTES = 64;

    /** Upper bounds of the buckets of a distribution, in nanoseconds; a last bucket has none. */
    static final long[] BOUNDS = bounds();

    /** By the number of leading zeros of a duration: the first bucket in which it can be. */
    private static final int[] FIRST_BUCKETS = IntStream.rangeClosed(0, Long.SIZE).map(Counters::firstBucket).toArray();

    static final int COUNTS = 0;
    static final int GAUGES = COUNTS + Count.values().length;
    static final int CONNECTIONS = GAUGES + Gauge.values().length;
    static final int TIMEOUTS = CONNECTIONS + PHASES;
    static final int REFUSALS = TIMEOUTS + PHASES;
    /** Answers by class of status; the same as below, without the routes. */
    static final int ANSWERS = REFUSALS + Violation.values().length;
    static final int TIMES = ANSWERS + CLASSES;
    /** The buckets of a distribution, and the sum. */
    static final int TIMES_LENGTH = BOUNDS.length + 2;
    static final int REQUESTS = TIMES + Times.values().length * TIMES_LENGTH;
    static final int LENGTH = REQUESTS + ROUTES_MAX * METHODS * CLASSES;
    private static final int NAMES = LENGTH * Long.BYTES;
    /** The size of a block, in bytes. */
    public static final int BYTES = NAMES + ROUTES_MAX * ROUTE_NAME_BYTES;

    private final ByteBuffer block;
    private final LongBuffer numbers;
    private final Map<String, Integer> routes = new HashMap<>();

    /**
     * Begins to count, or goes on after another process has ended.
     *
     * @param block of {@link #BYTES} bytes: all zero, or as the other process has left it
     */
    public Counters(ByteBuffer block) {
        this.block = block;
        this.numbers = block.slice(0, NAMES).order(block.order()).asLongBuffer();
        routes.put("", 0);
        for (int number = 1; number < ROUTES_MAX && !routeName(block, number).isEmpty(); number++) {
            routes.put(routeName(block, number), number);
        }
        for (int phase = 0; phase < PHASES; phase++) {
            numbers.put(CONNECTIONS + phase, 0);        // they are closed
        }
    }

    private static long[] bounds() {
        long[] steps = {100, 120, 150, 200, 250, 300, 400, 500, 600, 800};
        long[] bounds = new long[80];
        long factor = 10;                               // from 1 µs to 80 s
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = steps[i % steps.length] * factor;
            factor *= (i + 1) % steps.length == 0 ? 10 : 1;
        }
        return bounds;
    }

    private static int firstBucket(int leadingZeros) {
        long least = leadingZeros == 0 || leadingZeros == Long.SIZE ? 0 : 1L << Long.SIZE - 1 - leadingZeros;
        return (int) Arrays.stream(BOUNDS).filter(bound -> bound < least).count();
    }

    /** The block, to be read by {@link Totals}. */
    public ByteBuffer block() {
        return block;
    }

    /** Sets a gauge. */
    public void set(Gauge gauge, long value) {
        numbers.put(GAUGES + gauge.ordinal(), value);
    }

    /** A connection is in another phase. @param from,to places in {@link Totals#phases}; {@link #NONE} before and after its life */
    void moved(int from, int to) {
        if (from != NONE) {
            addAt(CONNECTIONS + from, -1);
        }
        if (to != NONE) {
            addAt(CONNECTIONS + to, 1);
        }
    }

    /** Adds to a count. */
    public void add(Count count, long number) {
        addAt(COUNTS + count.ordinal(), number);
    }

    void refused(Violation violation) {
        addAt(REFUSALS + violation.ordinal(), 1);
    }

    void timedOut(HttpConnection.Phase phase) {
        addAt(TIMEOUTS + phase.ordinal(), 1);
    }

    void took(Times times, long nanos) {
        tookAt(times, bucket(nanos), nanos);
    }

    // region: answered
    /**
     * A request was answered.
     *
     * @param method         empty if the server does not know it, or it could not be read
     * @param route          what matched it; empty if that is unknown
     * @param firstByteNanos see {@link Times#FIRST_BYTE}
     * @param nanos          see {@link Times#RESPONSE}
     */
    void answered(Optional<Method> method, int status, String route, long firstByteNanos, long nanos) {
        int which = method.isPresent() ? method.get().ordinal() : METHODS - 1;
        addAt(REQUESTS + (route(route) * METHODS + which) * CLASSES + status / 100 - 1, 1);
        addAt(ANSWERS + status / 100 - 1, 1);
        int bucket = bucket(nanos);
        tookAt(Times.RESPONSE, bucket, nanos);
        tookAt(Times.FIRST_BYTE, firstByteNanos == nanos ? bucket : bucket(firstByteNanos), firstByteNanos);
    }

    // endregion

    private void tookAt(Times times, int bucket, long nanos) {
        int start = TIMES + times.ordinal() * TIMES_LENGTH;
        addAt(start + bucket, 1);
        addAt(start + TIMES_LENGTH - 1, nanos);
    }

    private void addAt(int index, long number) {
        numbers.put(index, numbers.get(index) + number);
    }

    private static int bucket(long nanos) {
        int bucket = FIRST_BUCKETS[Long.numberOfLeadingZeros(nanos)];
        while (bucket < BOUNDS.length && BOUNDS[bucket] < nanos) {
            bucket++;
        }
        return bucket;
    }

    private int route(String name) {
        Integer known = routes.get(name);
        return known != null ? known : addRoute(name);
    }

    private int addRoute(String name) {
        int number = Math.min(routes.size(), ROUTES_MAX - 1);
        routes.put(name, number);
        byte[] bytes = (number == ROUTES_MAX - 1 ? "others" : name).getBytes(UTF_8);
        block.put(NAMES + number * ROUTE_NAME_BYTES, Arrays.copyOf(bytes, ROUTE_NAME_BYTES));
        return number;
    }

    /** The name of a route in a block; empty if there is none of this number. */
    static String routeName(ByteBuffer block, int number) {
        byte[] bytes = new byte[ROUTE_NAME_BYTES];
        block.get(NAMES + number * ROUTE_NAME_BYTES, bytes);
        return new String(bytes, UTF_8).replace("\0", "");
    }
}
