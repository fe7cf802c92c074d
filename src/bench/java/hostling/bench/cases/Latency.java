package hostling.bench.cases;

import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Shell;
import hostling.bench.Site;
import hostling.bench.Workplace;
import hostling.bench.load.Load;
import hostling.bench.load.OpenLoop;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long a request takes at half the rate that the server can keep up with. */
final class Latency implements StretchCase {
    private static final int CONNECTIONS = 64;
    private static final List<Metric> TIMES = List.of(Metric.plain("usual", "p99 µs, usual", 0),
            Metric.plain("p99", "p99 µs", 0), Metric.plain("p50", "p50 µs", 0), Metric.plain("p99.9", "p99.9 µs", 0), Metric.plain("max", "max µs", 0),
            Metric.plain("late", "client late, p99 µs", 0));
    private static final Metric RATE = Metric.plain("rate", "requests/s", 0);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "Latency at half the load";
    }

    @Override
    public String how(Settings settings) {
        return "wrk finds the rate that a server can take at most on " + CONNECTIONS + " connections; then "
                + "`hostling.bench.load.OpenLoop` sends at half of that rate, evenly, whether or not answers come. A "
                + "request's time runs from when it was due, not from when it was sent, so a pause of the server counts "
                + "for all requests that fall into it. The first column is the median over quarters of a second of what "
                + "99 of 100 requests took at most: a pause of the machine, which falls on any server at times, is in the "
                + "others alone. How late the client itself was is told too. " + settings.seconds()
                + " seconds, after as many of the same.";
    }

    @Override
    public List<Metric> metrics() {
        return Stream.concat(TIMES.stream(), Stream.of(RATE)).toList();
    }

    @Override
    public List<String> programs() {
        return List.of("wrk");
    }

    @Override
    public Measurement measure(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        Load most = new Wrk(CONNECTIONS, "", List.of()).run(server, Site.PAGE, settings.seconds());
        if (most.problem().isPresent()) {
            return new Measurement(most.problem());
        }
        double rate = most.rate() / 2;
        String printed = Shell.run(Workplace.java(), "-cp", Workplace.classPath(), OpenLoop.class.getName(),
                String.valueOf(server.port()), Site.PAGE, String.valueOf(rate), String.valueOf(CONNECTIONS),
                String.valueOf(settings.seconds()), String.valueOf(settings.seconds()));
        return read(printed).with(RATE, rate);
    }

    private static Measurement read(String printed) throws IOException {
        Measurement measurement = new Measurement(Optional.empty());
        for (Metric metric : TIMES) {
            Matcher line = Pattern.compile("^" + Pattern.quote(metric.key()) + " (.*)$", Pattern.MULTILINE)
                    .matcher(printed);
            if (!line.find()) {
                throw new IOException("the client printed: " + printed);
            }
            measurement.with(metric, Double.parseDouble(line.group(1)));
        }
        return measurement;
    }
}
