package hostling.server;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A timer wheel, the number that is its clock, and all that was done to both, which is told if something is wrong. */
final class WheelStory {
    static final long TICK = TimerWheel.TICK_NANOS;
    /** A time that is neither 0 nor at the beginning of a tick. */
    static final long START = 7 * TICK + 20_000_000;
    private static final int CALLS_SHOWN_MAX = 10;
    /** How many may expire in one advance. More of them means that it has no end. */
    private static final int EXPIRED_MAX = 5_000;

    private final String heading;
    private final List<String> calls = new ArrayList<>();
    private final List<String> expired = new ArrayList<>();
    private final List<Throwable> reported = new ArrayList<>();
    private final TimerWheel wheel;
    private long now;

    /** @param heading what should be true, as a sentence */
    WheelStory(String heading) {
        this(heading, START);
    }

    /** The same, but the wheel starts at another time. */
    WheelStory(String heading, long start) {
        this.heading = heading;
        now = start;
        TimerWheel[] made = new TimerWheel[1];
        call("The wheel starts at " + millis(start) + ". A tick has " + millis(TICK) + ".",
                () -> made[0] = new TimerWheel(start, this::report));
        wheel = made[0];
    }

    private void report(Throwable thrown) {
        if (thrown instanceof FailedCase failed) {
            throw failed;
        }
        calls.add("onFailure.accept(" + thrown + ")");
        reported.add(thrown);
    }

    /** A deadline with a name. */
    final class Named extends TimerWheel.Deadline {
        private final String name;
        private Runnable then = () -> { };

        private Named(String name) {
            this.name = name;
        }

        /** Does this whenever it expires. */
        Named then(Runnable task) {
            then = task;
            return this;
        }

        /** Sets it, from now on. */
        Named in(long nanos) {
            long at = now + nanos;
            call("set(" + name + ", " + millis(at) + ")", () -> wheel.set(this, at));
            return this;
        }

        Named cancel() {
            call("cancel(" + name + ")", () -> wheel.cancel(this));
            return this;
        }

        @Override
        void expired() {
            calls.add(name + " expires");
            expired.add(name);
            if (expired.size() > EXPIRED_MAX) {
                throw failure(new Finding.Words("problem", "This advance has no end: deadlines that are set meanwhile expire in it too."));
            }
            then.run();
        }
    }

    Named deadline(String name) {
        return new Named(name);
    }

    long now() {
        return now;
    }

    /** Advances the clock and the wheel, and gives the names of what has expired. */
    List<String> advance(long nanos) {
        expired.clear();
        now += nanos;
        call("advanceTo(" + millis(now) + ")", () -> wheel.advanceTo(now));
        return List.copyOf(expired);
    }

    /** Advances both; exactly these have to expire, in this order. */
    WheelStory expectAfter(long nanos, String... names) {
        expect(named(List.of(names)), named(advance(nanos)));
        return this;
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "nothing expires" : String.join(", ", names) + (names.size() == 1 ? " expires" : " expire");
    }

    /** So many deadlines have to be set. */
    WheelStory expectCount(int count) {
        expect("count() is " + count, "count() is " + returned("count()", () -> (long) wheel.count()));
        return this;
    }

    /** This is what deadlines have thrown so far. */
    WheelStory expectReported(Throwable... thrown) {
        expect("onFailure was given " + List.of(thrown), "onFailure was given " + reported);
        return this;
    }

    long sleepMillis() {
        long millis = returned("sleepMillis()", wheel::sleepMillis);
        calls.set(calls.size() - 1, "sleepMillis() is " + millis);
        return millis;
    }

    private long returned(String call, LongSupplier supplier) {
        long[] value = new long[1];
        call(call, () -> value[0] = supplier.getAsLong());
        return value[0];
    }

    /** Fails with a sentence unless something holds. */
    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw failure(new Finding.Words("problem", otherwise));
        }
    }

    private void expect(String expected, String got) {
        if (!expected.equals(got)) {
            throw failure(new Finding.Words("expected", expected), new Finding.Words("got", got));
        }
    }

    private void call(String call, Runnable calling) {
        calls.add(call);
        try {
            calling.run();
        } catch (RuntimeException | LinkageError e) {
            throw failure(thrown(e));
        }
    }

    /** What the wheel has thrown, and its line; if a deadline threw it, there may be none. */
    private static Finding.Part[] thrown(Throwable thrown) {
        Stream<String> lines = Stream.of(thrown.getStackTrace()).filter(frame -> "TimerWheel.java".equals(frame.getFileName()))
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
        return Stream.concat(Stream.of(new Finding.Words("problem", "The wheel throws " + thrown)),
                lines.limit(1).map(line -> new Finding.Words("at", line))).toArray(Finding.Part[]::new);
    }

    private FailedCase failure(Finding.Part... words) {
        List<Finding.Part> parts = new ArrayList<>(List.of(new Finding.Words("calls", String.join("\n", shown()))));
        parts.addAll(List.of(words));
        String summary = Stream.of(words).map(part -> part.label() + " " + ((Finding.Words) part).text()).collect(Collectors.joining("; "));
        return new FailedCase(new Finding(heading, "", parts, List.of(), ""), summary);
    }

    /** The start and the last calls. */
    private List<String> shown() {
        int from = Math.max(1, calls.size() - CALLS_SHOWN_MAX);
        List<String> shown = new ArrayList<>(calls.subList(0, 1));
        if (from > 1) {
            shown.add("… and after " + (from - 1) + " more lines:");
        }
        shown.addAll(calls.subList(from, calls.size()));
        return shown;
    }

    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + " ms";
    }
}
