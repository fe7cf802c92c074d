package hostling.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in its own process, started as a user would start it. */
public final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;

    private Program(Path folder, List<String> command) throws IOException {
        process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code java} with the classes under test and these arguments. */
    public static Program java(String... arguments) throws IOException {
        return javaIn(Path.of(""), arguments);
    }

    /** The same in this folder. */
    public static Program javaIn(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(List.of(arguments));
        return new Program(folder.toAbsolutePath(), command);
    }

    /** {@code java} with the classes under test, before its arguments. */
    public static List<String> javaCommand() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"));
    }

    /** The next line that it prints, or null at the end of its output. */
    public String line() throws IOException {
        return output.readLine();
    }

    /** Its process id, for sending signals to it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
