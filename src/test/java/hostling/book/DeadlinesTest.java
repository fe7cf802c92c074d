package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.book.Deadlines.Deadline;
import hostling.book.Deadlines.FakeClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small timer wheel, on a clock that the test moves. */
class DeadlinesTest {
    private static final long SECOND = Deadlines.TICK_NANOS;
    private static final long STEP = SECOND / 10;
    private static final int STEPS_MAX = 300;

    private final FakeClock clock = new FakeClock(0);
    private final Deadlines deadlines = new Deadlines(clock);
    private final Deadline deadline = new Deadline("a");

    /** How many steps it takes until the deadline expires. */
    private static int stepsUntilExpired(FakeClock clock, Deadlines deadlines, Deadline deadline) {
        for (int steps = 1; steps <= STEPS_MAX; steps++) {
            clock.advance(STEP);
            if (deadlines.expire().contains(deadline)) {
                return steps;
            }
        }
        throw new AssertionError("it has not expired");
    }

    @Test
    void aDeadlineExpiresNeverEarlyAndAtMostATickLate() {
        for (int delay = 0; delay < 200; delay++) {
            deadlines.set(deadline, delay * STEP);
            int steps = stepsUntilExpired(clock, deadlines, deadline);
            assertTrue(steps >= delay && steps <= delay + SECOND / STEP, delay + " steps, but expired after " + steps);
        }
    }

    @Test
    void aDeadlineExpiresOnce() {
        deadlines.set(deadline, SECOND);
        stepsUntilExpired(clock, deadlines, deadline);
        clock.advance(100 * SECOND);
        assertEquals(List.of(), deadlines.expire());
    }

    @Test
    void aPostponedDeadlineStaysInItsSlotUntilThatComesRound() {
        deadlines.set(deadline, 6 * SECOND);
        deadlines.set(deadline, 8 * SECOND);
        assertEquals(7_000, deadlines.sleepMillis());
        clock.advance(7 * SECOND);
        assertEquals(List.of(), deadlines.expire());
        assertEquals(2_000, deadlines.sleepMillis());
        clock.advance(2 * SECOND);
        assertEquals(List.of(deadline), deadlines.expire());
    }

    @Test
    void anEarlierDeadlineMovesAtOnce() {
        deadlines.set(deadline, 6 * SECOND);
        deadlines.set(deadline, 3 * SECOND);
        assertEquals(4_000, deadlines.sleepMillis());
        clock.advance(4 * SECOND);
        assertEquals(List.of(deadline), deadlines.expire());
    }

    @Test
    void aCancelledDeadlineNeverExpires() {
        deadlines.set(deadline, SECOND);
        deadlines.cancel(deadline);
        clock.advance(100 * SECOND);
        assertEquals(List.of(), deadlines.expire());
    }

    @Test
    void withoutADeadlineTheLoopSleepsForEver() {
        assertEquals(0, deadlines.sleepMillis());
        deadlines.set(deadline, SECOND);
        deadlines.cancel(deadline);
        assertEquals(0, deadlines.sleepMillis());
    }

    /** A sleep that is rounded down to 0 would be one for ever, and one that ends too early makes turns for nothing. */
    @Test
    void aSleepIsRoundedUp() {
        deadlines.set(deadline, SECOND);
        clock.advance(2 * SECOND - 1);
        assertEquals(1, deadlines.sleepMillis());
        clock.advance(1);
        assertEquals(1, deadlines.sleepMillis());
        assertEquals(List.of(deadline), deadlines.expire());
    }

    @Test
    void theClockMayBeNegativeAndMayOverflow() {
        for (long start : new long[] {-5 * SECOND, Long.MAX_VALUE - 5 * SECOND, Long.MIN_VALUE}) {
            FakeClock other = new FakeClock(start);
            Deadlines wheel = new Deadlines(other);
            wheel.set(deadline, 10 * SECOND);
            int steps = stepsUntilExpired(other, wheel, deadline);
            assertTrue(steps >= 100 && steps <= 110, start + ": " + steps);
        }
    }
}
