package hostling.cgi;

import java.nio.channels.Pipe;

/** What waits for the output of scripts: the loop, which watches pipes with the same selector as sockets. */
@FunctionalInterface
public interface PipeWatcher {
    /**
     * Runs a task once, on the loop's thread, when the pipe can be read or its writers have gone. A later task takes the
     * place of one that has not run yet.
     *
     * @param pipe is not blocking
     */
    void whenReadable(Pipe.SourceChannel pipe, Runnable task);
}
