package hostling.server;

import hostling.log.AccessLog;
import hostling.log.ErrorLog;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The settings and dependencies of the server, its two clocks included.
 *
 * @param limits         how much of a request is read
 * @param timeouts       how long a connection may keep the server waiting
 * @param connectionsMax how many connections may be open at once, at least 1; one more evicts an idle one or, if none is
 *                       idle, is answered with 503
 * @param memoryBytesMax how many bytes all connections together may hold for unfinished requests and responses, at least
 *                       {@link #MEMORY_BYTES_MIN}
 * @param stopGrace      how long responses in flight may take, counted from the call that stops the server
 * @param proxies        the proxies whose word about their clients counts
 * @param timing         whether each response tells how long it took, in Server-Timing
 * @param accessLog      is given each request
 * @param errorLog       is given faults and other events
 * @param nanoTime       monotonic clock in nanoseconds, for deadlines
 * @param wallClock      time of day, for dates
 */
public record ServerSettings(Limits limits, Timeouts timeouts, int connectionsMax, long memoryBytesMax,
                           Duration stopGrace, TrustedProxies proxies, boolean timing, AccessLog accessLog, ErrorLog errorLog,
                           LongSupplier nanoTime, InstantSource wallClock) {
    /** The smallest useful budget: some requests with heads of typical size. */
    public static final long MEMORY_BYTES_MIN = 1 << 20;

    /** Throws IllegalArgumentException if a number leaves no room to serve anyone, or the grace is negative or endless. */
    public ServerSettings {
        if (connectionsMax < 1 || memoryBytesMax < MEMORY_BYTES_MIN) {
            throw new IllegalArgumentException("too small to serve: " + connectionsMax + " connections, " + memoryBytesMax
                    + " bytes; at least 1 and " + MEMORY_BYTES_MIN);
        }
        if (stopGrace.isNegative() || stopGrace.compareTo(Timeouts.DURATION_MAX) > 0) {
            throw new IllegalArgumentException("stopGrace must be from 0 to 366 days, not " + stopGrace);
        }
    }

    /**
     * A quarter of the maximum heap, in bytes. The rest is for idle connections, cached files and short-lived objects, and
     * keeps <b>garbage collection</b> rare.
     */
    public static long defaultMemoryBytes() {
        return Math.max(MEMORY_BYTES_MIN, Runtime.getRuntime().maxMemory() / 4);
    }

    /** A copy with logs that never throw. */
    ServerSettings guarded() {
        ErrorLog guarded = new GuardedErrorLog(errorLog);
        return new ServerSettings(limits, timeouts, connectionsMax, memoryBytesMax, stopGrace, proxies, timing,
                GuardedAccessLog.around(accessLog, guarded), guarded, nanoTime, wallClock);
    }
}
