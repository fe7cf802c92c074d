package hostling.cgi;

import java.time.Duration;

/**
 * How much scripts may take.
 *
 * @param scriptsMax     how many run at once; one more is answered with 503
 * @param time           how long the server waits for one, all in all; then it is ended, and answered with 504 where
 *                       nothing was sent yet. While what it wrote waits for the client, this clock stands
 * @param outputBytesMax how much one may write; then it is ended, and answered with 502 where nothing was sent yet
 */
public record CgiLimits(int scriptsMax, Duration time, long outputBytesMax) {
    /** 32 scripts, 30 seconds, 10 MiB. */
    public static final CgiLimits DEFAULT = new CgiLimits(32, Duration.ofSeconds(30), 10L << 20);

    /** Checks the ranges. */
    public CgiLimits {
        if (scriptsMax < 1 || time.isNegative() || time.isZero() || outputBytesMax < 1) {
            throw new IllegalArgumentException("a script needs room, time and a word: " + scriptsMax + ", " + time
                    + ", " + outputBytesMax);
        }
    }
}
