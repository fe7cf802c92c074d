package hostling.cgi;

import java.time.Duration;

/**
 * Limits of scripts.
 *
 * @param scriptsMax     how many run at once, at least 1; one more is answered with 503
 * @param time           how long the server waits for a script in total, counted from its start; the clock stops while the
 *                       script's output waits for the client. Then the server kills the script, and answers 504 if nothing
 *                       was sent yet
 * @param outputBytesMax how many bytes a script may write to standard output and standard error together; then the server
 *                       kills it, and answers 502 if nothing was sent yet
 */
public record CgiLimits(int scriptsMax, Duration time, long outputBytesMax) {
    /** 32 scripts, 30 seconds, 10 MiB. */
    public static final CgiLimits DEFAULT = new CgiLimits(32, Duration.ofSeconds(30), 10L << 20);

    /** Throws IllegalArgumentException if a limit is not positive. */
    public CgiLimits {
        if (scriptsMax < 1 || time.isNegative() || time.isZero() || outputBytesMax < 1) {
            throw new IllegalArgumentException("the limits of scripts must be positive: " + scriptsMax + " scripts, " + time
                    + ", " + outputBytesMax + " bytes");
        }
    }
}
