package hostling.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The one place that reads the clocks of the machine; everything else is given the time. */
final class SystemTime implements InstantSource, LongSupplier {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    /** Nanoseconds of a clock that only ever goes forward. */
    @Override
    public long getAsLong() {
        return System.nanoTime();
    }

    /** The time of {@link #instant} in milliseconds, without an object for it. */
    @Override
    public long millis() {
        return System.currentTimeMillis();
    }
}
