package hostling.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A moment that something has to be done by, and that is not put off. For threads that may wait.
 *
 * @param nanoTime the clock
 * @param atNanos  the moment on it
 */
record Deadline(LongSupplier nanoTime, long atNanos) {
    private static final long LOOK_NANOS = 2_000_000;

    /** The moment that comes after this time. */
    static Deadline in(Duration duration) {
        return in(duration, new SystemTime());
    }

    static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** How long it is until then; not above zero if it has passed. */
    long nanosLeft() {
        return atNanos - nanoTime.getAsLong();
    }

    /** Waits a moment, before the caller looks again whether it can go on. */
    void waitALittle() {
        LockSupport.parkNanos(Math.min(nanosLeft(), LOOK_NANOS));
    }
}
