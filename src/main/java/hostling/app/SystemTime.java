package hostling.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The only class that reads the machine's clocks; all other code gets a clock passed in. */
final class SystemTime implements InstantSource, LongSupplier {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    /** Nanoseconds of a <b>monotonic</b> clock, which is never set back. */
    @Override
    public long getAsLong() {
        return System.nanoTime();
    }

    /** The time of {@link #instant} in milliseconds since the epoch, without creating an object. */
    @Override
    public long millis() {
        return System.currentTimeMillis();
    }
}
