package hostling.examine;

import java.time.Duration;

/**
 * How long an examination waits.
 *
 * @param patience       for an answer, at the first try
 * @param secondPatience for an answer, at the second try
 * @param lostPatience   for an answer, after the server was silent many times
 * @param timeouts       how long connections are held open to see whether the server ends them
 * @param siege          how long each siege lasts
 */
record Pace(Duration patience, Duration secondPatience, Duration lostPatience, Duration timeouts, Duration siege) {
    /** For people who wait. Many servers end a connection after sixty seconds. */
    static final Pace USUAL = new Pace(Duration.ofMillis(1_500), Duration.ofMillis(3_000), Duration.ofMillis(500),
            Duration.ofSeconds(65), Duration.ofSeconds(3));

    /** A connection may take this many times the patience for one answer: a response that never ends is given up. */
    static final int PATIENCES_MAX = 3;
    /** An attempt opens no more connections after this many times the patience for one answer. */
    static final int PATIENCES_OF_ATTEMPT_MAX = 6;

    /** How long a connection may take at the first try. */
    Duration attempt() {
        return patience.multipliedBy(PATIENCES_MAX);
    }
}
