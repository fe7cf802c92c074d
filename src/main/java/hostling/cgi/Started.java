package hostling.cgi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A process that was started for a script, and what belongs to it.
 *
 * @param output     what it writes to its standard output stream comes out here
 * @param complaints the same of its standard error stream
 * @param input      what it reads, where that is a file of ours
 */
record Started(Process process, ProcessTree tree, OutputPipe output, OutputPipe complaints, Optional<Spool> input) {
    private static final File NOTHING = new File("/dev/null");

    /**
     * Starts a program.
     *
     * @param command   the program and its arguments
     * @param folder    where it runs: that of the script (RFC 3875 section 7.2)
     * @param variables its whole environment
     * @throws IOException where there is no such program, or no room for another process
     * @throws IllegalArgumentException where no environment can have these variables
     */
    static Started program(List<String> command, Path folder, Map<String, String> variables, Optional<Spool> input)
            throws IOException {
        OutputPipe output = OutputPipe.open();
        OutputPipe complaints = null;
        try {
            complaints = OutputPipe.open();
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(input.map(spool -> spool.path().toFile()).orElse(NOTHING))
                    .redirectOutput(output.childsEnd()).redirectError(complaints.childsEnd());
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = builder.start();
            output.started();
            complaints.started();
            return new Started(process, new ProcessTree(process, variables.get(ProcessTree.MARK)), output, complaints,
                    input);
        } catch (IOException | RuntimeException e) {
            output.close();
            if (complaints != null) {
                complaints.close();
            }
            throw e;
        }
    }

    /** Gives the loop a task when the process is gone; what does so is the thread of Java's own that waits for it. */
    void whenGone(Executor loop, Runnable task) {
        process.onExit().thenRunAsync(task, loop);
    }

    /** Lets go of its pipes, and of its input. */
    void close() {
        input.ifPresent(Spool::delete);
        try {
            output.close();
            complaints.close();
        } catch (IOException e) {
            // The system has closed them all the same.
        }
    }
}
