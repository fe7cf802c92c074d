package hostling.server;

import hostling.log.AccessLog;
import hostling.log.ErrorLog;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the loop is given: everything that it does not decide by itself, the two clocks included.
 *
 * @param limits         how much of a request is read
 * @param timeouts       how long a connection may keep the server waiting
 * @param connectionsMax how many connections are open at once; one more takes the place of an idle one, or is answered
 *                       with 503
 * @param memoryBytesMax how much memory all connections may hold together for requests and responses that are not done,
 *                       in bytes
 * @param stopGrace      how long responses in flight may take once the server is told to stop
 * @param accessLog      takes note of each request
 * @param errorLog       takes what went wrong here
 * @param nanoTime       counts nanoseconds, for deadlines
 * @param wallClock      tells the time, for dates
 */
public record ServerSettings(Limits limits, Timeouts timeouts, int connectionsMax, long memoryBytesMax,
                           Duration stopGrace, AccessLog accessLog, ErrorLog errorLog, LongSupplier nanoTime,
                           InstantSource wallClock) {
    /** The least that makes sense: some requests with heads of usual size. */
    public static final long MEMORY_BYTES_MIN = 1 << 20;

    /** Refuses numbers with which nobody could be served. */
    public ServerSettings {
        if (connectionsMax < 1 || memoryBytesMax < MEMORY_BYTES_MIN) {
            throw new IllegalArgumentException("no room to serve: " + connectionsMax + " connections, " + memoryBytesMax
                    + " bytes");
        }
    }

    /**
     * A quarter of the heap. What is left is for idle connections, cached files and what is there only for a moment, and
     * it keeps the collector of garbage from going through all of it again and again.
     */
    public static long memoryOfThisMachine() {
        return Math.max(MEMORY_BYTES_MIN, Runtime.getRuntime().maxMemory() / 4);
    }

    /** The same with logs that never throw. */
    ServerSettings guarded() {
        ErrorLog guarded = new GuardedErrorLog(errorLog);
        return new ServerSettings(limits, timeouts, connectionsMax, memoryBytesMax, stopGrace,
                GuardedAccessLog.around(accessLog, guarded), guarded, nanoTime, wallClock);
    }
}
