package hostling.book;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A small timer wheel: eight slots of one second each. Setting and postponing a deadline costs the same however many there are. It
 * expires up to a second late, and never early.
 */
public final class Deadlines {
    static final long TICK_NANOS = 1_000_000_000;
    private static final int SLOTS = 8;
    private static final long IDLE_NANOS = 6 * TICK_NANOS;
    private static final long HEAD_NANOS = 3 * TICK_NANOS;

    // region: deadline
    /** When to stop waiting for something. */
    static final class Deadline {
        private final String name;
        private long atNanos;
        /** The tick of the slot in which it is; -1 if it is in none. */
        private long tick = -1;

        Deadline(String name) {
            this.name = name;
        }
    }
    // endregion

    /** A clock that stands still until it is moved. */
    static final class FakeClock implements LongSupplier {
        private long nanos;

        FakeClock(long nanos) {
            this.nanos = nanos;
        }

        void advance(long nanosMore) {
            nanos += nanosMore;
        }

        @Override
        public long getAsLong() {
            return nanos;
        }
    }

    private final List<Set<Deadline>> slots = Stream.generate(() -> (Set<Deadline>) new LinkedHashSet<Deadline>()).limit(SLOTS).toList();
    /** All slots before this tick have been looked at. */
    private long currentTick;

    // region: clock
    private final LongSupplier clock;
    private final long startNanos;

    /** @param clock gives nanoseconds: {@code System::nanoTime}, or in a test what the test wants */
    Deadlines(LongSupplier clock) {
        this.clock = clock;
        startNanos = clock.getAsLong();
    }

    /** Nanoseconds since the start: the clock itself may be negative, or overflow. */
    private long nanos() {
        return clock.getAsLong() - startNanos;
    }
    // endregion

    // region: set
    /** Sets a deadline, or changes it. */
    void set(Deadline deadline, long delayNanos) {
        deadline.atNanos = nanos() + delayNanos;
        long tick = deadline.atNanos / TICK_NANOS;
        if (deadline.tick < 0 || tick < deadline.tick) {
            cancel(deadline);
            put(deadline, tick);
        }                                               // else it is only later: it moves when its slot comes round
    }

    void cancel(Deadline deadline) {
        if (deadline.tick >= 0) {
            slot(deadline.tick).remove(deadline);
            deadline.tick = -1;
        }
    }

    private void put(Deadline deadline, long tick) {
        deadline.tick = tick;
        slot(tick).add(deadline);
    }

    private Set<Deadline> slot(long tick) {
        return slots.get((int) (tick % SLOTS));
    }
    // endregion

    // region: expire
    /** Looks at each slot whose second is over. The result has the deadlines that have passed. */
    List<Deadline> expire() {
        List<Deadline> expired = new ArrayList<>();
        for (; (currentTick + 1) * TICK_NANOS <= nanos(); currentTick++) {
            for (Deadline deadline : List.copyOf(slot(currentTick))) {
                cancel(deadline);
                if (deadline.atNanos <= nanos()) {
                    expired.add(deadline);
                } else {
                    put(deadline, deadline.atNanos / TICK_NANOS);
                }
            }
        }
        return expired;
    }
    // endregion

    // region: sleep
    /** How long the loop may sleep: until the next slot with something in it is over. 0 means: for ever. */
    long sleepMillis() {
        for (long tick = currentTick; tick < currentTick + SLOTS; tick++) {
            if (!slot(tick).isEmpty()) {
                long nanosLeft = (tick + 1) * TICK_NANOS - nanos();
                return Math.max(1, (nanosLeft + 999_999) / 1_000_000);          // rounded up, and never 0
            }
        }
        return 0;
    }
    // endregion

    /** Two clients, and nine seconds that take no time; there are no arguments. */
    public static void main(String[] arguments) {
        FakeClock clock = new FakeClock(System.nanoTime());
        Deadlines deadlines = new Deadlines(clock);
        Deadline a = new Deadline("A");
        Deadline b = new Deadline("B");
        deadlines.step(a, IDLE_NANOS, "connects");
        deadlines.step(b, IDLE_NANOS, "connects");
        clock.advance(TICK_NANOS);
        deadlines.step(a, HEAD_NANOS, "begins a head");
        clock.advance(TICK_NANOS);
        deadlines.step(b, IDLE_NANOS, "has its answer");
        clock.advance(TICK_NANOS);
        deadlines.tell(a, "sends a byte");
        while (deadlines.sleepMillis() > 0) {
            clock.advance(deadlines.sleepMillis() * 1_000_000);
            List<Deadline> expired = deadlines.expire();
            expired.forEach(each -> deadlines.tell(each, "has expired"));
            if (expired.isEmpty()) {
                deadlines.tell(b, "is not yet due");
            }
        }
    }

    private void step(Deadline deadline, long delayNanos, String what) {
        set(deadline, delayNanos);
        tell(deadline, what);
    }

    private void tell(Deadline deadline, String what) {
        String state = deadline.tick < 0 ? "" : "until " + deadline.atNanos / TICK_NANOS + " s, in slot " + deadline.tick % SLOTS;
        System.out.println(String.format(Locale.ROOT, "%d s  %s %-15s %-20s  select(%d)", nanos() / TICK_NANOS, deadline.name, what, state,
                sleepMillis()));
    }
}
