package hostling.cgi;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how long the server waits for a script. The clock stops while the script waits for its client, because the client
 * has not accepted the output so far: the loop has other time limits for slow clients.
 */
final class ScriptClock {
    private final LongSupplier nanoTime;
    private boolean isRunning;
    private long startedNanos;
    private long elapsedNanos;

    /** A stopped clock at zero. */
    ScriptClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** From now on the server waits for the script. Does nothing if the clock runs. */
    void start() {
        if (!isRunning) {
            isRunning = true;
            startedNanos = nanoTime.getAsLong();
        }
    }

    /** From now on output of the script waits for the client. Does nothing if the clock is stopped. */
    void stop() {
        if (isRunning) {
            elapsedNanos = elapsedNanos();
            isRunning = false;
        }
    }

    /** How long the server has waited for the script so far. */
    Duration elapsed() {
        return Duration.ofNanos(elapsedNanos());
    }

    private long elapsedNanos() {
        return isRunning ? elapsedNanos + nanoTime.getAsLong() - startedNanos : elapsedNanos;
    }
}
