package hostling.bench.load;

import hostling.bench.ServerProcess;
import hostling.bench.Shell;
import hostling.bench.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk with one thread: as many requests as the server can take.
 *
 * @param script    a file of {@code src/bench/wrk}, or the empty string
 * @param arguments what the script is given
 */
public record Wrk(int connections, String script, List<String> arguments) {
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

    /** The command, for the page too. */
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
