package hostling.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timing wheel: what is due passes once, never early, and at most one tick late. */
class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;
    /** A time that is neither 0 nor at the beginning of a tick. */
    private static final long START = 7 * TICK + TICK / 3;

    private final TimerWheel deadlines = new TimerWheel(START, e -> { throw new AssertionError(e); });
    private final List<String> passed = new ArrayList<>();
    private long now = START;

    /** Notes its name when it passes, and then does what it was told to do. */
    private final class Named extends TimerWheel.Deadline {
        private final String name;
        private Runnable then = () -> { };

        Named(String name) {
            this.name = name;
        }

        Named then(Runnable task) {
            then = task;
            return this;
        }

        Named in(long nanos) {
            deadlines.set(this, now + nanos);
            return this;
        }

        @Override
        void passed() {
            passed.add(name);
            then.run();
        }
    }

    private List<String> passedAfter(long nanos) {
        passed.clear();
        now += nanos;
        deadlines.turnTo(now);
        return List.copyOf(passed);
    }

    /** From a tick to many turns of the wheel. */
    @ParameterizedTest
    @ValueSource(longs = {1, TICK - 1, TICK, TICK + 1, 3 * TICK, 511 * TICK, 512 * TICK, 513 * TICK, 1024 * TICK,
            100_000 * TICK})
    void aDeadlinePassesOnceNeverEarlyAndAtMostATickLate(long nanos) {
        new Named("a").in(nanos);
        assertEquals(1, deadlines.count());
        assertEquals(List.of(), passedAfter(nanos - 1));
        assertEquals(List.of("a"), passedAfter(1 + TICK));
        assertEquals(0, deadlines.count());
        assertEquals(List.of(), passedAfter(2000 * TICK));
    }

    /** The same, with the wheel turned on tick by tick. */
    @ParameterizedTest
    @ValueSource(longs = {TICK, 511 * TICK, 512 * TICK, 1300 * TICK})
    void aWheelThatTurnsSteadilyIsAsExact(long nanos) {
        new Named("a").in(nanos);
        while (now + TICK / 2 < START + nanos) {
            assertEquals(List.of(), passedAfter(TICK / 2));
        }
        assertEquals(List.of("a"), passedAfter(TICK + TICK / 2));
    }

    @Test
    void aTimeThatIsPastPassesWithTheNextTick() {
        new Named("a").in(-5 * TICK);
        new Named("b").in(0);
        assertEquals(List.of("a", "b"), passedAfter(TICK));
    }

    @Test
    void timesMayBeNegative() {
        now = -3 * TICK - 1;
        TimerWheel early = new TimerWheel(now, e -> { throw new AssertionError(e); });
        early.set(new Named("a"), now + 2 * TICK);
        early.turnTo(now + 2 * TICK - 1);
        assertEquals(List.of(), passed);
        early.turnTo(now + 3 * TICK);
        assertEquals(List.of("a"), passed);
    }

    @Test
    void aDeadlineThatIsPutOffPassesLater() {
        Named a = new Named("a").in(2 * TICK).in(10 * TICK);
        assertEquals(1, deadlines.count());
        assertEquals(List.of(), passedAfter(10 * TICK - 1));
        assertEquals(List.of("a"), passedAfter(1 + TICK));
        a.in(TICK);
        assertEquals(List.of("a"), passedAfter(2 * TICK), "it can be set again");
    }

    /** What each request does to the deadline of its connection. */
    @Test
    void aDeadlineThatIsPutOffAgainAndAgainDoesNotPass() {
        Named a = new Named("a");
        for (int i = 0; i < 3000; i++) {
            a.in(3 * TICK);
            assertEquals(List.of(), passedAfter(TICK));
        }
        assertEquals(List.of("a"), passedAfter(3 * TICK));
    }

    @Test
    void aDeadlineThatIsMovedEarlierPassesEarlier() {
        new Named("a").in(1000 * TICK).in(2 * TICK);
        assertEquals(1, deadlines.count());
        assertEquals(List.of("a"), passedAfter(3 * TICK));
        assertEquals(List.of(), passedAfter(2000 * TICK));
    }

    @Test
    void aDeadlineThatIsPutOffAndThenMovedEarlierPassesAtTheLastTimeThatWasSet() {
        new Named("a").in(5 * TICK).in(600 * TICK).in(20 * TICK);
        assertEquals(List.of(), passedAfter(20 * TICK - 1));
        assertEquals(List.of("a"), passedAfter(1 + TICK));
    }

    @Test
    void aDeadlineThatIsClearedDoesNotPass() {
        Named a = new Named("a").in(2 * TICK);
        Named b = new Named("b").in(2 * TICK);
        deadlines.clear(a);
        assertEquals(1, deadlines.count());
        deadlines.clear(a);
        assertEquals(1, deadlines.count(), "clearing twice counts once");
        assertEquals(List.of("b"), passedAfter(3 * TICK));
        deadlines.clear(b);
        assertEquals(0, deadlines.count());
        a.in(TICK);
        assertEquals(List.of("a"), passedAfter(2 * TICK), "it can be set again");
    }

    @Test
    void aDeadlineThatWasNeverSetCanBeCleared() {
        deadlines.clear(new Named("a"));
        assertEquals(0, deadlines.count());
    }

    @Test
    void timeThatStandsStillOrGoesBackIsNoHarm() {
        new Named("a").in(2 * TICK);
        assertEquals(List.of(), passedAfter(0));
        assertEquals(List.of(), passedAfter(-5 * TICK));
        assertEquals(List.of(), passedAfter(5 * TICK));
        assertEquals(List.of("a"), passedAfter(3 * TICK));
    }

    @Test
    void aPauseOfManyTurnsLosesNothing() {
        for (int i = 0; i < 2000; i++) {
            new Named("d" + i).in(i * TICK + TICK / 2);
        }
        assertEquals(1500, passedAfter(1500 * TICK + TICK / 3).size());
        assertEquals(500, deadlines.count());
        assertEquals(500, passedAfter(10_000 * TICK).size());
        assertEquals(0, deadlines.count());
    }

    @Test
    void theLoopSleepsAsLongAsItLikesWhereNothingIsDue() {
        assertEquals(0, deadlines.sleepMillis());
        Named a = new Named("a").in(1_000_000 * TICK);
        assertTrue(deadlines.sleepMillis() > 0);
        deadlines.clear(a);
        assertEquals(0, deadlines.sleepMillis());
    }

    /** It neither sleeps through the deadline's tick nor wakes up in each tick before it. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 100, 500, 511})
    void theLoopSleepsUntilTheNextDeadlineIsNear(long ticks) {
        new Named("later").in(600 * TICK);
        new Named("next").in(ticks * TICK);
        long sleepNanos = deadlines.sleepMillis() * 1_000_000;
        assertTrue(sleepNanos <= Math.max(1, ticks + 1) * TICK, "it sleeps for " + sleepNanos);
        assertTrue(sleepNanos >= Math.min(ticks, 88) * TICK, "it wakes up after " + sleepNanos);
    }

    /** Whatever was set, put off, moved and cleared before. */
    @Test
    void theLoopNeverSleepsThroughADeadline() {
        Random random = new Random(42);
        Map<Named, Long> set = new HashMap<>();
        List<Named> all = IntStream.range(0, 20).mapToObj(i -> new Named("" + i)).toList();
        all.forEach(each -> each.then(() -> set.remove(each)));
        for (int i = 0; i < 20_000; i++) {
            Named one = all.get(random.nextInt(all.size()));
            if (random.nextInt(4) == 0) {
                deadlines.clear(one);
                set.remove(one);
            } else {
                long nanos = random.nextLong(700 * TICK);
                one.in(nanos);
                set.put(one, now + nanos);
            }
            passedAfter(random.nextLong(2 * TICK));
            long next = set.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            long sleepNanos = deadlines.sleepMillis() * 1_000_000;
            assertEquals(set.isEmpty(), sleepNanos == 0);
            assertTrue(now + sleepNanos <= Math.max(next, now) + TICK || set.isEmpty(), "it sleeps for " + sleepNanos);
        }
    }

    @Test
    void aDeadlineMaySetItselfAgainWhenItPasses() {
        Named a = new Named("a");
        a.then(() -> a.in(3 * TICK)).in(TICK);
        assertEquals(List.of("a"), passedAfter(2 * TICK));
        assertEquals(List.of(), passedAfter(3 * TICK - 1));
        assertEquals(List.of("a"), passedAfter(1 + TICK));
        assertEquals(1, deadlines.count());
    }

    /** It would otherwise pass for ever in one turn. */
    @Test
    void aDeadlineThatSetsItselfToNowPassesOnceATurn() {
        Named a = new Named("a");
        a.then(() -> a.in(0)).in(TICK);
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of("a"), passedAfter(2 * TICK));
        }
    }

    /**
     * A connection whose whole request is too late answers, and its deadline is then set to the end of the request,
     * which is past: the deadline passes with the next tick and not a whole turn of the wheel later.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, TICK / 2, TICK, 2 * TICK, 9 * TICK, 600 * TICK})
    void aDeadlineThatSetsItselfToThePastIsNotATurnOfTheWheelLate(long nanosAgo) {
        Named a = new Named("a");
        a.then(() -> a.in(-nanosAgo)).in(TICK);
        assertEquals(1, passedAfter(12 * TICK).stream().distinct().count());
        a.then(() -> { });
        assertEquals(List.of("a"), passedAfter(TICK), "it was due all the time");
    }

    @Test
    void aDeadlineMayMoveAnotherIntoThePast() {
        Named b = new Named("b").in(500 * TICK);
        new Named("a").then(() -> b.in(-3 * TICK)).in(5 * TICK);
        passedAfter(12 * TICK);
        List<String> both = new ArrayList<>(passed);
        both.addAll(passedAfter(TICK));
        assertEquals(List.of("a", "b"), both);
    }

    /** Both hang in the same slot; whichever is told first. */
    @Test
    void aDeadlineMayClearAnotherThatIsDueInTheSameTick() {
        Named a = new Named("a");
        Named b = new Named("b");
        a.then(() -> deadlines.clear(b)).in(TICK);
        b.then(() -> deadlines.clear(a)).in(TICK);
        assertEquals(1, passedAfter(2 * TICK).size());
        assertEquals(0, deadlines.count());
        assertEquals(List.of(), passedAfter(1000 * TICK));
    }

    @Test
    void aDeadlineMayPutOffAnotherThatIsDueInTheSameTick() {
        Named b = new Named("b");
        new Named("a").then(() -> b.in(5 * TICK)).in(TICK);
        b.in(TICK);
        assertEquals(List.of("a"), passedAfter(2 * TICK));
        assertEquals(List.of(), passedAfter(5 * TICK - 1));
        assertEquals(List.of("b"), passedAfter(1 + TICK));
    }

    @Test
    void aDeadlineMaySetOthersThatAreNew() {
        new Named("a").then(() -> {
            new Named("b").in(TICK);
            new Named("c").in(512 * TICK);
        }).in(TICK);
        assertEquals(List.of("a"), passedAfter(2 * TICK));
        assertEquals(2, deadlines.count());
        assertEquals(List.of("b"), passedAfter(2 * TICK));
        assertEquals(List.of("c"), passedAfter(512 * TICK));
    }
}
