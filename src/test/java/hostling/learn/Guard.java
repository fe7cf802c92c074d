package hostling.learn;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Ends a check that does not come back, and one that ends the process. It counts the time of the processor, not that of the
 * wall: a machine that is busy with something else makes no loop endless.
 */
final class Guard extends Thread {
    private static final long NANOS_MAX = 1_000_000_000L * Integer.getInteger("learn.patience");
    private static final long LOOK_MILLIS = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread guarded;
    private final Grader grader;
    private volatile long startedAt;

    Guard(Thread guarded, Grader grader) {
        super("guard");
        this.guarded = guarded;
        this.grader = grader;
        setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> grader.stop(
                "Your code ends the whole program, as System.exit does. A server that did this would be gone for all clients.",
                guarded.getStackTrace())));
    }

    /** A check begins; called by the thread that is guarded. */
    void begin() {
        startedAt = THREADS.getCurrentThreadCpuTime();
    }

    @Override
    public void run() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            if (THREADS.getThreadCpuTime(guarded.getId()) - startedAt > NANOS_MAX) {
                grader.stop("It does not come back. Does a loop of yours have no end? Or does a parser return without having taken a "
                        + "byte, so that it is called again and again?", guarded.getStackTrace());
            }
        }
    }
}
