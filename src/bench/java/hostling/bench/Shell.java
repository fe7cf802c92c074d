package hostling.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that run to their end. */
public final class Shell {
    private Shell() { }

    /**
     * What a program prints, on both of its streams.
     *
     * @throws IOException where it fails
     */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + printed.strip());
        }
        return printed;
    }

    public static String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }
}
