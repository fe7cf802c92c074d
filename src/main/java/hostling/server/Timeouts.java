package hostling.server;

import java.time.Duration;

/**
 * How long a connection may keep the server waiting. Apart from {@code header}, each limit bounds the silence of one party,
 * not the duration of a transfer that makes progress. A minimum rate stops <b>slowloris</b> clients, which send or accept a
 * byte now and then to look alive.
 *
 * @param header    from the first byte of a request to the end of its header section, not reset in between; then 408
 * @param body      since the last arrival of content; each arrival resets it; then 408
 * @param write     since the client last accepted a part of a response, which resets it; then the connection is closed
 * @param keepAlive from a response, or the start of the connection, to the first byte of the next request; then the
 *                  connection is closed without a response
 * @param handler   from the end of the request, or the point where it waits for its handler, to the handler's response; then
 *                  503
 * @param minRate   bytes per second that a client must send, averaged over each {@code body} period, or accept, averaged
 *                  over each {@code write} period; 0 for no minimum
 */
public record Timeouts(Duration header, Duration body, Duration write, Duration keepAlive, Duration handler,
                       long minRate) {
    /** The longest permitted duration: a limit that is never reached is none. */
    public static final Duration DURATION_MAX = Duration.ofDays(366);

    /** The defaults. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(60), 256);

    /** Throws IllegalArgumentException if a duration is not from 1 ms to 366 days, or the rate is negative. */
    public Timeouts {
        requireRange("header", header);
        requireRange("body", body);
        requireRange("write", write);
        requireRange("keepAlive", keepAlive);
        requireRange("handler", handler);
        if (minRate < 0) {
            throw new IllegalArgumentException("minRate must not be negative: " + minRate);
        }
    }

    private static void requireRange(String name, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(DURATION_MAX) > 0) {
            throw new IllegalArgumentException("the timeout " + name + " must be from 1 ms to 366 days, not " + duration);
        }
    }
}
