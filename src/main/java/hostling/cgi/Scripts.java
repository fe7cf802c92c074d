package hostling.cgi;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The running scripts of all routes, and the queue of scripts to start. For the loop's thread.
 *
 * <p>A separate thread, which may wait for the system, starts one script after the other. The loop decides which is next,
 * and handles everything after the start.
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
     * @param watcher watches their output
     * @param starter starts them: runs one task after the other, in order, on a thread that may wait for the system. Its
     *                {@code execute} throws OutOfMemoryError if the system can't provide a thread
     */
    public Scripts(int max, PipeWatcher watcher, Executor starter) {
        this(max, new State(watcher, new ProcessStarter(starter)));
    }

    private Scripts(int max, State state) {
        this.max = max;
        this.state = state;
    }

    /** The same scripts with another limit; those that already run count towards it. */
    public Scripts withMax(int other) {
        return new Scripts(other, state);
    }

    /** How many scripts run or wait to be started. */
    public int running() {
        return state.running;
    }

    boolean hasRoom() {
        return state.running < max;
    }

    /** Counts one more script; returns the unique mark of its processes. */
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

    /** Queues a script to be started after those that already wait. */
    void startLater(ScriptStart start, Executor loop) {
        state.waiting.add(start);
        if (state.waiting.size() == 1) {
            startNext(loop);
        }
    }

    private void startNext(Executor loop) {
        ScriptStart start = state.waiting.element();
        Runnable then = () -> startFinished(loop);
        state.reaperThread.whenAvailable(loop, start.nanoTime(), () -> start.run(state.starter, then),
                e -> start.fail(e, then));
    }

    private void startFinished(Executor loop) {
        state.waiting.remove();
        if (!state.waiting.isEmpty()) {
            startNext(loop);
        }
    }

    /** Remembers a process that has ended, for {@link ReaperThread}. */
    void addEnded(ProcessHandle process) {
        state.reaperThread.add(process);
    }

    /**
     * Releases its pipes; running scripts are killed by their exchanges. Call this when the loop has ended, on any thread.
     */
    @Override
    public void close() {
        state.starter.close();
    }

    /** Everything except the limit. */
    private static final class State {
        private final String mark = UUID.randomUUID() + "-";
        private final PipeWatcher watcher;
        private final ProcessStarter starter;
        private final ReaperThread reaperThread = new ReaperThread();
        private final Queue<ScriptStart> waiting = new ArrayDeque<>();
        private int running;
        private long started;

        State(PipeWatcher watcher, ProcessStarter starter) {
            this.watcher = watcher;
            this.starter = starter;
        }
    }
}
