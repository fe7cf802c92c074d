package hostling.app;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread that starts processes, one after the other, and waits in the loop's place until the system has done so. It
 * begins with its first task. Its queue takes tasks without a lock, so whoever has one never waits. The thread is a
 * daemon: it does not keep the process from ending.
 */
public final class StarterThread implements Executor, AutoCloseable {
    /** To start a process takes some milliseconds. */
    private static final Duration LAST_TASKS = Duration.ofSeconds(1);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedTransferQueue<>(), StarterThread::daemon, new ThreadPoolExecutor.DiscardPolicy());

    private static Thread daemon(Runnable tasks) {
        Thread thread = new Thread(tasks, "script starter");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task after those that came before, unless this is closed. May be called from any thread.
     *
     * @throws OutOfMemoryError if the system has no thread for the first one
     */
    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits for the tasks that there are, a second at most. */
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
