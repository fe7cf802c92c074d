package hostling.bench.load;

import hostling.bench.ServerProcess;
import hostling.bench.Shell;
import hostling.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk with one thread: as many requests as the server can take.
 *
 * @param script    a file of {@code src/bench/wrk}, or the empty string
 * @param arguments the arguments of the script
 */
public record Wrk(int connections, String script, List<String> arguments) {
    private static final int FOREVER_SECONDS = 3_600;
    private static final int TIMEOUT_SECONDS = 60;
    /** How long its other threads may go on after it was told to stop. */
    private static final int STOP_MILLIS = 110;
    private static final int ATTEMPTS = 50;
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
    private static final Pattern PROBLEM = Pattern.compile("Socket errors:.*|Non-2xx or 3xx responses:.*");

    public Load run(ServerProcess server, String path, int seconds) throws IOException, InterruptedException {
        return parse(Shell.run(command(server.url(path), seconds)));
    }

    /** The same, on these cores. */
    public Load runOn(String cores, ServerProcess server, String path, int seconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
        command.addAll(command(server.url(path), seconds));
        return parse(Shell.run(command));
    }

    /** Starts a load that goes on until it is stopped. */
    public Running start(ServerProcess server, String path) throws IOException {
        List<String> command = new ArrayList<>(command(server.url(path), FOREVER_SECONDS));
        // While it is suspended, no response arrives for a long time, and that is not the server's fault.
        command.addAll(1, List.of("--timeout", TIMEOUT_SECONDS + "s"));
        Path output = Files.createTempFile("hostling-bench-wrk", ".txt");
        return new Running(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
                output);
    }

    /** A running wrk, which can be suspended and resumed. */
    public static final class Running {
        private final Process process;
        private final Path output;

        private Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        public void suspend() throws IOException, InterruptedException {
            Shell.signal("STOP", process.pid());
        }

        public void resume() throws IOException, InterruptedException {
            Shell.signal("CONT", process.pid());
        }

        /** Tells it to stop, and waits as long as it may go on. */
        public void stop() throws IOException, InterruptedException {
            Shell.signal("INT", process.pid());
            process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS);
        }

        /** Waits for its end and returns the result. Its seconds count from start to end, even if it was suspended. */
        public Load end() throws IOException, InterruptedException {
            // The signal has to wake its first thread, and now and then the system delivers it to another one.
            try {
                for (int attempt = 0; !process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS) && attempt < ATTEMPTS; attempt++) {
                    stop();
                }
                return parse(Files.readString(output));
            } finally {
                process.destroyForcibly();
                Files.delete(output);
            }
        }
    }

    /** The command, which the page also shows. */
    public List<String> command(String url, int seconds) {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
        if (!script.isEmpty()) {
            command.addAll(List.of("-s", Workplace.SCRIPTS.resolve(script).toString()));
        }
        command.add(url);
        if (!arguments.isEmpty()) {
            command.add("--");
            command.addAll(arguments);
        }
        return command;
    }

    static Load parse(String printed) throws IOException {
        Matcher requests = REQUESTS.matcher(printed);
        if (!requests.find()) {
            throw new IOException("wrk printed: " + printed);
        }
        double unit = switch (requests.group(3)) {
            case "ms" -> 0.001;
            case "s" -> 1;
            default -> 60;
        };
        double count = Double.parseDouble(requests.group(1));
        Matcher problem = PROBLEM.matcher(printed);
        Optional<String> found = problem.find() ? Optional.of(problem.group().strip())
                : count == 0 ? Optional.of("no request was answered") : Optional.empty();
        return new Load(count, 0, Double.parseDouble(requests.group(2)) * unit, found);
    }
}
