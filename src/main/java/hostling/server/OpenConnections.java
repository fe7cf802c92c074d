package hostling.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The open connections, with <b>eviction</b> of idle ones to make room for others. */
final class OpenConnections {
    /** Most idle connections that one scan of all connections collects. */
    private static final int EVICTED_MAX = 256;

    /** In no order. Each connection knows its index. */
    private final List<ConnectionDriver> all = new ArrayList<>();
    /** Idle connections found by this turn's scan, the longest idle first; null before the scan. */
    private Deque<ConnectionDriver> idle;

    int count() {
        return all.size();
    }

    /** Adds a connection and sets its index, which may change when others are removed. */
    void add(ConnectionDriver connection) {
        connection.setIndex(all.size());
        all.add(connection);
    }

    /** Removes a connection in constant time: the last one takes its index. */
    void remove(ConnectionDriver connection) {
        ConnectionDriver last = all.remove(all.size() - 1);
        if (last != connection) {
            all.set(connection.index(), last);
            last.setIndex(connection.index());
        }
    }

    void forEach(Consumer<ConnectionDriver> visitor) {
        all.forEach(visitor);
    }

    /** A snapshot, safe to iterate while connections close. */
    List<ConnectionDriver> copy() {
        return List.copyOf(all);
    }

    /** Closes the connection that has been idle for the longest time; false if none is idle. */
    boolean evictIdle() {
        if (idle == null) {
            idle = all.stream().filter(each -> each.idleDeadlineNanos() != Long.MAX_VALUE)
                    .sorted(Comparator.comparingLong(ConnectionDriver::idleDeadlineNanos)).limit(EVICTED_MAX)
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }
        for (ConnectionDriver next = idle.poll(); next != null; next = idle.poll()) {
            if (next.idleDeadlineNanos() != Long.MAX_VALUE) {
                next.close();
                return true;
            }
        }
        return false;
    }

    /** Forgets the scan: in the next turn other connections may be idle. */
    void endTurn() {
        idle = null;
    }

    /** How many connections do what, in words, for the log. */
    String activities() {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(connection -> counts.merge(connection.activity(), 1, Integer::sum));
        return counts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
