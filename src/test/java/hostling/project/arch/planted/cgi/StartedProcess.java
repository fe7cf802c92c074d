package hostling.project.arch.planted.cgi;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** The end of a process may be waited for by a future; that is all that this class is let off. */
final class StartedProcess {
    void whenGone(Process process, Executor loop, Runnable task) {
        process.onExit().thenRunAsync(task, loop);
        Executor other = ForkJoinPool.commonPool(); // breaks there-is-one-thread, there-is-nothing-to-share
        process.onExit().thenRunAsync(task, other);
    }
}
