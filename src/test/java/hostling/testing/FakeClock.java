package hostling.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Both clocks of a server. They move only when a test advances them. */
public final class FakeClock implements LongSupplier, InstantSource {
    /** Later than the time of any file in the tests, because the file system has its own clock. */
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
