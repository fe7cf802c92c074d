package hostling.loop;

import hostling.http.ErrorPages;
import hostling.http.Handler;
import hostling.metrics.AccessLog;
import hostling.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What the loop is given: everything that it does not decide by itself, the two clocks included.
 *
 * @param handler        answers requests
 * @param errorPages     makes the content of errors
 * @param limits         how much of a request is read
 * @param timeouts       how long a connection may keep the server waiting
 * @param connectionsMax how many connections are open at once; more wait in the backlog
 * @param stopGrace      how long responses in flight may take once the server is told to stop
 * @param accessLog      takes note of each request
 * @param faults         takes what went wrong here, with a sentence about what it happened to
 * @param nanoTime       counts nanoseconds, for deadlines
 * @param wallClock      tells the time, for dates
 */
public record LoopSettings(Handler handler, ErrorPages errorPages, Limits limits, Timeouts timeouts, int connectionsMax,
                           Duration stopGrace, AccessLog accessLog, BiConsumer<String, Throwable> faults,
                           LongSupplier nanoTime, InstantSource wallClock) { }
