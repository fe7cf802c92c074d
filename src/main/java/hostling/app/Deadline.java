package hostling.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A fixed moment by which something has to be done; nothing resets it. For threads that may block.
 *
 * @param nanoTime the clock, in nanoseconds
 * @param atNanos  the moment on this clock
 */
record Deadline(LongSupplier nanoTime, long atNanos) {
    private static final long POLL_NANOS = 2_000_000;

    /** The deadline this long from now. */
    static Deadline in(Duration duration) {
        return in(duration, new SystemTime());
    }

    static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** Nanoseconds left; zero or negative if it has passed. */
    long nanosLeft() {
        return atNanos - nanoTime.getAsLong();
    }

    /** Parks the thread for at most 2 ms, after which the caller checks its condition again. */
    void parkBriefly() {
        LockSupport.parkNanos(Math.min(nanosLeft(), POLL_NANOS));
    }
}
