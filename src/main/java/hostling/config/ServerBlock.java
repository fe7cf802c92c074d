package hostling.config;

import hostling.wire.Limits;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The tables {@code [server]}, {@code [limits]} and {@code [timeouts]}. What the durations mean stands at
 * {@code hostling.server.Timeouts}, whose components have the same names.
 *
 * @param workers        how many processes serve; with more than one they share each port, under one that starts them
 * @param connectionsMax how many connections are open at once, in each process
 * @param memoryBytesMax how much memory they may hold together, in each process; empty for a quarter of its heap
 * @param stopGrace      how long responses in flight may take once the server is told to stop
 * @param limits         how much of a request is read
 */
public record ServerBlock(int workers, int connectionsMax, OptionalLong memoryBytesMax, Duration stopGrace,
                          Limits limits, Duration header, Duration body, Duration write, Duration keepAlive,
                          Duration answer, long minRate) {
    /** Each has a whole virtual machine to itself, so what is meant is a number of cores. */
    public static final int WORKERS_MAX = 256;

    /** What holds where the file says nothing. */
    public static final ServerBlock DEFAULT = new ServerBlock(1, 10_000, OptionalLong.empty(),
            Duration.ofSeconds(10), Limits.DEFAULT, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(15),
            Duration.ofSeconds(10), Duration.ofSeconds(60), 256);

    /** The same with another number of processes. */
    public ServerBlock withWorkers(int count) {
        return new ServerBlock(count, connectionsMax, memoryBytesMax, stopGrace, limits, header, body, write, keepAlive,
                answer, minRate);
    }
}
