package hostling.cgi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Starts programs for the loop, on a thread that may wait for the system. Starting a process can't be divided into short
 * turns: Java waits until the new process has closed its copies of all the server's descriptors, which takes longer the more
 * connections there are.
 */
final class ProcessStarter implements AutoCloseable {
    private final Executor thread;
    private final OutputPipes pipes;
    /** The last program that was started. Only the starter's thread uses it. */
    private Delivery last;

    /** @param thread runs one task after the other, in order */
    ProcessStarter(Executor thread) {
        this.thread = thread;
        this.pipes = new OutputPipes(thread);
    }

    // region: start
    /**
     * Starts a program. For the loop's thread; call it again only after one of the callbacks.
     *
     * @param command   the program and its arguments
     * @param folder    its working directory
     * @param variables its whole environment
     * @param input     its standard input; empty if there is nothing to read
     * @param started   is given the running program, on the loop's thread
     * @param failed    is given the reason if it can't be started, on the loop's thread: see {@link StartedProcess#program}
     * @throws OutOfMemoryError if the system can't provide a thread
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

    /** Closes the pipes, and kills a program that was started too late for the loop, which has ended. */
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

        /** Called when the loop has ended. */
        void endUnlessTaken() {
            if (!isTaken) {
                program.handle().descendants().forEach(ProcessHandle::destroyForcibly);
                program.handle().destroyForcibly();
                program.close();
            }
        }
    }
}
