package hostling.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers recent faults: one that occurs four times a second is worth one stack trace a minute. Two faults are the same if
 * the classes in their chains of causes and the innermost frames of each are the same.
 */
final class RepeatFilter {
    /** How long a stack trace is not shown again, counted from when it was last shown. */
    static final Duration QUIET = Duration.ofMinutes(1);
    /** Faults to remember; the least recently seen one is evicted first. */
    private static final int FAULTS_MAX = 64;
    /** The same fault may have different outer callers. */
    private static final int FRAMES_COMPARED = 4;

    /**
     * The key is a hash of everything that makes two faults the same, so that the memory stays bounded. If two different
     * faults have the same hash, one of their stack traces is shown a minute late.
     */
    private final Map<Integer, Shown> recent = new LinkedHashMap<>(FAULTS_MAX, 0.75f, true);

    /**
     * How to show a fault.
     *
     * @param trace whether to show the stack trace
     * @param times how often the fault has occurred since the trace was last shown; 0 if it was never shown
     * @param since when the trace was last shown; null if it was never shown
     */
    record Showing(boolean trace, long times, Instant since) { }

    /** Records an occurrence of a fault, and says how to show it. */
    Showing note(List<ThrowableSummary> chain, Instant now) {
        int key = keyOf(chain);
        Shown before = recent.get(key);
        boolean quiet = before != null && !now.isBefore(before.at) && now.isBefore(before.at.plus(QUIET));
        if (quiet) {
            return new Showing(false, ++before.times, before.at);
        }
        remember(key, now);
        return before == null ? new Showing(true, 0, null) : new Showing(true, before.times, before.at);
    }

    private void remember(int key, Instant now) {
        recent.put(key, new Shown(now));
        if (recent.size() > FAULTS_MAX) {
            recent.remove(recent.keySet().iterator().next());
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
