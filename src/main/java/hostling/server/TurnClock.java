package hostling.server;

import hostling.http.HttpDate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Both clocks, each read once a turn: everything in a turn happens at the same time. */
final class TurnClock {
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private long nanos;
    private boolean timeIsKnown;
    private long millis;
    private Instant now = Instant.EPOCH;
    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    TurnClock(LongSupplier nanoTime, InstantSource wallClock) {
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        startTurn();
    }

    /** Reads the monotonic clock. */
    void startTurn() {
        nanos = nanoTime.getAsLong();
        timeIsKnown = false;
    }

    /** The monotonic clock at the start of the turn, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** The monotonic clock at this moment, in nanoseconds. */
    long nanosNow() {
        return nanoTime.getAsLong();
    }

    /** The time of day, read at the first call in the turn. */
    Instant now() {
        if (!timeIsKnown) {
            timeIsKnown = true;
            long newMillis = wallClock.millis();
            if (newMillis != millis) {                  // many turns fit into a millisecond and share one Instant
                millis = newMillis;
                now = Instant.ofEpochMilli(newMillis);
            }
        }
        return now;
    }

    /** {@link #now} as the value of a Date field; formatted once a second. */
    String date() {
        if (now().getEpochSecond() != dateSecond) {
            dateSecond = now().getEpochSecond();
            date = HttpDate.format(now());
        }
        return date;
    }
}
