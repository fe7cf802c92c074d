package hostling.cgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * A pool of pipes. Only a pipe that has ended is reused: then no process is left that could write into the output of another
 * script.
 */
final class OutputPipes implements AutoCloseable {
    /** Capacity of a pipe in Linux. */
    private static final int PIPE_BYTES = 64 * 1024;
    /** A pipe that has not ended after this many checks has a writer that can't be killed. */
    private static final int CHECKS_MAX = 8;

    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Executor executor;
    private ByteBuffer discarded;

    /** @param executor runs all tasks on the thread that calls {@link #take} and {@link #close} */
    OutputPipes(Executor executor) {
        this.executor = executor;
    }

    /**
     * Returns an empty pipe without a writer.
     *
     * @throws IOException if none is left and the system can't open another one
     */
    OutputPipe take() throws IOException {
        for (int left = idle.size(); left > 0; left--) {
            Idle each = idle.removeFirst();
            if (each.hasEnded()) {
                return each.pipe;
            } else if (each.checks < CHECKS_MAX && each.pipe.isOpen()) {
                idle.addLast(each);                     // a process that writes to it still lives
            } else {
                each.pipe.close();
            }
        }
        return OutputPipe.open();
    }

    /** Returns a pipe to the pool, whatever it still contains. Any thread may call this. */
    void release(OutputPipe pipe) {
        executor.execute(() -> idle.addFirst(new Idle(pipe)));
    }

    @Override
    public void close() {
        while (!idle.isEmpty()) {
            idle.removeFirst().pipe.close();
        }
    }

    /** A pipe that waits for another script. */
    private final class Idle {
        private final OutputPipe pipe;
        private int checks;

        Idle(OutputPipe pipe) {
            this.pipe = pipe;
        }

        /** Whether it has ended; discards unread output of its last script. */
        boolean hasEnded() {
            checks++;
            discarded = discarded == null ? ByteBuffer.allocateDirect(PIPE_BYTES) : discarded.clear();
            try {
                return pipe.isOpen() && (pipe.read(discarded) < 0 || pipe.read(discarded.clear()) < 0);
            } catch (IOException e) {
                checks = CHECKS_MAX;
                return false;
            }
        }
    }
}
