package hostling.project.arch.planted.cgi;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** May use a future for the end of a process, but no other exception applies to it. */
final class StartedProcess {
    void whenGone(Process process, Executor loop, Runnable task) {
        process.onExit().thenRunAsync(task, loop);
        Executor other = ForkJoinPool.commonPool(); // breaks there-is-one-thread, there-is-nothing-to-share
        process.onExit().thenRunAsync(task, other);
    }
}
