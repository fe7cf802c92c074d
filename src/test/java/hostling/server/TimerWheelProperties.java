package hostling.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Compares the timing wheel with a list of times. The model does not predict in which turn a deadline expires, only
 * what a caller may rely on: not before its time, and at the latest when the wheel advances to one tick after it.
 */
class TimerWheelProperties {
    private static final long TICK = TimerWheel.TICK_NANOS;
    private static final int COUNT = 5;

    private enum Kind { SET, CLEAR, TURN }

    /** What happens, to which deadline, and how many nanoseconds from now. */
    record Action(Kind kind, int index, long nanos) { }

    /** The wheel, and what the test expects of its deadlines. */
    private static final class Model {
        private static final long UNSET = Long.MAX_VALUE;

        private final TimerWheel wheel;
        private final Entry[] entries = new Entry[COUNT];
        private final List<List<Action>> whenPassed;
        private long now;

        Model(long start, List<List<Action>> whenPassed) {
            this.whenPassed = whenPassed;
            now = start;
            wheel = new TimerWheel(start, e -> { throw new AssertionError(e); });
            Arrays.setAll(entries, Entry::new);
        }

        private final class Entry extends TimerWheel.Deadline {
            private final int index;
            private long at = UNSET;
            /** When it must have expired: one tick after its time, or after it was set if its time had passed. */
            private long latest = UNSET;
            private int passedInThisTurn;

            Entry(int index) {
                this.index = index;
            }

            @Override
            void expired() {
                assertNotEquals(UNSET, at, "a deadline expires that is not set");
                assertTrue(at <= now, "a deadline expires early");
                at = UNSET;
                latest = UNSET;
                passedInThisTurn++;
                assertTrue(passedInThisTurn < 1000, "a turn never ends");
                whenPassed.get(index).forEach(Model.this::take);
            }
        }

        void take(Action action) {
            Entry entry = entries[action.index()];
            switch (action.kind()) {
                case SET -> {
                    entry.at = now + action.nanos();
                    entry.latest = Math.max(entry.at, now) + TICK;
                    wheel.set(entry, entry.at);
                }
                case CLEAR -> {
                    entry.at = UNSET;
                    entry.latest = UNSET;
                    wheel.cancel(entry);
                }
                default -> throw new AssertionError(action);
            }
        }

        void turn(long nanos) {
            now += nanos;
            Arrays.stream(entries).forEach(entry -> entry.passedInThisTurn = 0);
            wheel.advanceTo(now);
            for (Entry entry : entries) {
                assertTrue(now < entry.latest, "a deadline is more than a tick late");
            }
            check();
        }

        void check() {
            assertEquals(Arrays.stream(entries).filter(entry -> entry.at != UNSET).count(), wheel.count());
            assertEquals(wheel.count() == 0, wheel.sleepMillis() == 0);
        }
    }

    @Property
    void deadlinesPassInTime(@ForAll("starts") long start, @ForAll("actions") List<Action> actions) {
        run(start, actions, List.of(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /** Each deadline changes others, or itself, when it expires. */
    @Property
    void deadlinesPassInTimeWhateverIsDoneMeanwhile(@ForAll("starts") long start,
            @ForAll("actions") List<Action> actions, @ForAll("reactions") List<List<Action>> whenPassed) {
        run(start, actions, whenPassed);
    }

    private static void run(long start, List<Action> actions, List<List<Action>> whenPassed) {
        Model model = new Model(start, whenPassed);
        for (Action action : actions) {
            if (action.kind() == Kind.TURN) {
                model.turn(Math.abs(action.nanos()));
            } else {
                model.take(action);
                model.check();
            }
        }
        model.turn(TICK);
    }

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.longs().between(-1000 * TICK, 1000 * TICK);
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return action(Kind.SET, Kind.SET, Kind.CLEAR, Kind.TURN, Kind.TURN, Kind.TURN).list().ofMaxSize(40)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<List<Action>>> reactions() {
        return action(Kind.SET, Kind.SET, Kind.CLEAR).list().ofMaxSize(3).list().ofSize(COUNT)
                .withoutEdgeCases();
    }

    private static Arbitrary<Action> action(Kind... kinds) {
        return Combinators.combine(Arbitraries.of(kinds), Arbitraries.integers().between(0, COUNT - 1), spans())
                .as(Action::new);
    }

    /** Mostly a few ticks, sometimes within one, sometimes around a turn of the wheel or beyond it. */
    private static Arbitrary<Long> spans() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.longs().between(-TICK, TICK)),
                Tuple.of(4, Arbitraries.longs().between(-5 * TICK, 20 * TICK)),
                Tuple.of(1, Arbitraries.longs().between(500 * TICK, 530 * TICK)),
                Tuple.of(1, Arbitraries.longs().between(0, 3000 * TICK)));
    }
}
