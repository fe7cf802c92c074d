package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Runs programs and waits for their end. */
public final class Shell {
    private static final int SECONDS_MAX = 600;

    private Shell() { }

    /** Thrown if a program did not end in time and was killed. */
    public static final class TooLong extends IOException {
        TooLong(List<String> command) {
            super(command.get(0) + " does not end");
        }
    }

    /**
     * Runs a program and returns what it prints on both of its streams.
     *
     * @throws IOException if it fails
     */
    public static String run(List<String> command) throws IOException, InterruptedException {
        return runWithin(SECONDS_MAX, command);
    }

    public static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    /**
     * The same, with a time limit.
     *
     * @throws TooLong if it takes longer
     */
    public static String runWithin(int secondsMax, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("hostling-bench", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new TooLong(command);
            }
            String printed = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + printed.strip());
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    /** Sends a signal to processes, one after the other. */
    public static void signal(String name, long... pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        LongStream.of(pids).mapToObj(String::valueOf).forEach(command::add);
        run(command);
    }
}
