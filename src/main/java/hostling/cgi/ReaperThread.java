package hostling.cgi;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Makes sure, before a script is started, that Java has a thread to wait for the script's end. Java takes this thread from
 * an internal pool, after the process has begun to run. If the pool needs a new thread and the system can't provide one, no
 * thread ever waits for that process, and when it ends it remains as a <b>zombie</b>.
 *
 * <p>So this class first asks the pool to wait for a process that has ended long ago. That takes a thread, too, for no time
 * at all, and the pool keeps an idle thread for the next minute.
 */
final class ReaperThread {
    /** Processes to remember. Each failed request for a thread uses one up, until another process has ended. */
    private static final int ENDED_MAX = 64;
    /** After a failed request for a thread, there is no other for this long. */
    private static final long RETRY_NANOS = 1_000_000_000;
    /** The same if no ended process is left to ask about, since then the next script starts without a spare thread. */
    private static final long BLIND_RETRY_NANOS = 60 * RETRY_NANOS;

    /** Processes that have ended. */
    private final Deque<ProcessHandle> ended = new ArrayDeque<>();
    private boolean isShort;
    private long shortSinceNanos;

    /** Remembers a process that has ended. */
    void add(ProcessHandle process) {
        if (ended.size() == ENDED_MAX) {
            ended.removeLast();
        }
        ended.addFirst(process);
    }

    /**
     * Runs a task in another turn, once there is a spare thread. Before any process has ended, there is none to ask about,
     * and the task runs without this check.
     *
     * @param nowNanos  the monotonic clock, in nanoseconds
     * @param onRefused is given the reason, in another turn, if there is no spare thread
     */
    void whenAvailable(Executor loop, long nowNanos, Runnable task, Consumer<Throwable> onRefused) {
        while (!ended.isEmpty() && ProcessHandle.of(ended.getFirst().pid()).isPresent()) {
            ended.removeFirst();                        // its number has been reused
        }
        long retryNanos = ended.isEmpty() ? BLIND_RETRY_NANOS : RETRY_NANOS;
        if (isShort && nowNanos - shortSinceNanos < retryNanos) {
            loop.execute(() -> onRefused.accept(shortage()));
            return;
        }
        isShort = false;
        if (ended.isEmpty()) {
            loop.execute(task);
            return;
        }
        try {
            // Java completes the future in another thread; if there is none for that, the future fails.
            ended.getFirst().onExit().whenComplete((process, failure) -> loop.execute(
                    failure == null ? task : () -> refuse(nowNanos, onRefused)));
        } catch (OutOfMemoryError e) {
            ended.removeFirst();                        // Java wrongly believes that a thread waits for it
            loop.execute(() -> refuse(nowNanos, onRefused));
        }
    }

    private void refuse(long nowNanos, Consumer<Throwable> onRefused) {
        isShort = true;
        shortSinceNanos = nowNanos;
        onRefused.accept(shortage());
    }

    private static ResourcesExhaustedException shortage() {
        return new ResourcesExhaustedException(new IOException("the system has no thread to wait for its end"));
    }
}
