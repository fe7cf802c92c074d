package hostling.metrics;

import hostling.server.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The totals of the last hour: one for each second of the last five minutes, and one for each minute before. */
public final class History {
    /** A span of time up to now, in sixty steps. */
    public enum Window {
        MINUTE(Duration.ofMinutes(1)), FIVE_MINUTES(Duration.ofMinutes(5)), HOUR(Duration.ofHours(1));

        private final Duration length;

        Window(Duration length) {
            this.length = length;
        }

        /** How long it is. */
        public Duration length() {
            return length;
        }

        int stepSeconds() {
            return (int) length.toSeconds() / STEPS;
        }
    }

    /** How many steps a window has. */
    public static final int STEPS = 60;
    private static final int MINUTE_SECONDS = 60;
    private static final int SECONDS = MINUTE_SECONDS * 5 + 1;
    private static final int MINUTES = STEPS + 1;

    private final Totals[] seconds = new Totals[SECONDS];
    private final Totals[] minutes = new Totals[MINUTES];
    private long count;

    /** Takes the totals of another second. */
    public void add(Totals totals) {
        Totals kept = totals.withoutRequests();
        seconds[(int) (count % SECONDS)] = kept;
        if (count % MINUTE_SECONDS == 0) {
            minutes[(int) (count / MINUTE_SECONDS % MINUTES)] = kept;
        }
        count++;
    }

    /**
     * What was counted in each step of a window, the oldest first; fewer if there is no older one. A step of an hour is a whole
     * minute, so the present one is missing.
     */
    public List<Totals> steps(Window window) {
        Totals[] ring = window == Window.HOUR ? minutes : seconds;
        int stride = window == Window.HOUR ? 1 : window.stepSeconds();
        long newest = window == Window.HOUR ? (count - 1) / MINUTE_SECONDS : count - 1;
        List<Totals> steps = new ArrayList<>();
        for (long end = newest; end - stride >= 0 && steps.size() < STEPS; end -= stride) {
            steps.add(0, ring[(int) (end % ring.length)].since(ring[(int) ((end - stride) % ring.length)]));
        }
        return steps;
    }

    /** What was counted in a window, as far back as there are totals; nothing if there are none. */
    public Totals total(Window window) {
        if (count == 0) {
            return Totals.of(List.of());
        }
        long wanted = window.length().toSeconds();
        long seconds = Math.min(wanted, count - 1);
        Totals newest = second(count - 1);
        if (seconds < SECONDS) {
            return newest.since(second(count - 1 - seconds));
        }
        long minute = Math.max(0, (count - 1 - seconds + MINUTE_SECONDS - 1) / MINUTE_SECONDS);
        return newest.since(minutes[(int) (minute % MINUTES)]);
    }

    /** How many seconds of a window have passed since the history began. */
    public long secondsOf(Window window) {
        return Math.max(1, Math.min(window.length().toSeconds(), count - 1));
    }

    private Totals second(long number) {
        return seconds[(int) (number % SECONDS)];
    }
}
