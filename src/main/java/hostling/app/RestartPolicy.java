package hostling.app;

import java.time.Duration;

/**
 * How long to wait before another process is started in the place of one that ended. A fault that comes once in a while
 * costs no time. One that is there from the start on must not keep the machine busy with starting.
 */
final class RestartPolicy {
    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(10);
    /** Who got so far has started well. */
    static final Duration GOOD_LIFE = Duration.ofSeconds(5);

    private Duration next = Duration.ZERO;

    // region: policy
    /** The time to wait after one that lived for so long. */
    Duration delayAfter(Duration life) {
        if (life.compareTo(GOOD_LIFE) >= 0) {
            next = Duration.ZERO;
            return Duration.ZERO;
        }
        Duration delay = next;
        Duration doubled = delay.isZero() ? SHORTEST : delay.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return delay;
    }
    // endregion
}
