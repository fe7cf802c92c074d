package hostling.bench.load;

import java.util.Optional;

/**
 * The result of a load.
 *
 * @param requests the number of requests that were answered
 * @param bytes    the number of bytes transferred, if it was counted
 * @param problem  the reason why the numbers are invalid, if they are
 */
public record Load(double requests, double bytes, double seconds, Optional<String> problem) {
    public double rate() {
        return requests / seconds;
    }
}
