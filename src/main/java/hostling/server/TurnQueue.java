package hostling.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that want a turn although their transports are not ready. */
final class TurnQueue {
    /**
     * How long one turn of the loop runs queued connections. A client that has just arrived waits no longer than that, plus
     * one connection's turn, however many connections have work to do.
     */
    private static final long SHARE_NANOS = 4_000_000;

    private final TurnClock clock;
    /** Connections whose handlers or sources can go on. */
    private final Deque<ConnectionDriver> woken = new ArrayDeque<>();
    /** Connections that have used up their share of a turn and have more to do; they come after all others. */
    private final Deque<ConnectionDriver> interrupted = new ArrayDeque<>();

    TurnQueue(TurnClock clock) {
        this.clock = clock;
    }

    /** Asks for a turn in this turn of the loop. */
    void addWoken(ConnectionDriver connection) {
        woken.add(connection);
    }

    /** Asks for a turn in a later turn of the loop, after the connections that have had none. */
    void addInterrupted(ConnectionDriver connection) {
        interrupted.add(connection);
    }

    boolean isEmpty() {
        return woken.isEmpty() && interrupted.isEmpty();
    }

    /** Runs the connections that are queued now, as time allows; the others follow in the next turn of the loop. */
    void run() {
        if (isEmpty()) {
            return;
        }
        long began = clock.nanosNow();
        int interruptedNow = interrupted.size();
        run(woken, woken.size(), began);
        run(interrupted, interruptedNow, began);
    }

    /** Runs at least one, so that each queue makes progress. */
    private void run(Deque<ConnectionDriver> queue, int count, long began) {
        for (int left = count; left > 0; left--) {
            queue.poll().resume();
            if (clock.nanosNow() - began > SHARE_NANOS) {
                return;
            }
        }
    }
}
