package hostling.examine;

import java.time.Duration;
import java.util.List;

/**
 * What came out of a stage.
 *
 * @param number counts from 1
 * @param name   one word for the command line
 * @param title  what a server can do that passes it
 * @param time   how long it took
 */
public record StageReport(int number, String name, String title, List<Result> results, Duration time) {
    /** How many of its checks have this verdict. */
    public int count(Verdict verdict) {
        return (int) results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** How many of its checks can be passed or not: what could not be tried or is free to choose does not count. */
    public int rated() {
        return count(Verdict.PASSED) + count(Verdict.FAILED) + count(Verdict.WEAK);
    }
}
