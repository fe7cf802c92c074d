package hostling.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows which faults came a short time ago: a fault that comes four times a second is worth one stack trace a minute.
 * Two faults are the same if the classes in their chains of causes are, and the innermost methods of each.
 */
final class RepeatFilter {
    /** How long a stack trace is not shown again, counted from when it was shown. */
    static final Duration QUIET = Duration.ofMinutes(1);
    /** So many faults are remembered; the one that did not come for the longest time is forgotten first. */
    private static final int FAULTS_MAX = 64;
    /** The callers further out differ, and the fault is still the same. */
    private static final int FRAMES_COMPARED = 4;

    /**
     * By a hash of what makes two faults the same, which keeps the memory bounded whatever the faults hold. If two
     * different ones have the same hash, a stack trace is shown a minute late.
     */
    private final Map<Integer, Shown> lately = new LinkedHashMap<>(FAULTS_MAX, 0.75f, true);

    /**
     * What a fault is to be shown with.
     *
     * @param trace whether with its stack trace
     * @param times how often it came since the trace was shown; 0 if it never was
     * @param since when that was; null if it never was
     */
    record Showing(boolean trace, long times, Instant since) { }

    /** A fault came. */
    Showing note(List<ThrowableSummary> chain, Instant now) {
        int key = keyOf(chain);
        Shown before = lately.get(key);
        boolean quiet = before != null && !now.isBefore(before.at) && now.isBefore(before.at.plus(QUIET));
        if (quiet) {
            return new Showing(false, ++before.times, before.at);
        }
        remember(key, now);
        return before == null ? new Showing(true, 0, null) : new Showing(true, before.times, before.at);
    }

    private void remember(int key, Instant now) {
        lately.put(key, new Shown(now));
        if (lately.size() > FAULTS_MAX) {
            lately.remove(lately.keySet().iterator().next());
        }
    }

    private static int keyOf(List<ThrowableSummary> chain) {
        List<Object> same = new ArrayList<>();
        for (ThrowableSummary fault : chain) {
            same.add(fault.type());
            same.addAll(fault.frames().subList(0, Math.min(fault.frames().size(), FRAMES_COMPARED)));
        }
        return same.hashCode();
    }

    private static final class Shown {
        private final Instant at;
        private long times;

        Shown(Instant at) {
            this.at = at;
        }
    }
}
