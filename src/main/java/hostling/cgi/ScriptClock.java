package hostling.cgi;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts the time in which the server waits for a script. While the script waits for its client, because the client does
 * not take what there is already, the clock stands: how slow the client may be is for the loop to say.
 */
final class ScriptClock {
    private final LongSupplier nanoTime;
    private boolean runs;
    private long runsSinceNanos;
    private long spentNanos;

    /** A clock that stands at nothing. */
    ScriptClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The server waits for the script from now on. */
    void run() {
        if (!runs) {
            runs = true;
            runsSinceNanos = nanoTime.getAsLong();
        }
    }

    /** The server has something of the script's that the client has not taken yet. */
    void stand() {
        if (runs) {
            spentNanos = spentNanos();
            runs = false;
        }
    }

    /** How long the script was waited for until now. */
    Duration spent() {
        return Duration.ofNanos(spentNanos());
    }

    private long spentNanos() {
        return runs ? spentNanos + nanoTime.getAsLong() - runsSinceNanos : spentNanos;
    }
}
