package hostling.server;

import static hostling.server.WheelStory.TICK;

import hostling.server.WheelStory.Named;
import hostling.testing.tutor.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timing wheel: a deadline expires once, never early, and at most one tick late. The clock is a number, and nothing waits. */
class TimerWheelTest {
    private static final long HUNDRED_YEARS = 100L * 365 * 24 * 3600 * 1_000_000_000;

    private String heading;
    private WheelStory wheel;

    @BeforeEach
    void begin(TestInfo test) {
        heading = Words.sentence(test.getTestMethod().orElseThrow().getName());
        wheel = new WheelStory(heading);
    }

    @Test
    void aDeadlineThatIsSetIsCountedOnce() {
        wheel.expectCount(0);
        wheel.deadline("a").in(2 * TICK).in(10 * TICK).in(TICK);
        wheel.expectCount(1);
        wheel.deadline("b").in(2 * TICK);
        wheel.expectCount(2);
    }

    @Test
    void aDeadlineThatIsCancelledTwiceIsTakenAwayOnce() {
        Named a = wheel.deadline("a").in(2 * TICK);
        wheel.deadline("b").in(2 * TICK);
        a.cancel();
        wheel.expectCount(1);
        a.cancel();
        wheel.expectCount(1);
    }

    @Test
    void aDeadlineThatWasNeverSetCanBeCancelled() {
        wheel.deadline("a").cancel();
        wheel.expectCount(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, TICK - 1, TICK, TICK + 1, 3 * TICK, 511 * TICK})
    void aDeadlineExpiresOnceNeverEarlyAndAtMostATickLate(long nanos) {
        wheel.deadline("a").in(nanos);
        wheel.expectAfter(nanos - 1).expectCount(1).expectAfter(1 + TICK, "a").expectCount(0).expectAfter(2000 * TICK);
    }

    @Test
    void anAdvanceOfSeveralTicksLooksIntoEachOfTheirSlots() {
        wheel.deadline("a").in(TICK);
        wheel.deadline("b").in(9 * TICK);
        wheel.deadline("c").in(5 * TICK);
        wheel.expectAfter(20 * TICK, "a", "c", "b");
    }

    @Test
    void aTimeThatIsPastExpiresWithTheNextTick() {
        wheel.deadline("a").in(-5 * TICK);
        wheel.deadline("b").in(0);
        wheel.expectAfter(TICK, "a", "b");
    }

    @Test
    void aDeadlineThatIsCancelledDoesNotExpire() {
        Named a = wheel.deadline("a").in(2 * TICK);
        wheel.deadline("b").in(2 * TICK);
        a.cancel();
        wheel.expectAfter(3 * TICK, "b").expectCount(0);
    }

    @Test
    void aDeadlineThatHasExpiredOrWasCancelledCanBeSetAgain() {
        Named a = wheel.deadline("a").in(TICK).cancel().in(2 * TICK);
        wheel.expectAfter(3 * TICK, "a");
        a.cancel();
        wheel.expectCount(0);
        a.in(TICK);
        wheel.expectCount(1).expectAfter(2 * TICK, "a");
    }

    @Test
    void aDeadlineThatIsPostponedExpiresLater() {
        wheel.deadline("a").in(2 * TICK).in(10 * TICK);
        wheel.expectAfter(10 * TICK - 1).expectAfter(1 + TICK, "a").expectAfter(2000 * TICK);
    }

    /** Each request postpones the deadline of its connection in this way. */
    @Test
    void aDeadlineThatIsPostponedAgainAndAgainDoesNotExpire() {
        Named a = wheel.deadline("a");
        for (int i = 0; i < 3000; i++) {
            a.in(3 * TICK);
            wheel.expectAfter(TICK);
        }
        wheel.expectAfter(3 * TICK, "a");
    }

    @Test
    void aDeadlineThatIsMovedEarlierExpiresEarlier() {
        wheel.deadline("a").in(1000 * TICK).in(2 * TICK);
        wheel.expectCount(1).expectAfter(2 * TICK - 1).expectAfter(1 + TICK, "a").expectAfter(2000 * TICK);
    }

    @Test
    void aDeadlineThatIsPostponedAndThenMovedEarlierExpiresAtTheLastTimeThatWasSet() {
        wheel.deadline("a").in(5 * TICK).in(600 * TICK).in(20 * TICK);
        wheel.expectAfter(20 * TICK - 1).expectAfter(1 + TICK, "a").expectAfter(2000 * TICK);
    }

    /** It shares its slot with one that expires earlier. */
    @ParameterizedTest
    @ValueSource(longs = {512 * TICK, 513 * TICK, 1024 * TICK, 100_000 * TICK})
    void aDeadlineMayBeFartherAwayThanATurnOfTheWheel(long nanos) {
        wheel.deadline("a").in(nanos);
        wheel.deadline("near").in(nanos % (512 * TICK));
        wheel.expectAfter(500 * TICK, "near").expectCount(1).expectAfter(nanos - 500 * TICK - 1).expectAfter(1 + TICK, "a");
    }

