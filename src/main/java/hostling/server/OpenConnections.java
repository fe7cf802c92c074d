package hostling.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The connections that are open, and which of them makes room for another one. */
final class OpenConnections {
    /** So many idle ones are found in one look at all. */
    private static final int EVICTED_MAX = 256;

    /** In no order. Each knows its place. */
    private final List<ConnectionDriver> all = new ArrayList<>();
    /** Idle ones, that of the longest silence first, as they were found in this turn; null before somebody looks. */
    private Deque<ConnectionDriver> idle;

    int count() {
        return all.size();
    }

    /** Tells it its place, which changes when others are removed. */
    void add(ConnectionDriver connection) {
        connection.placed(all.size());
        all.add(connection);
    }

    /** The last one takes its place. */
    void remove(ConnectionDriver connection) {
        ConnectionDriver last = all.remove(all.size() - 1);
        if (last != connection) {
            all.set(connection.place(), last);
            last.placed(connection.place());
        }
    }

    /** What there is now, in a list that does not change while it is gone through. */
    List<ConnectionDriver> copy() {
        return List.copyOf(all);
    }

    /** Closes the connection that has been idle for the longest; whether there was one. */
    boolean evictIdle() {
        if (idle == null) {
            idle = all.stream().filter(each -> each.idleSinceNanos() != Long.MAX_VALUE)
                    .sorted(Comparator.comparingLong(ConnectionDriver::idleSinceNanos)).limit(EVICTED_MAX)
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }
        for (ConnectionDriver next = idle.poll(); next != null; next = idle.poll()) {
            if (next.idleSinceNanos() != Long.MAX_VALUE) {
                next.close();
                return true;
            }
        }
        return false;
    }

    /** What was found about idle ones does not hold any more. */
    void endTurn() {
        idle = null;
    }

    /** In words, for the log: how many do what. */
    String activities() {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(connection -> counts.merge(connection.activity(), 1, Integer::sum));
        return counts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
