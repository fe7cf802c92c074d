package hostling.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that want a turn though nothing has come for them from outside. */
final class TurnQueue {
    /**
     * For how long connections are given their turn in one turn of the loop: a client that has just come waits no longer
     * than that, however many others have work to do.
     */
    private static final long SHARE_NANOS = 4_000_000;

    private final TurnClock clock;
    /** Their handlers have said something. */
    private final Deque<ConnectionDriver> woken = new ArrayDeque<>();
    /** They have used up their share of a turn and have more to do, so they come after all others. */
    private final Deque<ConnectionDriver> interrupted = new ArrayDeque<>();

    TurnQueue(TurnClock clock) {
        this.clock = clock;
    }

    /** Asks for a turn in this turn of the loop. */
    void wake(ConnectionDriver connection) {
        woken.add(connection);
    }

    /** Asks for one in a later turn of the loop, after those that have had none. */
    void comeBack(ConnectionDriver connection) {
        interrupted.add(connection);
    }

    boolean isEmpty() {
        return woken.isEmpty() && interrupted.isEmpty();
    }

    /** As many as there are now, and as there is time for. The others have their turn next time. */
    void run() {
        if (isEmpty()) {
            return;
        }
        long began = clock.nanosNow();
        int interruptedNow = interrupted.size();
        run(woken, woken.size(), began);
        run(interrupted, interruptedNow, began);
    }

    /** One at least: each queue moves on. */
    private void run(Deque<ConnectionDriver> queue, int count, long began) {
        for (int left = count; left > 0; left--) {
            queue.poll().resume();
            if (clock.nanosNow() - began > SHARE_NANOS) {
                return;
            }
        }
    }
}
