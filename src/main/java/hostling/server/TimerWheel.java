package hostling.server;

import java.util.function.Consumer;

/**
 * A <b>hashed timing wheel</b>: sets, postpones and cancels a deadline at a cost that does not depend on how many there are.
 *
 * <p>The wheel has slots of one tick each. A deadline is linked into the slot of its time, in an intrusive list. Most
 * deadlines are postponed before they expire (each request postpones the one of its connection), so postponing only stores
 * the new time: when the old slot comes round, the deadline moves to its new slot. A deadline therefore expires up to one
 * tick late, and never early.
 */
final class TimerWheel {
    /** A callback at a moment in time. */
    abstract static class Deadline {
        /** The moment; meaningless, like the tick, while it is not linked. */
        private long atNanos;
        /** The tick of the slot that it is linked into. */
        private long tick;
        private Deadline previous;
        private Deadline next;

        /** Called once after the moment has passed; the deadline may then be set again. */
        abstract void expired();

        private boolean isLinked() {
            return next != null;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            next = null;
            previous = null;
        }
    }

    /** The head of a slot's list, a circular one. */
    private static final class Slot extends Deadline {
        Slot() {
            super.previous = this;
            super.next = this;
        }

        boolean isEmpty() {
            return super.next == this;
        }

        Deadline first() {
            return super.next;
        }

        /** Links a deadline that is linked nowhere, as the last one. */
        void add(Deadline deadline) {
            deadline.previous = super.previous;
            deadline.next = this;
            super.previous.next = deadline;
            super.previous = deadline;
        }

        /** Moves all deadlines of another slot into this empty one. */
        void takeAll(Slot other) {
            if (!other.isEmpty()) {
                super.next = ((Deadline) other).next;
                super.previous = ((Deadline) other).previous;
                super.next.previous = this;
                super.previous.next = this;
                ((Deadline) other).next = other;
                ((Deadline) other).previous = other;
            }
        }

        @Override
        void expired() {
            throw new AssertionError("a slot can't expire");
        }
    }

    static final long TICK_NANOS = 50_000_000;
    private static final int SLOTS = 1 << 9;

    private final Slot[] slots = new Slot[SLOTS];
    private final Consumer<Throwable> onFailure;
    private final Slot due = new Slot();
    /** All ticks before this one have been processed. */
    private long currentTick;
    /** No deadline is linked before this tick. */
    private long firstTick;
    private int linkedCount;

    /**
     * A wheel that starts now.
     *
     * @param nowNanos  the monotonic clock, in nanoseconds
     * @param onFailure is given anything that a deadline throws; the other deadlines still expire
     */
    TimerWheel(long nowNanos, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        currentTick = tickOf(nowNanos);
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /** Sets when a deadline expires, or changes it. */
    void set(Deadline deadline, long atNanos) {
        deadline.atNanos = atNanos;
        long tick = tickOf(atNanos);
        if (deadline.isLinked()) {
            if (tick >= deadline.tick) {
                return;                                 // moved when its slot comes round
            }
            remove(deadline);
        }
        link(deadline, tick);
    }

    /** Cancels a deadline; does nothing if it is not set. */
    void cancel(Deadline deadline) {
        if (deadline.isLinked()) {
            remove(deadline);
        }
    }

    /** Advances to this time, and calls the deadlines that have expired. */
    void advanceTo(long nowNanos) {
        long nowTick = tickOf(nowNanos);
        long tick = Math.max(currentTick, nowTick - SLOTS);
        currentTick = Math.max(currentTick, nowTick);   // deadlines that are set meanwhile are linked from here on
        for (; tick < nowTick; tick++) {
            processSlot(slots[slotOf(tick)], nowNanos);
        }
    }

    private void processSlot(Slot slot, long nowNanos) {
        // A deadline may be linked into this same slot again, so the slot's list is first moved to a separate head.
        due.takeAll(slot);
        while (!due.isEmpty()) {
            Deadline deadline = due.first();
            remove(deadline);
            if (deadline.atNanos <= nowNanos) {
                expire(deadline);
            } else {
                link(deadline, tickOf(deadline.atNanos));
            }
        }
    }

    private void expire(Deadline deadline) {
        try {
            deadline.expired();
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    /** Longest time to sleep, in milliseconds, at least 1; 0 if there is no deadline. */
    long sleepMillis() {
        if (linkedCount == 0) {
            return 0;
        }
        firstTick = Math.max(firstTick, currentTick);
        while (slots[slotOf(firstTick)].isEmpty()) {    // continues where it stopped last time: usually no step or one
            firstTick++;
        }
        return Math.max(1, firstTick - currentTick) * TICK_NANOS / 1_000_000;
    }

    /** How many deadlines are set. */
    int count() {
        return linkedCount;
    }

    /** The tick that contains the moment; when the tick is over, the moment has passed. */
    private static long tickOf(long atNanos) {
        return Math.floorDiv(atNanos, TICK_NANOS);
    }

    private static int slotOf(long tick) {
        return (int) (tick & SLOTS - 1);
    }

    private void link(Deadline deadline, long tick) {
        deadline.tick = Math.max(tick, currentTick);
        firstTick = Math.min(firstTick, deadline.tick);
        slots[slotOf(deadline.tick)].add(deadline);
        linkedCount++;
    }

    private void remove(Deadline deadline) {
        deadline.unlink();
        linkedCount--;
    }
}
