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
 * Compares the timing wheel with a list of times. The model does not predict in which advance a deadline expires, only
 * what a caller may rely on: not before its time, and at the latest when the wheel advances to one tick after it.
 */
class TimerWheelProperties {
    private static final long TICK = TimerWheel.TICK_NANOS;
    private static final int COUNT = 5;

    private enum Kind { SET, CANCEL, ADVANCE }

    /** What happens, to which deadline, and how many nanoseconds from now. */
    record Action(Kind kind, int index, long nanos) {
        /** As a call of the wheel. */
        @Override
        public String toString() {
            return switch (kind) {
                case SET -> "set(" + index + ", now + " + nanos + ")";
                case CANCEL -> "cancel(" + index + ")";
                case ADVANCE -> "advanceTo(now + " + Math.abs(nanos) + ")";
            };
        }
    }

    /** The wheel, and what the test expects of its deadlines. */
    private static final class Model {
        private static final long UNSET = Long.MAX_VALUE;

        private final TimerWheel wheel;
        private final Entry[] entries = new Entry[COUNT];
        private final List<List<Action>> whenExpired;
        private long now;

        Model(long start, List<List<Action>> whenExpired) {
            this.whenExpired = whenExpired;
            now = start;
            wheel = new TimerWheel(start, e -> { throw e instanceof AssertionError error ? error : new AssertionError(e); });
            Arrays.setAll(entries, Entry::new);
        }

        private final class Entry extends TimerWheel.Deadline {
            private final int index;
            private long at = UNSET;
            /** When it must have expired: one tick after its time, or after it was set if its time had passed. */
            private long latest = UNSET;
            private int expiredInThisAdvance;

            Entry(int index) {
                this.index = index;
            }

            @Override
            void expired() {
                assertNotEquals(UNSET, at, "a deadline expires that is not set");
                assertTrue(at <= now, "a deadline expires early");
                at = UNSET;
                latest = UNSET;
                expiredInThisAdvance++;
                assertTrue(expiredInThisAdvance < 1000, "an advance never ends");
                whenExpired.get(index).forEach(Model.this::take);
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
                case CANCEL -> {
                    entry.at = UNSET;
                    entry.latest = UNSET;
                    wheel.cancel(entry);
                }
                default -> throw new AssertionError(action);
            }
        }

        void advance(long nanos) {
            now += nanos;
            Arrays.stream(entries).forEach(entry -> entry.expiredInThisAdvance = 0);
            wheel.advanceTo(now);
            for (Entry entry : entries) {
                assertTrue(now < entry.latest, "a deadline is more than a tick late");
            }
            check();
        }

        void check() {
            assertEquals(Arrays.stream(entries).filter(entry -> entry.at != UNSET).count(), wheel.count(), "count()");
            assertEquals(wheel.count() == 0, wheel.sleepMillis() == 0, "sleepMillis() is 0 if nothing is set, and not else");
        }
    }

    @Property
    void deadlinesExpireInTime(@ForAll("starts") long start, @ForAll("actions") List<Action> actions) {
        run(start, actions, List.of(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /** Each deadline changes others, or itself, when it expires. */
    @Property
    void deadlinesExpireInTimeWhateverIsDoneMeanwhile(@ForAll("starts") long start,
            @ForAll("actions") List<Action> actions, @ForAll("reactions") List<List<Action>> whenExpired) {
        run(start, actions, whenExpired);
    }

    private static void run(long start, List<Action> actions, List<List<Action>> whenExpired) {
        Model model = new Model(start, whenExpired);
        for (Action action : actions) {
            if (action.kind() == Kind.ADVANCE) {
                model.advance(Math.abs(action.nanos()));
            } else {
                model.take(action);
                model.check();
            }
        }
        model.advance(TICK);
    }

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.longs().between(-1000 * TICK, 1000 * TICK);
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return action(Kind.SET, Kind.SET, Kind.CANCEL, Kind.ADVANCE, Kind.ADVANCE, Kind.ADVANCE).list().ofMaxSize(40)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<List<Action>>> reactions() {
        return action(Kind.SET, Kind.SET, Kind.CANCEL).list().ofMaxSize(3).list().ofSize(COUNT)
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
