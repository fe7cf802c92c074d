package hostling.server;

import java.time.Duration;

/**
 * How long a connection may keep the server waiting. Each limit is about the silence of one party; none is about how long
 * a transfer takes, as long as it goes on. So that a byte now and then does not count as going on, there is a lowest rate,
 * too.
 *
 * @param header    from the first byte of a request to the end of its header section; then 408
 * @param body      between two arrivals of content; then 408
 * @param write     between two moments at which the client took some of a response; then the connection is closed
 * @param keepAlive between a response and the next request; then the connection is closed without a word
 * @param answer    from the whole request to the handler's response; then 503
 * @param minRate   how many bytes of content a client has to send in a second, on average over each {@code body}, or has
 *                  to take of a response, on average over each {@code write}; 0 for any number
 */
public record Timeouts(Duration header, Duration body, Duration write, Duration keepAlive, Duration answer,
                       long minRate) {
    /** What holds if nothing else is said. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(60), 256);

    /** Refuses durations that are not positive, and a rate below 0. */
    public Timeouts {
        for (Duration duration : new Duration[] {header, body, write, keepAlive, answer}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a timeout is longer than nothing");
            }
        }
        if (minRate < 0) {
            throw new IllegalArgumentException("a rate is 0 or more: " + minRate);
        }
    }
}
