package hostling.loop;

import java.time.Duration;

/**
 * How long a connection may keep the server waiting.
 *
 * @param header    from the first byte of a request to the end of its header section; then 408
 * @param body      between two arrivals of content; then 408
 * @param write     between two moments at which the client took some of a response; then the connection is closed
 * @param keepAlive between a response and the next request; then the connection is closed without a word
 * @param answer    from the whole request to the handler's response; then 503
 * @param request   from the first byte of a request to the last of its response; then 408 where that can still be said
 */
public record Timeouts(Duration header, Duration body, Duration write, Duration keepAlive, Duration answer,
                       Duration request) {
    /** What holds where nothing else is said. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(300));

    /** Refuses durations that are not positive. */
    public Timeouts {
        for (Duration duration : new Duration[] {header, body, write, keepAlive, answer, request}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a timeout is longer than nothing");
            }
        }
    }
}
