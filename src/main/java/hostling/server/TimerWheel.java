package hostling.server;

import java.util.function.Consumer;

/**
 * Deadlines of many connections at a cost that does not depend on how many there are: a hashed timing wheel.
 *
 * <p>A wheel has slots of one tick each; a deadline hangs in the slot of its time, in a list that is part of it. Most
 * deadlines are put off before they pass (each request puts off the one of its connection), so putting off only writes
 * down the new time: when the old slot comes round, the deadline is hung anew. A deadline therefore passes up to a tick
 * late, and never early.
 */
final class TimerWheel {
    /** A moment to be told of. */
    abstract static class Deadline {
        private static final long NEVER = Long.MAX_VALUE;

        private long atNanos = NEVER;
        /** The tick in whose slot it hangs; meaningless while it hangs nowhere. */
        private long tick;
        private Deadline previous;
        private Deadline next;

        /** Called once when the moment has passed; it may be set again. */
        abstract void passed();

        private boolean hangs() {
            return next != null;
        }

        private void unhang() {
            previous.next = next;
            next.previous = previous;
            next = null;
            previous = null;
        }
    }

    /** The head of a slot's list, which is a ring. */
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

        /** Takes everything from another slot. */
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
        void passed() {
            throw new AssertionError("a slot has no time");
        }
    }

    static final long TICK_NANOS = 50_000_000;
    private static final int SLOTS = 1 << 9;

    private final Slot[] slots = new Slot[SLOTS];
    private final Consumer<Throwable> faulty;
    private final Slot due = new Slot();
    /** All ticks before this one have been dealt with. */
    private long currentTick;
    /** From here on there may be deadlines, and before it there are none. */
    private long firstTick;
    private int hanging;

    /**
     * A wheel that starts turning now.
     *
     * @param faulty is told what a deadline threw when it passed; the others pass all the same
     */
    TimerWheel(long nowNanos, Consumer<Throwable> faulty) {
        this.faulty = faulty;
        currentTick = tickOf(nowNanos);
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /** Sets when a deadline passes, anew where it was set before. */
    void set(Deadline deadline, long atNanos) {
        deadline.atNanos = atNanos;
        long tick = tickOf(atNanos);
        if (deadline.hangs()) {
            if (tick >= deadline.tick) {
                return;                                 // hung anew when its slot comes round
            }
            remove(deadline);
        }
        hang(deadline, tick);
    }

    /** Takes a deadline off. */
    void clear(Deadline deadline) {
        if (deadline.hangs()) {
            remove(deadline);
        }
        deadline.atNanos = Deadline.NEVER;
    }

    /** Tells the deadlines that have passed. */
    void turnTo(long nowNanos) {
        long nowTick = tickOf(nowNanos);
        long tick = Math.max(currentTick, nowTick - SLOTS);
        currentTick = Math.max(currentTick, nowTick);   // what is set meanwhile hangs from here on
        for (; tick < nowTick; tick++) {
            empty(slots[slotOf(tick)], nowNanos);
        }
    }

    private void empty(Slot slot, long nowNanos) {
        // What is hung anew may hang in this same slot, so its ring is moved to one of its own first.
        due.takeAll(slot);
        while (!due.isEmpty()) {
            Deadline deadline = due.first();
            remove(deadline);
            if (deadline.atNanos <= nowNanos) {
                deadline.atNanos = Deadline.NEVER;
                pass(deadline);
            } else {
                hang(deadline, tickOf(deadline.atNanos));
            }
        }
    }

    private void pass(Deadline deadline) {
        try {
            deadline.passed();
        } catch (Throwable e) {
            faulty.accept(e);
        }
    }

    /** How long to sleep at most, in milliseconds from 1 on; 0 where there is nothing to wake up for. */
    long sleepMillis() {
        if (hanging == 0) {
            return 0;
        }
        firstTick = Math.max(firstTick, currentTick);
        while (slots[slotOf(firstTick)].isEmpty()) {    // goes on where it stopped the last time, so it is a step or none
            firstTick++;
        }
        return Math.max(1, firstTick - currentTick) * TICK_NANOS / 1_000_000;
    }

    /** How many deadlines have not passed or been cleared. */
    int count() {
        return hanging;
    }

    /** The tick in which the moment lies; once it is over, the moment has passed. */
    private static long tickOf(long atNanos) {
        return Math.floorDiv(atNanos, TICK_NANOS);
    }

    private static int slotOf(long tick) {
        return (int) (tick & SLOTS - 1);
    }

    private void hang(Deadline deadline, long tick) {
        long when = Math.max(tick, currentTick);
        Deadline slot = slots[slotOf(when)];
        firstTick = Math.min(firstTick, when);
        deadline.tick = when;
        deadline.previous = slot.previous;
        deadline.next = slot;
        slot.previous.next = deadline;
        slot.previous = deadline;
        hanging++;
    }

    private void remove(Deadline deadline) {
        deadline.unhang();
        hanging--;
    }
}
