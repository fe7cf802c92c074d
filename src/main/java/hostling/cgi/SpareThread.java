package hostling.cgi;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Makes sure that Java has a thread that can wait for the end of a script before the script is started. Java takes one
 * from a pool of its own, after the process has begun to run; where the pool needs a new thread and the system has none
 * to give, nobody ever waits for that process, and when it ends a zombie is left.
 *
 * <p>So the pool is first asked to wait for a process that has ended long ago. That takes a thread, too, for no time at
 * all, and for the next minute the pool keeps this thread at hand.
 */
final class SpareThread {
    /** A process is used up where the system has no thread; so many can be lost before another one has ended. */
    private static final int ENDED_MAX = 64;
    /** Where there was no thread, none is asked for again so soon. */
    private static final long RETRY_NANOS = 1_000_000_000;
    /** The same where there is no process left to ask about, so that the next start is one without a spare thread. */
    private static final long BLIND_RETRY_NANOS = 60 * RETRY_NANOS;

    /** Processes that have ended. */
    private final Deque<ProcessHandle> ended = new ArrayDeque<>();
    private boolean isShort;
    private long shortSinceNanos;

    /** Takes note of a process that has ended. */
    void add(ProcessHandle process) {
        if (ended.size() == ENDED_MAX) {
            ended.removeLast();
        }
        ended.addFirst(process);
    }

    /**
     * Has a task run in a turn of its own, when there is a thread to spare. Before any process has ended there is none to
     * ask about, and the task is run all the same.
     *
     * @param nowNanos what the clock of scripts shows
     * @param refused is told, in a turn of its own as well, where there is no thread
     */
    void whenThere(Executor loop, long nowNanos, Runnable task, Consumer<Throwable> refused) {
        while (!ended.isEmpty() && ProcessHandle.of(ended.getFirst().pid()).isPresent()) {
            ended.removeFirst();                        // its number is in use again
        }
        long retryNanos = ended.isEmpty() ? BLIND_RETRY_NANOS : RETRY_NANOS;
        if (isShort && nowNanos - shortSinceNanos < retryNanos) {
            loop.execute(() -> refused.accept(shortage()));
            return;
        }
        isShort = false;
        if (ended.isEmpty()) {
            loop.execute(task);
            return;
        }
        try {
            // Java tells of it in a thread of its own; that it has none to do so is a failure of the future.
            ended.getFirst().onExit().whenComplete((process, failure) -> loop.execute(
                    failure == null ? task : () -> refuse(nowNanos, refused)));
        } catch (OutOfMemoryError e) {
            ended.removeFirst();                        // Java believes that somebody waits for it
            loop.execute(() -> refuse(nowNanos, refused));
        }
    }

    private void refuse(long nowNanos, Consumer<Throwable> refused) {
        isShort = true;
        shortSinceNanos = nowNanos;
        refused.accept(shortage());
    }

    private static ResourcesExhaustedException shortage() {
        return new ResourcesExhaustedException(new IOException("the system has no thread to wait for it"));
    }
}
