package hostling.app;

import java.time.Duration;

/**
 * The delay before a worker that has ended is replaced: an <b>exponential backoff</b>. After an occasional crash the
 * replacement starts at once. A fault that hits every worker at start-up must not keep the machine busy with restarts.
 */
final class RestartPolicy {
    static final Duration DELAY_MIN = Duration.ofMillis(100);
    static final Duration DELAY_MAX = Duration.ofSeconds(10);
    /** A process that lives this long has started well, and resets the delay. */
    static final Duration STABLE_AFTER = Duration.ofSeconds(5);

    private Duration next = Duration.ZERO;

    // region: policy
    /** The delay after a process that lived this long. */
    Duration delayAfter(Duration life) {
        if (life.compareTo(STABLE_AFTER) >= 0) {
            next = Duration.ZERO;
            return Duration.ZERO;
        }
        Duration delay = next;
        Duration doubled = delay.isZero() ? DELAY_MIN : delay.multipliedBy(2);
        next = doubled.compareTo(DELAY_MAX) < 0 ? doubled : DELAY_MAX;
        return delay;
    }
    // endregion
}
