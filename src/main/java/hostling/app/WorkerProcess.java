package hostling.app;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A process that serves, seen from the one that started it. What {@code app} has to do with processes is all here. */
final class WorkerProcess {
    /** More than 128 is a signal, and 128. */
    private static final int SIGNALS = 128;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /**
     * The command that starts this program anew, with other arguments: the same Java with the same flags, classes and
     * settings. The system knows the command line, too, but Java tells no more of that than one page of memory holds.
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
     * Starts one, whose standard output and error streams are ours.
     *
     * @param atItsEnd is run by a thread of Java's own
     * @throws IOException where the system can't start it
     */
    static WorkerProcess start(List<String> command, Handover handover, Consumer<WorkerProcess> atItsEnd)
            throws IOException {
        Process process = new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT)
                .start();
        try (OutputStream out = process.getOutputStream()) {
            handover.writeTo(out);
        } catch (IOException e) {
            // It has ended already, and will be heard of in a moment.
        }
        WorkerProcess started = new WorkerProcess(process);
        process.onExit().thenRun(() -> atItsEnd.accept(started));
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

    /** With what it ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** How it ended, in words. */
    String end() {
        return exitCode() > SIGNALS ? "was ended by signal " + (exitCode() - SIGNALS)
                : "ended with exit code " + exitCode();
    }

    /** Sends it a signal for which Java has no method. Every shell can do it by itself. */
    void signal(String name) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start();
    }

    /** Ends all processes that this one has started, and those that they have: SIGKILL. */
    static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** The id of this process. */
    static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** Whether this process is still the child of that one. Whose parent has ended gets another one from the system. */
    static boolean isChildOf(long parent) {
        return ProcessHandle.current().parent().filter(process -> process.pid() == parent).isPresent();
    }
}
