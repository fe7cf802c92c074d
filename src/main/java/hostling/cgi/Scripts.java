package hostling.cgi;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The scripts that are running, of all routes together, and those that are to be started. For the loop's thread.
 *
 * <p>A start is the most expensive thing that the loop does, so there is one a turn at most, however many requests for
 * scripts come at once: whoever waits for something else waits for one start and not for all of them. What it costs grows
 * with the number of connections, because the system closes each of them in the new process; behind a start that was
 * expensive the next one waits a moment, so that the loop belongs to the others most of the time.
 */
public final class Scripts implements AutoCloseable {
    /** A start that took longer is followed by a rest. */
    private static final long EXPENSIVE_NANOS = 5_000_000;
    private static final Duration REST = Duration.ofMillis(20);

    private final int max;
    private final State state;

    /** @param max how many may run at once */
    public Scripts(int max) {
        this(max, new State());
    }

    private Scripts(int max, State state) {
        this.max = max;
        this.state = state;
    }

    /** The same scripts, of which another number may run at once: those that run already count. */
    public Scripts withMax(int other) {
        return new Scripts(other, state);
    }

    /** How many are running now, or are about to. */
    public int running() {
        return state.running;
    }

    boolean hasRoom() {
        return state.running < max;
    }

    /** Counts one more; the mark of its processes, which no others have. */
    String begin() {
        state.running++;
        state.started++;
        return state.mark + state.started;
    }

    void end() {
        state.running--;
    }

    OutputPipes pipes() {
        return state.pipes;
    }

    /** Starts a script in a turn of its own; those that were to be started before come first. */
    void startLater(Start start, Executor loop) {
        state.waiting.add(start);
        if (state.waiting.size() == 1) {
            next(loop);
        }
    }

    private void next(Executor loop) {
        state.spareThread.whenThere(loop, state.waiting.element().nanoTime(), () -> turn(Start::run, loop),
                e -> turn(start -> start.refuse(e), loop));
    }

    private void turn(Consumer<Start> step, Executor loop) {
        Start start = state.waiting.element();
        long beganNanos = start.nanoTime();
        try {
            step.accept(start);
        } finally {
            boolean wasExpensive = start.nanoTime() - beganNanos > EXPENSIVE_NANOS;
            state.waiting.remove();
            if (!state.waiting.isEmpty() && wasExpensive) {
                state.waiting.element().afterRest(REST, () -> next(loop));
            } else if (!state.waiting.isEmpty()) {
                next(loop);
            }
        }
    }

    /** Takes note of a process that has ended. */
    void ended(ProcessHandle process) {
        state.spareThread.add(process);
    }

    /** Lets go of what it has of the system; scripts that run are ended by their exchanges. */
    @Override
    public void close() throws IOException {
        state.pipes.close();
    }

    /** What does not depend on how many may run. */
    private static final class State {
        private final String mark = UUID.randomUUID() + "-";
        private final OutputPipes pipes = new OutputPipes();
        private final SpareThread spareThread = new SpareThread();
        private final Queue<Start> waiting = new ArrayDeque<>();
        private int running;
        private long started;
    }
}
