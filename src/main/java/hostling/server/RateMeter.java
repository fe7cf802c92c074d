package hostling.server;

import java.time.Duration;

/** How fast a client sends or accepts bytes, within a window of time. */
final class RateMeter {
    private long beganNanos;
    private long bytes;

    /** Begins another window. */
    void begin(long nowNanos) {
        beganNanos = nowNanos;
        bytes = 0;
    }

    void count(long more) {
        bytes += more;
    }

    /** When a window of this length ends. */
    long endNanos(Duration window) {
        return beganNanos + window.toNanos();
    }

    /** Whether the counted bytes amount to at least this rate, averaged over a window of this length. */
    boolean isAtLeast(long bytesPerSecond, Duration window) {
        return bytes >= bytesPerSecond * (window.toNanos() / 1e9);
    }
}
