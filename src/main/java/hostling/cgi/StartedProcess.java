package hostling.cgi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * A process that was started for a script, and what belongs to it.
 *
 * @param pipes      where the two pipes belong
 * @param output     what it writes to its standard output stream comes out here
 * @param complaints the same of its standard error stream
 * @param input      what it reads, where that is a file of ours
 */
record StartedProcess(Process process, ProcessTree tree, OutputPipes pipes, OutputPipe output, OutputPipe complaints,
               Optional<Spool> input) {
    private static final File NOTHING = new File("/dev/null");
    /** How Java words what the system said: EAGAIN, ENOMEM, ENFILE or EMFILE; the last also where it opens the input. */
    private static final Pattern NO_ROOM = Pattern.compile("error=(11|12|23|24),|\\(Too many open files");

    /**
     * Starts a program.
     *
     * @param command   the program and its arguments
     * @param folder    where it runs: that of the script (RFC 3875 section 7.2)
     * @param variables its whole environment
     * @throws ResourcesExhaustedException where the system has no room for another process, its pipes, or the thread that Java waits for
     *                         its end in; a process may have begun all the same, and has only its mark to be known by
     * @throws IOException where there is no such program
     * @throws IllegalArgumentException where no environment can have these variables
     */
    static StartedProcess program(List<String> command, Path folder, Map<String, String> variables, Optional<Spool> input,
                           OutputPipes pipes) throws IOException {
        OutputPipe output = take(pipes);
        OutputPipe complaints = null;
        try {
            complaints = take(pipes);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(input.map(spool -> spool.path().toFile()).orElse(NOTHING))
                    .redirectOutput(output.childsEnd()).redirectError(complaints.childsEnd());
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = start(builder);
            return new StartedProcess(process, ProcessTree.of(process, variables.get(ProcessTree.MARK)), pipes, output,
                    complaints, input);
        } catch (Throwable e) {
            pipes.giveBack(output);
            if (complaints != null) {
                pipes.giveBack(complaints);
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
        } catch (OutOfMemoryError e) {                  // so Java says that the system has no thread
            throw new ResourcesExhaustedException(e);
        } catch (IOException e) {
            throw NO_ROOM.matcher(e.toString()).find() ? new ResourcesExhaustedException(e) : e;
        }
    }

    /**
     * Gives the loop a task when the process is gone; what does so is the thread of Java's own that waits for it. The task
     * is the loop's then and not the future's, which would keep its faults to itself. It comes too early where the system
     * has no thread for the telling.
     */
    void whenGone(Executor loop, Runnable task) {
        process.onExit().whenComplete((gone, failure) -> loop.execute(task));
    }

    /** Gives its pipes back, and lets go of its input. */
    void close() {
        input.ifPresent(Spool::delete);
        pipes.giveBack(output);
        pipes.giveBack(complaints);
    }
}
