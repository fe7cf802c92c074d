package hostling.project.arch.planted.loop;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** The only class that may select; a queue of tasks is allowed. */
public final class EventLoop implements Executor {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    void turn(Selector selector) throws IOException {
        selector.select(1);
        tasks.remove().run();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }
}
