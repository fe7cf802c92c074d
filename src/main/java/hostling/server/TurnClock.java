package hostling.server;

import hostling.http.HttpDate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Both clocks, each looked at once a turn: all that happens in a turn happens at the same time. */
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

    /** It is now. */
    void startTurn() {
        nanos = nanoTime.getAsLong();
        timeIsKnown = false;
    }

    /** Nanoseconds of a clock that only goes forward, at the start of the turn. */
    long nanos() {
        return nanos;
    }

    /** The same at this moment. */
    long nanosNow() {
        return nanoTime.getAsLong();
    }

    /** The time of day at the start of the turn. */
    Instant now() {
        if (!timeIsKnown) {
            timeIsKnown = true;
            long newMillis = wallClock.millis();
            if (newMillis != millis) {                  // turns are shorter than that; instants are made for none but this
                millis = newMillis;
                now = Instant.ofEpochMilli(newMillis);
            }
        }
        return now;
    }

    /** The same as the value of a Date field; encoded anew once a second. */
    String date() {
        if (now().getEpochSecond() != dateSecond) {
            dateSecond = now().getEpochSecond();
            date = HttpDate.format(now());
        }
        return date;
    }
}
