package hostling.loop;

import hostling.metrics.AccessLog;
import hostling.metrics.ErrorLog;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the loop is given: everything that it does not decide by itself, the two clocks included.
 *
 * @param limits         how much of a request is read
 * @param timeouts       how long a connection may keep the server waiting
 * @param connectionsMax how many connections are open at once; more wait in the backlog
 * @param stopGrace      how long responses in flight may take once the server is told to stop
 * @param accessLog      takes note of each request
 * @param errorLog       takes what went wrong here
 * @param nanoTime       counts nanoseconds, for deadlines
 * @param wallClock      tells the time, for dates
 */
public record LoopSettings(Limits limits, Timeouts timeouts, int connectionsMax, Duration stopGrace,
                           AccessLog accessLog, ErrorLog errorLog, LongSupplier nanoTime,
                           InstantSource wallClock) { }
