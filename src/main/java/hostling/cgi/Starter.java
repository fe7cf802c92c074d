package hostling.cgi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Starts programs for the loop, in a thread that may wait for the system. To start a process can't be cut into short turns:
 * Java waits until the system has closed each of the server's descriptors in the new process, which takes the longer the
 * more connections there are.
 */
final class Starter implements AutoCloseable {
    private final Executor thread;
    private final OutputPipes pipes;
    /** The last program that was started. For the thread alone, as is what it says of the loop. */
    private Delivery last;

    /** @param thread runs one task after the other, in the order in which they come */
    Starter(Executor thread) {
        this.thread = thread;
        this.pipes = new OutputPipes(thread);
    }

    // region: start
    /**
     * Starts a program. For the loop's thread; the next one may be started when this one has come.
     *
     * @param command   the program and its arguments
     * @param folder    where it runs
     * @param variables its whole environment
     * @param input     what it reads; empty if there is nothing to read
     * @param started   is given the program when it runs, by the loop
     * @param failed    is told why it could not be started, by the loop; the reasons are those of {@link StartedProcess#program}
     * @throws OutOfMemoryError if the system has no thread
     */
    void start(List<String> command, Path folder, Map<String, String> variables, Optional<Spool> input, Executor loop,
               Consumer<StartedProcess> started, Consumer<Throwable> failed) {
        thread.execute(() -> {
            try {
                last = new Delivery(StartedProcess.program(command, folder, variables, input, pipes), started);
                loop.execute(last);
            } catch (Throwable e) {
                loop.execute(() -> failed.accept(e));
            }
        });
    }
    // endregion

    /** Lets go of the pipes, and ends what has come too late for a loop that has ended. */
    @Override
    public void close() {
        thread.execute(() -> {
            if (last != null) {
                last.endUnlessTaken();
            }
            pipes.close();
        });
    }

    /** A program on its way to the loop. */
    private static final class Delivery implements Runnable {
        private final StartedProcess program;
        private final Consumer<StartedProcess> receiver;
        private boolean isTaken;

        Delivery(StartedProcess program, Consumer<StartedProcess> receiver) {
            this.program = program;
            this.receiver = receiver;
        }

        @Override
        public void run() {
            isTaken = true;
            receiver.accept(program);
        }

        /** When the loop has ended. */
        void endUnlessTaken() {
            if (!isTaken) {
                program.process().descendants().forEach(ProcessHandle::destroyForcibly);
                program.process().destroyForcibly();
                program.close();
            }
        }
    }
}
