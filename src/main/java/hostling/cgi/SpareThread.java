package hostling.cgi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Makes sure that Java has a thread that can wait for the end of a script before the script is started. Java takes one
 * from a pool of its own, after the process has begun to run; where the pool needs a new thread and the system has none
 * to give, nobody ever waits for that process, and when it ends a zombie is left.
 *
 * <p>So the pool is first asked to wait for a process that has ended long ago. That takes a thread, too, for no time at
 * all, and for the next minute the pool keeps this thread at hand.
 */
final class SpareThread {
    /** A process is used up where the system has no thread; so many can be lost before another one has ended. */
    private static final int ENDED_MAX = 16;

    /** Processes that have ended. */
    private final Deque<ProcessHandle> ended = new ArrayDeque<>();

    /** Takes note of a process that has ended. */
    void add(ProcessHandle process) {
        if (ended.size() == ENDED_MAX) {
            ended.removeLast();
        }
        ended.addFirst(process);
    }

    /**
     * Has a task run in a turn of its own, when there is a thread to spare. Before any process has ended there is none to
     * ask about, and the task is run all the same.
     *
     * @param refused is told, in a turn of its own as well, where there is no thread
     */
    void whenThere(Executor loop, Runnable task, Consumer<Throwable> refused) {
        while (!ended.isEmpty() && ProcessHandle.of(ended.getFirst().pid()).isPresent()) {
            ended.removeFirst();                        // its number is in use again
        }
        if (ended.isEmpty()) {
            loop.execute(task);
            return;
        }
        try {
            ended.getFirst().onExit().thenRun(() -> loop.execute(task));
        } catch (OutOfMemoryError e) {
            ended.removeFirst();                        // Java believes that somebody waits for it
            loop.execute(() -> refused.accept(e));
        }
    }
}
