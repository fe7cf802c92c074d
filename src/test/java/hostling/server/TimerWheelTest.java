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

/** The timing wheel: a deadline expires once, never early, and at most one tick late. */
class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;
    /** A time that is neither 0 nor at the beginning of a tick. */
    private static final long START = 7 * TICK + TICK / 3;

    private final TimerWheel deadlines = new TimerWheel(START, e -> { throw new AssertionError(e); });
    private final List<String> expired = new ArrayList<>();
    private long now = START;

    /** Records its name when it expires, and then runs its task. */
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
        void expired() {
            expired.add(name);
            then.run();
        }
    }

    private List<String> expiredAfter(long nanos) {
        expired.clear();
        now += nanos;
        deadlines.advanceTo(now);
        return List.copyOf(expired);
    }

    /** From a tick to many turns of the wheel. */
    @ParameterizedTest
    @ValueSource(longs = {1, TICK - 1, TICK, TICK + 1, 3 * TICK, 511 * TICK, 512 * TICK, 513 * TICK, 1024 * TICK,
            100_000 * TICK})
    void aDeadlinePassesOnceNeverEarlyAndAtMostATickLate(long nanos) {
        new Named("a").in(nanos);
        assertEquals(1, deadlines.count());
        assertEquals(List.of(), expiredAfter(nanos - 1));
        assertEquals(List.of("a"), expiredAfter(1 + TICK));
        assertEquals(0, deadlines.count());
        assertEquals(List.of(), expiredAfter(2000 * TICK));
    }

    /** The same, but the wheel advances half a tick at a time. */
    @ParameterizedTest
    @ValueSource(longs = {TICK, 511 * TICK, 512 * TICK, 1300 * TICK})
    void aWheelThatTurnsSteadilyIsAsExact(long nanos) {
        new Named("a").in(nanos);
        while (now + TICK / 2 < START + nanos) {
            assertEquals(List.of(), expiredAfter(TICK / 2));
        }
        assertEquals(List.of("a"), expiredAfter(TICK + TICK / 2));
    }

    @Test
    void aTimeThatIsPastPassesWithTheNextTick() {
        new Named("a").in(-5 * TICK);
        new Named("b").in(0);
        assertEquals(List.of("a", "b"), expiredAfter(TICK));
    }

    @Test
    void timesMayBeNegative() {
        now = -3 * TICK - 1;
        TimerWheel early = new TimerWheel(now, e -> { throw new AssertionError(e); });
        early.set(new Named("a"), now + 2 * TICK);
        early.advanceTo(now + 2 * TICK - 1);
        assertEquals(List.of(), expired);
        early.advanceTo(now + 3 * TICK);
        assertEquals(List.of("a"), expired);
    }

    @Test
    void aDeadlineThatIsPutOffPassesLater() {
        Named a = new Named("a").in(2 * TICK).in(10 * TICK);
        assertEquals(1, deadlines.count());
        assertEquals(List.of(), expiredAfter(10 * TICK - 1));
        assertEquals(List.of("a"), expiredAfter(1 + TICK));
        a.in(TICK);
        assertEquals(List.of("a"), expiredAfter(2 * TICK), "it can be set again");
    }

    /** Each request postpones the deadline of its connection in this way. */
    @Test
    void aDeadlineThatIsPutOffAgainAndAgainDoesNotPass() {
        Named a = new Named("a");
        for (int i = 0; i < 3000; i++) {
            a.in(3 * TICK);
            assertEquals(List.of(), expiredAfter(TICK));
        }
        assertEquals(List.of("a"), expiredAfter(3 * TICK));
    }

    @Test
    void aDeadlineThatIsMovedEarlierPassesEarlier() {
        new Named("a").in(1000 * TICK).in(2 * TICK);
        assertEquals(1, deadlines.count());
        assertEquals(List.of("a"), expiredAfter(3 * TICK));
        assertEquals(List.of(), expiredAfter(2000 * TICK));
    }

    @Test
    void aDeadlineThatIsPutOffAndThenMovedEarlierPassesAtTheLastTimeThatWasSet() {
        new Named("a").in(5 * TICK).in(600 * TICK).in(20 * TICK);
        assertEquals(List.of(), expiredAfter(20 * TICK - 1));
        assertEquals(List.of("a"), expiredAfter(1 + TICK));
    }

    @Test
    void aDeadlineThatIsClearedDoesNotPass() {
        Named a = new Named("a").in(2 * TICK);
        Named b = new Named("b").in(2 * TICK);
        deadlines.cancel(a);
        assertEquals(1, deadlines.count());
        deadlines.cancel(a);
        assertEquals(1, deadlines.count(), "clearing twice counts once");
        assertEquals(List.of("b"), expiredAfter(3 * TICK));
        deadlines.cancel(b);
        assertEquals(0, deadlines.count());
        a.in(TICK);
        assertEquals(List.of("a"), expiredAfter(2 * TICK), "it can be set again");
    }

    @Test
    void aDeadlineThatWasNeverSetCanBeCleared() {
        deadlines.cancel(new Named("a"));
        assertEquals(0, deadlines.count());
    }

    @Test
    void timeThatStandsStillOrGoesBackIsNoHarm() {
        new Named("a").in(2 * TICK);
        assertEquals(List.of(), expiredAfter(0));
        assertEquals(List.of(), expiredAfter(-5 * TICK));
        assertEquals(List.of(), expiredAfter(5 * TICK));
        assertEquals(List.of("a"), expiredAfter(3 * TICK));
    }

    @Test
    void aPauseOfManyTurnsLosesNothing() {
        for (int i = 0; i < 2000; i++) {
            new Named("d" + i).in(i * TICK + TICK / 2);
        }
        assertEquals(1500, expiredAfter(1500 * TICK + TICK / 3).size());
        assertEquals(500, deadlines.count());
        assertEquals(500, expiredAfter(10_000 * TICK).size());
        assertEquals(0, deadlines.count());
    }

    @Test
    void theLoopSleepsAsLongAsItLikesWhereNothingIsDue() {
        assertEquals(0, deadlines.sleepMillis());
        Named a = new Named("a").in(1_000_000 * TICK);
        assertTrue(deadlines.sleepMillis() > 0);
        deadlines.cancel(a);
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

    /** Whatever was set, postponed, moved and cancelled before. */
    @Test
    void theLoopNeverSleepsThroughADeadline() {
        Random random = new Random(42);
        Map<Named, Long> set = new HashMap<>();
        List<Named> all = IntStream.range(0, 20).mapToObj(i -> new Named("" + i)).toList();
        all.forEach(each -> each.then(() -> set.remove(each)));
        for (int i = 0; i < 20_000; i++) {
            Named one = all.get(random.nextInt(all.size()));
            if (random.nextInt(4) == 0) {
                deadlines.cancel(one);
                set.remove(one);
            } else {
                long nanos = random.nextLong(700 * TICK);
                one.in(nanos);
                set.put(one, now + nanos);
            }
            expiredAfter(random.nextLong(2 * TICK));
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
        assertEquals(List.of("a"), expiredAfter(2 * TICK));
        assertEquals(List.of(), expiredAfter(3 * TICK - 1));
        assertEquals(List.of("a"), expiredAfter(1 + TICK));
        assertEquals(1, deadlines.count());
    }

    /** Otherwise it would expire for ever in one turn. */
    @Test
    void aDeadlineThatSetsItselfToNowPassesOnceATurn() {
        Named a = new Named("a");
        a.then(() -> a.in(0)).in(TICK);
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of("a"), expiredAfter(2 * TICK));
        }
    }

    /**
     * If a whole request comes too late, the connection responds and sets its deadline to the end of the request, which
     * is past: the deadline expires with the next tick and not a whole turn of the wheel later.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, TICK / 2, TICK, 2 * TICK, 9 * TICK, 600 * TICK})
    void aDeadlineThatSetsItselfToThePastIsNotATurnOfTheWheelLate(long nanosAgo) {
        Named a = new Named("a");
        a.then(() -> a.in(-nanosAgo)).in(TICK);
        assertEquals(1, expiredAfter(12 * TICK).stream().distinct().count());
        a.then(() -> { });
        assertEquals(List.of("a"), expiredAfter(TICK), "it was due all the time");
    }

    @Test
    void aDeadlineMayMoveAnotherIntoThePast() {
        Named b = new Named("b").in(500 * TICK);
        new Named("a").then(() -> b.in(-3 * TICK)).in(5 * TICK);
        expiredAfter(12 * TICK);
        List<String> both = new ArrayList<>(expired);
        both.addAll(expiredAfter(TICK));
        assertEquals(List.of("a", "b"), both);
    }

    /** Both are linked into the same slot; either may be called first. */
    @Test
    void aDeadlineMayClearAnotherThatIsDueInTheSameTick() {
        Named a = new Named("a");
        Named b = new Named("b");
        a.then(() -> deadlines.cancel(b)).in(TICK);
        b.then(() -> deadlines.cancel(a)).in(TICK);
        assertEquals(1, expiredAfter(2 * TICK).size());
        assertEquals(0, deadlines.count());
        assertEquals(List.of(), expiredAfter(1000 * TICK));
    }

    @Test
    void aDeadlineMayPutOffAnotherThatIsDueInTheSameTick() {
        Named b = new Named("b");
        new Named("a").then(() -> b.in(5 * TICK)).in(TICK);
        b.in(TICK);
        assertEquals(List.of("a"), expiredAfter(2 * TICK));
        assertEquals(List.of(), expiredAfter(5 * TICK - 1));
        assertEquals(List.of("b"), expiredAfter(1 + TICK));
    }

    @Test
    void aDeadlineMaySetOthersThatAreNew() {
        new Named("a").then(() -> {
            new Named("b").in(TICK);
            new Named("c").in(512 * TICK);
        }).in(TICK);
        assertEquals(List.of("a"), expiredAfter(2 * TICK));
        assertEquals(2, deadlines.count());
        assertEquals(List.of("b"), expiredAfter(2 * TICK));
        assertEquals(List.of("c"), expiredAfter(512 * TICK));
    }
}
