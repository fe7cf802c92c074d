package hostling.app;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that starts processes, one after the other, so that the loop need not wait until the system has started them.
 * The thread starts with its first task. Its queue is <b>lock-free</b>, so adding a task never blocks. The thread is a
 * daemon: it does not keep the process from ending.
 */
public final class StarterThread implements Executor, AutoCloseable {
    /** How long {@link #close} waits for the queued tasks. Starting a process takes some milliseconds. */
    private static final Duration LAST_TASKS = Duration.ofSeconds(1);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedTransferQueue<>(), StarterThread::daemon, new ThreadPoolExecutor.DiscardPolicy());

    private static Thread daemon(Runnable tasks) {
        Thread thread = new Thread(tasks, "script starter");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task after those that were added before; drops it if this is closed. May be called from any thread.
     *
     * @throws OutOfMemoryError if the system can't start the thread for the first task
     */
    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits for the queued tasks, for one second at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_TASKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
