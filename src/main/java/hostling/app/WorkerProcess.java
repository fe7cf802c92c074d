package hostling.app;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A worker process, seen from its parent. All code of {@code app} that deals with worker processes is here. */
final class WorkerProcess {
    /** An exit code above this is 128 + the number of the signal that ended the process. */
    private static final int SIGNALS = 128;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /**
     * The command that starts this program again with other arguments: the same Java with the same options and class
     * path. {@link ProcessHandle.Info#commandLine} would give it, too, but cuts it after one page of memory.
     */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    // region: start
    /**
     * Starts a worker, which inherits our standard output and standard error.
     *
     * @param onExit called on a thread of the Java runtime when the process has ended
     * @throws IOException if the system can't start it
     */
    static WorkerProcess start(List<String> command, WorkerParameters parameters, Consumer<WorkerProcess> onExit)
            throws IOException {
        Process process = new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            parameters.writeTo(out);
        } catch (IOException e) {
            // The process has already ended; onExit will be called.
        }
        WorkerProcess started = new WorkerProcess(process);
        process.onExit().thenRun(() -> onExit.accept(started));
        return started;
    }
    // endregion

    long pid() {
        return process.pid();
    }

    /** Asks it to end: SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** Ends it: SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** The exit code of the process, which has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** How it ended, in words. */
    String describeEnd() {
        return exitCode() > SIGNALS ? "was ended by signal " + (exitCode() - SIGNALS)
                : "ended with exit code " + exitCode();
    }

    /** Sends it a signal for which Java has no method. {@code kill} is a built-in command of every shell. */
    void signal(String name) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start();
    }

    /** Kills all child processes and their descendants: SIGKILL. */
    static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** The id of this process. */
    static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** Whether this process is still a child of that one. An orphan gets another parent from the system. */
    static boolean isChildOf(long parent) {
        return ProcessHandle.current().parent().filter(process -> process.pid() == parent).isPresent();
    }
}