    /** Half a tick at a time. */
    @ParameterizedTest
    @ValueSource(longs = {TICK, 511 * TICK, 512 * TICK, 1300 * TICK})
    void aWheelThatTurnsSteadilyIsAsExact(long nanos) {
        wheel.deadline("a").in(nanos);
        long end = wheel.now() + nanos;
        while (wheel.now() + TICK / 2 < end) {
            wheel.expectAfter(TICK / 2);
        }
        wheel.expectAfter(TICK + TICK / 2, "a");
    }

    @Test
    void aPauseOfManyTurnsLosesNothing() {
        for (int i = 0; i < 2000; i++) {
            wheel.deadline("d" + i).in(i * TICK + TICK / 2);
        }
        int early = wheel.advance(1500 * TICK + TICK / 3).size();
        wheel.require(early == 1500, "1500 deadlines have to expire, and " + early + " do");
        wheel.expectCount(500);
        int late = wheel.advance(10_000 * TICK).size();
        wheel.require(late == 500, "500 deadlines have to expire, and " + late + " do");
        wheel.expectCount(0);
    }

    /** A wheel that looks at each tick of the pause has no end. */
    @Test
    void aPauseOfAHundredYearsIsNoWorkForEachOfItsTicks() {
        wheel.deadline("a").in(3 * TICK);
        wheel.deadline("b").in(HUNDRED_YEARS + 3 * TICK);
        wheel.expectAfter(HUNDRED_YEARS, "a").expectAfter(3 * TICK - 1).expectAfter(1 + TICK, "b");
    }

    @Test
    void timesMayBeNegative() {
        wheel = new WheelStory(heading, -3 * TICK - 1);
        wheel.deadline("a").in(2 * TICK);
        wheel.deadline("b").in(2 * TICK + TICK / 2);
        wheel.expectAfter(2 * TICK - 1).expectAfter(1 + TICK, "a").expectAfter(1 + TICK / 2, "b");
    }

    @Test
    void timeThatStandsStillOrGoesBackIsNoHarm() {
        wheel.deadline("a").in(2 * TICK);
        wheel.expectAfter(0).expectAfter(-5 * TICK).expectAfter(5 * TICK).expectAfter(3 * TICK, "a");
    }

    @Test
    void aDeadlineThatThrowsLeavesTheOthersToExpire() {
        RuntimeException exception = new IllegalStateException("thrown by a");
        Error error = new LinkageError("thrown by b");
        wheel.deadline("a").in(TICK).then(() -> { throw exception; });
        wheel.deadline("b").in(TICK).then(() -> { throw error; });
        wheel.deadline("c").in(TICK);
        wheel.deadline("d").in(2 * TICK);
        wheel.expectAfter(3 * TICK, "a", "b", "c", "d").expectReported(exception, error).expectCount(0);
    }

    @Test
    void aDeadlineThatThrowsMayHaveBeenSetAgain() {
        RuntimeException exception = new IllegalStateException("thrown by a");
        Named a = wheel.deadline("a").in(TICK);
        a.then(() -> {
            a.in(5 * TICK);
            throw exception;
        });
        wheel.expectAfter(2 * TICK, "a").expectReported(exception).expectAfter(5 * TICK - 1).expectAfter(1 + TICK, "a");
    }

    @Test
    void aDeadlineMaySetItselfAgainWhenItExpires() {
        Named a = wheel.deadline("a");
        a.then(() -> a.in(3 * TICK)).in(TICK);
        wheel.expectAfter(2 * TICK, "a").expectCount(1).expectAfter(3 * TICK - 1).expectAfter(1 + TICK, "a").expectCount(1);
    }

    /** Otherwise it would expire for ever in one turn of the loop. */
    @ParameterizedTest
    @ValueSource(longs = {2 * TICK, 512 * TICK, 600 * TICK})
    void aDeadlineThatSetsItselfToNowExpiresOnceInEachAdvance(long nanos) {
        Named a = wheel.deadline("a");
        a.then(() -> a.in(0)).in(TICK);
        for (int i = 0; i < 5; i++) {
            wheel.expectAfter(nanos, "a");
        }
    }

