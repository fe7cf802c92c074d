package hostling.cgi;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The scripts that are running, of all routes together, and those that are to be started. For the loop's thread.
 *
 * <p>One script is started after the other, by a thread that may wait for the system. The loop decides which is next, and
 * all that follows the start is the loop's again.
 *
 * <pre>
 *   loop ── next in the queue ──▶ starter: the process begins ──▶ loop: the script runs, or 503
 * </pre>
 */
public final class Scripts implements AutoCloseable {
    private final int max;
    private final State state;

    /**
     * @param max     how many may run at once
     * @param watcher what waits for their output
     * @param starter what starts them: it runs one task after the other, in the order in which they come, and may wait for
     *                the system. Its {@code execute} throws OutOfMemoryError if there is no thread for it
     */
    public Scripts(int max, PipeWatcher watcher, Executor starter) {
        this(max, new State(watcher, new Starter(starter)));
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

    PipeWatcher watcher() {
        return state.watcher;
    }

    /** Starts a script after those that were to be started before. */
    void startLater(ScriptStart start, Executor loop) {
        state.waiting.add(start);
        if (state.waiting.size() == 1) {
            next(loop);
        }
    }

    private void next(Executor loop) {
        ScriptStart start = state.waiting.element();
        Runnable then = () -> goOn(loop);
        state.spareThread.whenThere(loop, start.nanoTime(), () -> start.run(state.starter, then), e -> start.fail(e, then));
    }

    private void goOn(Executor loop) {
        state.waiting.remove();
        if (!state.waiting.isEmpty()) {
            next(loop);
        }
    }

    /** Takes note of a process that has ended. */
    void ended(ProcessHandle process) {
        state.spareThread.add(process);
    }

    /**
     * Lets go of what it has of the system; scripts that run are ended by their exchanges. When the loop has ended, on
     * whatever thread.
     */
    @Override
    public void close() {
        state.starter.close();
    }

    /** What does not depend on how many may run. */
    private static final class State {
        private final String mark = UUID.randomUUID() + "-";
        private final PipeWatcher watcher;
        private final Starter starter;
        private final SpareThread spareThread = new SpareThread();
        private final Queue<ScriptStart> waiting = new ArrayDeque<>();
        private int running;
        private long started;

        State(PipeWatcher watcher, Starter starter) {
            this.watcher = watcher;
            this.starter = starter;
        }
    }
}
