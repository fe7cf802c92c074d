package hostling.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Both clocks of a server, which move when a test says so. */
public final class FakeClock implements LongSupplier, InstantSource {
    /** Later than any file of a test was made: the file system has a clock of its own. */
    private static final Instant START = Instant.parse("2037-11-23T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1_000_000_000);

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
