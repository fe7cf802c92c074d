package hostling.bench.load;

import java.util.Optional;

/**
 * What a load did.
 *
 * @param requests how many were answered
 * @param bytes    how much was moved, where that was counted
 * @param problem  why the numbers are worth nothing, where they are
 */
public record Load(double requests, double bytes, double seconds, Optional<String> problem) {
    public double rate() {
        return requests / seconds;
    }
}