    /**
     * If a whole request comes too late, the connection responds and sets its deadline to the end of the request, which
     * is past: the deadline expires with the next tick and not a whole turn of the wheel later.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, TICK / 2, TICK, 2 * TICK, 9 * TICK, 600 * TICK})
    void aDeadlineThatSetsItselfToThePastIsNotATurnOfTheWheelLate(long nanosAgo) {
        Named a = wheel.deadline("a");
        a.then(() -> a.in(-nanosAgo)).in(TICK);
        wheel.require(wheel.advance(12 * TICK).contains("a"), "a has to expire");
        a.then(() -> { });
        wheel.expectAfter(TICK, "a");
    }

    @Test
    void aDeadlineMayMoveAnotherIntoThePast() {
        Named b = wheel.deadline("b").in(500 * TICK);
        wheel.deadline("a").then(() -> b.in(-3 * TICK)).in(5 * TICK);
        List<String> both = new ArrayList<>(wheel.advance(12 * TICK));
        both.addAll(wheel.advance(TICK));
        wheel.require(both.equals(List.of("a", "b")), "a has to expire, and then b, at the latest with the next tick");
    }

    /** Both are linked into the same slot; either may be called first. */
    @Test
    void aDeadlineMayCancelAnotherOfTheSameTick() {
        Named a = wheel.deadline("a");
        Named b = wheel.deadline("b");
        a.then(b::cancel).in(TICK);
        b.then(a::cancel).in(TICK);
        wheel.require(wheel.advance(2 * TICK).size() == 1, "One of them has to expire, and it cancels the other");
        wheel.expectCount(0).expectAfter(1000 * TICK);
    }

    @Test
    void aDeadlineMayPostponeAnotherOfTheSameTick() {
        Named b = wheel.deadline("b");
        wheel.deadline("a").then(() -> b.in(5 * TICK)).in(TICK);
        b.in(TICK);
        wheel.expectAfter(2 * TICK, "a").expectAfter(5 * TICK - 1).expectAfter(1 + TICK, "b");
    }

    @Test
    void aDeadlineMaySetOthersThatAreNew() {
        wheel.deadline("a").then(() -> {
            wheel.deadline("b").in(TICK);
            wheel.deadline("c").in(512 * TICK);
        }).in(TICK);
        wheel.expectAfter(2 * TICK, "a").expectCount(2).expectAfter(2 * TICK, "b").expectAfter(512 * TICK, "c");
    }

    @Test
    void theLoopSleepsAsLongAsItLikesIfNothingIsSet() {
        wheel.require(wheel.sleepMillis() == 0, "0 means that no deadline is set");
        Named a = wheel.deadline("a").in(1_000_000 * TICK);
        wheel.require(wheel.sleepMillis() > 0, "0 means that no deadline is set, but one is");
        a.cancel();
        wheel.require(wheel.sleepMillis() == 0, "0 means that no deadline is set");
    }

    /** It neither sleeps through the deadline's tick nor wakes up in each tick before it. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 100, 500, 511})
    void theLoopSleepsUntilTheNextDeadlineIsNear(long ticks) {
        wheel.deadline("later").in(600 * TICK);
        wheel.deadline("next").in(ticks * TICK);
        requireSleep(ticks);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 100})
    void theLoopSleepsLessIfAnEarlierDeadlineIsSet(long ticks) {
        wheel.deadline("later").in(400 * TICK);
        requireSleep(400);
        wheel.deadline("next").in(ticks * TICK);
        requireSleep(ticks);
    }

    private void requireSleep(long ticks) {
        long sleepNanos = wheel.sleepMillis() * 1_000_000;
        wheel.require(sleepNanos > 0, "The loop does not sleep, but asks again at once: it spins until the deadline has expired.");
        wheel.require(sleepNanos <= (ticks + 1) * TICK,
                "The loop sleeps too long: the next deadline is in " + ticks * TICK / 1_000_000 + " ms.");
        wheel.require(sleepNanos >= Math.min(ticks, 88) * TICK,
                "The loop wakes up too early: the next deadline is in " + ticks * TICK / 1_000_000 + " ms.");
    }

    /** Whatever was set, postponed, moved and cancelled before. */
    @Test
    void theLoopNeverSleepsThroughADeadline() {
        Random random = new Random(42);
        Map<Named, Long> set = new HashMap<>();
        List<Named> all = IntStream.range(0, 20).mapToObj(i -> wheel.deadline("d" + i)).toList();
        all.forEach(each -> each.then(() -> set.remove(each)));
        for (int i = 0; i < 20_000; i++) {
            Named one = all.get(random.nextInt(all.size()));
            if (random.nextInt(4) == 0) {
                one.cancel();
                set.remove(one);
            } else {
                long nanos = random.nextLong(700 * TICK);
                one.in(nanos);
                set.put(one, wheel.now() + nanos);
            }
            wheel.advance(random.nextLong(2 * TICK));
            long next = set.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            long sleepNanos = wheel.sleepMillis() * 1_000_000;
            wheel.require(set.isEmpty() == (sleepNanos == 0), set.isEmpty() ? "Nothing is set." : "0 means that nothing is set.");
            wheel.require(set.isEmpty() || wheel.now() + sleepNanos <= Math.max(next, wheel.now()) + TICK,
                    "The loop sleeps too long: the next deadline is in " + (next - wheel.now()) / 1_000_000 + " ms.");
        }
    }
}
