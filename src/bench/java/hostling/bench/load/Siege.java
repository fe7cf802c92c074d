package hostling.bench.load;

import hostling.bench.ServerProcess;
import hostling.bench.Shell;
import hostling.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** siege: a connection for each request. */
public record Siege(int clients) {
    /** Now and then siege hangs at its end, whatever the server does. */
    private static final int PATIENCE_SECONDS = 10;
    /** The settings of siege besides its arguments: it requests only the page and keeps nothing. */
    private static final String SETTINGS = """
            verbose = false
            json_output = true
            logging = false
            parser = false
            connection = close
            limit = 1000
            """;

    public Load run(ServerProcess server, String path, int seconds) throws IOException, InterruptedException {
        Path settings = Workplace.FOLDER.resolve("siegerc");
        Files.writeString(settings, SETTINGS);
        String printed = Shell.runWithin(seconds + PATIENCE_SECONDS,
                command(settings.toString(), server.url(path), seconds));
        double availability = number(printed, "availability");
        double failed = number(printed, "failed_transactions");
        Optional<String> problem = availability < 100 || failed > 0
                ? Optional.of("siege: availability " + availability + " %, " + failed + " failed") : Optional.empty();
        return new Load(number(printed, "transactions"), 0, number(printed, "elapsed_time"), problem);
    }

    /** The command, which the page also shows. */
    public List<String> command(String settings, String url, int seconds) {
        return List.of("siege", "-R", settings, "-b", "-c" + clients, "-t" + seconds + "S", url);
    }

    private static double number(String printed, String key) throws IOException {
        Matcher found = Pattern.compile("\"" + key + "\":\\s*([\\d.]+)").matcher(printed);
        if (!found.find()) {
            throw new IOException("siege printed: " + printed);
        }
        return Double.parseDouble(found.group(1));
    }
}
