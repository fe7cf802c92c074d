package hostling.bench.cases;

import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.OpenLoop;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The latency of requests at half of the server's maximum rate. */
final class Latency implements WarmCase, TurnCase {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_TURNS = 8;
    private static final List<Metric> TIMES = List.of(Metric.plain("quiet", "p99 µs, quiet", 0),
            Metric.plain("p99", "p99 µs", 0), Metric.plain("p50", "p50 µs", 0),
            Metric.plain("p99.9", "p99.9 µs", 0), Metric.plain("max", "max µs", 0), Metric.plain("late", "client late, p99 µs", 0));
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
                + "`hostling.bench.load.OpenLoop` sends at half of that rate, evenly, whether or not answers come, "
                + TurnCase.inTurns() + ". A request's time runs from when it was due, not from when it was sent, so a "
                + "pause of the server counts for all requests that fall into it. The first column is the lower quartile "
                + "over the turns of what 99 of 100 requests took at most: pauses of the machine, which fall on any server "
                + "at times and make nobody faster, are in the others. How late the client itself was is told too.";
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
    public void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        OpenLoop.Running load = load(server, settings, maximalRate(server, 1) / 2);
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            load.goOnFor(TURN_MILLIS);
        }
        load.end();
        TimeUnit.SECONDS.sleep(1);                      // the last methods are compiled
    }

    @Override
    public Running begin(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        server.resume();
        double rate = maximalRate(server, settings.seconds()) / 2;
        OpenLoop.Running load = load(server, settings, rate);
        server.suspend();
        return new InTurns(server, load, rate);
    }

    private static double maximalRate(ServerProcess server, int seconds) throws IOException, InterruptedException {
        Load most = new Wrk(CONNECTIONS, "", List.of()).run(server, Site.PAGE, seconds);
        if (most.problem().isPresent()) {
            throw new IOException(most.problem().get());
        }
        return most.rate();
    }

    private static OpenLoop.Running load(ServerProcess server, Settings settings, double rate) throws IOException {
        return OpenLoop.start(server, Site.PAGE, rate, CONNECTIONS, settings.seconds());
    }

    private record InTurns(ServerProcess server, OpenLoop.Running load, double rate) implements Running {
        @Override
        public void turn() throws IOException, InterruptedException {
            server.resume();
            load.goOnFor(TURN_MILLIS);
            server.suspend();
        }

        @Override
        public Measurement end() throws IOException {
            Map<String, Double> told = load.end();
            Measurement measurement = new Measurement();
            TIMES.forEach(metric -> measurement.with(metric, told.get(metric.key())));
            return measurement.with(RATE, rate);
        }
    }
}
