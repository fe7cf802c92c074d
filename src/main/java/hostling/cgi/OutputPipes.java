package hostling.cgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Pipes that have served scripts and can serve others. Only one that has ended is used again: then there is no process
 * left that could write into the output of another script.
 */
final class OutputPipes implements AutoCloseable {
    /** As much as waits in a pipe of Linux at most. */
    private static final int PIPE_BYTES = 64 * 1024;
    /** What has not ended after so many looks has a writer that can't be ended. */
    private static final int LOOKS_MAX = 8;

    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Executor thread;
    private ByteBuffer dropped;

    /** @param thread what runs {@link #take} and {@link #close} */
    OutputPipes(Executor thread) {
        this.thread = thread;
    }

    /**
     * A pipe that nobody writes to, and that has nothing in it.
     *
     * @throws IOException where there is none left and none to be had
     */
    OutputPipe take() throws IOException {
        for (int left = idle.size(); left > 0; left--) {
            Idle each = idle.removeFirst();
            if (each.hasEnded()) {
                return each.pipe;
            } else if (each.looks < LOOKS_MAX && each.pipe.isOpen()) {
                idle.addLast(each);                     // the process that had it is not gone yet
            } else {
                each.pipe.close();
            }
        }
        return OutputPipe.open();
    }

    /** Takes one back, whatever is in it. May be called from any thread. */
    void giveBack(OutputPipe pipe) {
        thread.execute(() -> idle.addFirst(new Idle(pipe)));
    }

    @Override
    public void close() {
        while (!idle.isEmpty()) {
            idle.removeFirst().pipe.close();
        }
    }

    /** One that waits for another script. */
    private final class Idle {
        private final OutputPipe pipe;
        private int looks;

        Idle(OutputPipe pipe) {
            this.pipe = pipe;
        }

        /** Throws away what its last script wrote and nobody read. */
        boolean hasEnded() {
            looks++;
            dropped = dropped == null ? ByteBuffer.allocateDirect(PIPE_BYTES) : dropped.clear();
            try {
                return pipe.isOpen() && (pipe.read(dropped) < 0 || pipe.read(dropped.clear()) < 0);
            } catch (IOException e) {
                looks = LOOKS_MAX;
                return false;
            }
        }
    }
}
