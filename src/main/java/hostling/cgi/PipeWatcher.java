package hostling.cgi;

import java.nio.channels.Pipe;

/** Watches the output of scripts: the loop does that with the same selector as for sockets. */
@FunctionalInterface
public interface PipeWatcher {
    /**
     * Runs a task once, on the loop's thread, when the pipe can be read or has ended. Replaces a task that has not run yet.
     * If the task throws, the watcher may close the pipe.
     *
     * @param pipe in non-blocking mode
     */
    void whenReadable(Pipe.SourceChannel pipe, Runnable task);
}
