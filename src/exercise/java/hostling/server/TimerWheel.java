package hostling.server;

import java.util.function.Consumer;

/**
 * A <b>hashed timing wheel</b>: sets, postpones and cancels a deadline at a cost that does not depend on how many there are.
 *
 * <p>The wheel has slots of one tick each. A deadline is linked into the slot of its time, in an intrusive list. Most
 * deadlines are postponed before they expire (each request postpones the one of its connection), so postponing only stores
 * the new time: when the old slot comes round, the deadline moves to its new slot. A deadline therefore expires up to one
 * tick late, and never early.
 *
 * <p>Your task: write the methods that throw an exception now. The lists are there.
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
    /** All ticks before this one have been processed. */
    private long currentTick;

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

    /** The tick that contains the moment, which may be negative; when the tick is over, the moment has passed. */
    private static long tickOf(long atNanos) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Links a deadline that is linked nowhere into the slot of a tick; of a tick that is over, into the slot that is processed next. */
    private void link(Deadline deadline, long tick) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Sets when a deadline expires, or changes it. */
    void set(Deadline deadline, long atNanos) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Cancels a deadline; does nothing if it is not set. */
    void cancel(Deadline deadline) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Advances to this time, and calls the deadlines that have expired.
     *
     * <ul>
     * <li>The slot of each tick that is over is processed. Of ticks that share a slot, one is enough: a pause may be of any length.
     * <li>A deadline in this slot expires if its moment has passed. Else it was postponed, or is more than a turn of the wheel away,
     *     and is linked into the slot of its moment. This may be the same slot again, which must not be processed without an end.
     * <li>When {@link Deadline#expired} is called, the deadline is not set any more. It may set or cancel itself and others. One that it
     *     sets to now or to the past expires in the next advance that ends a tick.
     * <li>Time may stand still or go back: then nothing happens.
     * </ul>
     */
    void advanceTo(long nowNanos) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Longest time to sleep, in milliseconds, at least 1; 0 if there is no deadline. */
    long sleepMillis() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** How many deadlines are set. */
    int count() {
        throw new UnsupportedOperationException("not written yet");
    }
}
