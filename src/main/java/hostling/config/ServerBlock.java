package hostling.config;

import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.wire.Limits;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The tables {@code [server]}, {@code [proxies]}, {@code [limits]} and {@code [timeouts]}.
 *
 * @param workers        the number of processes that serve; if there are several, they share each port, and a parent
 *                       process starts them
 * @param connectionsMax the maximum number of open connections, in each process
 * @param memoryBytesMax the memory that all connections may hold together, in each process; empty for a quarter of its
 *                       heap
 * @param stopDelay      how long to serve on after the signal to stop
 * @param stopGrace      the time limit for responses in flight, counted from the end of the delay
 * @param reusesPort     whether another server of the same user may listen at the same addresses
 * @param timing         whether each response tells how long it took, in Server-Timing
 * @param proxies        the proxies in front, whose word about their clients counts
 * @param limits         the size limits of a request
 * @param timeouts       the time limits of a connection
 */
public record ServerBlock(int workers, int connectionsMax, OptionalLong memoryBytesMax, Duration stopDelay,
                          Duration stopGrace, boolean reusesPort, boolean timing, TrustedProxies proxies, Limits limits,
                          Timeouts timeouts) {
    /** Each worker is a whole Java virtual machine, so a sensible number is the number of cores. */
    public static final int WORKERS_MAX = 256;

    /** The defaults. */
    public static final ServerBlock DEFAULT = new ServerBlock(1, 10_000, OptionalLong.empty(),
            Duration.ZERO, Duration.ofSeconds(10), false, false, TrustedProxies.NONE, Limits.DEFAULT, Timeouts.DEFAULT);

    /** A copy with another number of processes. */
    public ServerBlock withWorkers(int count) {
        return new ServerBlock(count, connectionsMax, memoryBytesMax, stopDelay, stopGrace, reusesPort, timing, proxies,
                limits, timeouts);
    }

    /** The time limit for responses in flight, counted from the signal to stop. */
    public Duration stopTime() {
        return stopDelay.plus(stopGrace);
    }
}
