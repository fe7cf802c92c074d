package hostling.cgi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * A process that was started for a script, with its resources. The loop asks only what needs no lock: the methods of {@link
 * Process} share a lock with Java's thread that waits for its end.
 *
 * @param exit   completed when the process has ended, with its exit code; or with a failure, if the system had no thread for
 *               that, so that the exit code is unknown
 * @param pipes  the pool that the two pipes belong to
 * @param stdout its standard output, to read from
 * @param stderr its standard error, to read from
 * @param input  the file that is its standard input, if there is one
 */
record StartedProcess(ProcessHandle handle, CompletableFuture<Integer> exit, ProcessTree tree, OutputPipes pipes,
                      OutputPipe stdout, OutputPipe stderr, Optional<Spool> input) {
    private static final File DEV_NULL = new File("/dev/null");
    /** Java's wording of the system errors EAGAIN, ENOMEM, ENFILE and EMFILE; of EMFILE also when it opens the input. */
    private static final Pattern EXHAUSTED = Pattern.compile("error=(11|12|23|24),|\\(Too many open files");

    /**
     * Starts a program.
     *
     * @param command   the program and its arguments
     * @param folder    its working directory: the folder of the script (RFC 3875 section 7.2)
     * @param variables its whole environment
     * @throws ResourcesExhaustedException if the system has no room for the process, its pipes, or the thread in which Java
     *                         waits for its end. The process may run nevertheless, and is then known only by its mark
     * @throws IOException if there is no such program
     * @throws IllegalArgumentException if an environment can't contain these variables
     */
    static StartedProcess program(List<String> command, Path folder, Map<String, String> variables, Optional<Spool> input,
                           OutputPipes pipes) throws IOException {
        OutputPipe stdout = take(pipes);
        OutputPipe stderr = null;
        try {
            stderr = take(pipes);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(input.map(spool -> spool.path().toFile()).orElse(DEV_NULL))
                    .redirectOutput(stdout.childEnd()).redirectError(stderr.childEnd());
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = start(builder);
            return new StartedProcess(process.toHandle(), exit(process),
                    ProcessTree.of(process.toHandle(), variables.get(ProcessTree.MARK)), pipes, stdout, stderr, input);
        } catch (Throwable e) {
            pipes.release(stdout);
            if (stderr != null) {
                pipes.release(stderr);
            }
            throw e;
        }
    }

    private static OutputPipe take(OutputPipes pipes) throws ResourcesExhaustedException {
        try {
            return pipes.take();
        } catch (IOException e) {
            throw new ResourcesExhaustedException(e);
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (OutOfMemoryError e) {                  // Java throws this if the system can't provide a thread
            throw new ResourcesExhaustedException(e);
        } catch (IOException e) {
            throw EXHAUSTED.matcher(e.toString()).find() ? new ResourcesExhaustedException(e) : e;
        }
    }

    private static CompletableFuture<Integer> exit(Process process) throws ResourcesExhaustedException {
        try {
            return process.onExit().thenApply(Process::exitValue);
        } catch (OutOfMemoryError e) {
            throw new ResourcesExhaustedException(e);
        }
    }

    boolean hasEnded() {
        return exit.isDone();
    }

    /** The exit code; empty if the process has not ended, or its exit code is unknown. */
    OptionalInt exitCode() {
        return exit.isDone() && !exit.isCompletedExceptionally() ? OptionalInt.of(exit.getNow(null)) : OptionalInt.empty();
    }

    /**
     * Queues a task for the loop when the process has ended. The task runs in the loop and not in the future, which would
     * swallow its faults.
     */
    void onExit(Executor loop, Runnable task) {
        exit.whenComplete((code, failure) -> loop.execute(task));
    }

    /** Returns its pipes to the pool, and deletes its input file. */
    void close() {
        input.ifPresent(Spool::delete);
        pipes.release(stdout);
        pipes.release(stderr);
    }
}
