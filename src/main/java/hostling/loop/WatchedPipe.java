package hostling.loop;

import hostling.server.HttpEngine;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Watches a pipe with the loop's selector, and runs a task when it can be read. */
final class WatchedPipe implements Selectable {
    private final HttpEngine engine;
    private final Pipe.SourceChannel pipe;
    private final SelectionKey key;
    private Runnable task;

    private WatchedPipe(HttpEngine engine, Pipe.SourceChannel pipe, Selector selector) {
        this.engine = engine;
        this.pipe = pipe;
        try {
            this.key = pipe.register(selector, 0, this);
        } catch (ClosedChannelException e) {
            throw new IllegalArgumentException("the pipe is closed", e);
        }
    }

    /** Runs the task once when the pipe can be read; replaces a task that has not run yet. */
    static void set(HttpEngine engine, Pipe.SourceChannel pipe, Selector selector, Runnable task) {
        SelectionKey known = pipe.keyFor(selector);
        WatchedPipe watch = known == null ? new WatchedPipe(engine, pipe, selector) : (WatchedPipe) known.attachment();
        watch.task = task;
        watch.key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public void selected() {
        key.interestOps(0);
        if (!engine.run(task)) {
            close();
        }
    }

    private void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            engine.failed("a pipe could not be closed", e);
        }
    }
}
