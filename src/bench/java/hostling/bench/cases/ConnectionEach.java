package hostling.bench.cases;

import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Shell;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Siege;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A connection for each request: the server's CPU time for each, and how many there are per second. */
record ConnectionEach(Siege siege) implements StretchCase {
    /** The fewer requests there are per second, the more seconds the warm-up takes. */
    private static final int WARM_UP_SECONDS = 5;
    private static final int ATTEMPTS = 4;

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public String title() {
        return "A connection for each request";
    }

    @Override
    public String how(Settings settings) {
        return "siege itself is the limit of the rate: the CPU time tells more. `"
                + String.join(" ", siege.command("target/bench/siegerc", "http://127.0.0.1:PORT" + Site.PAGE,
                        settings.seconds()))
                + "`, after " + WARM_UP_SECONDS + " seconds of the same and a rest.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE);
    }

    @Override
    public List<String> programs() {
        return List.of("siege");
    }

    @Override
    public Measurement measure(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        count(server, settings.quick() ? 1 : WARM_UP_SECONDS);
        TimeUnit.SECONDS.sleep(1);                      // the last methods are compiled
        return count(server, settings.seconds());
    }

    private Measurement count(ServerProcess server, int seconds) throws IOException, InterruptedException {
        for (int attempt = 1; true; attempt++) {
            double start = server.cpuSeconds();
            try {
                Load done = siege.run(server, Site.PAGE, seconds);
                double used = server.cpuSeconds() - start;
                return new Measurement(done.problem())
                        .with(Metric.CPU, used / Math.max(1, done.requests()) * 1e6)
                        .with(Metric.RATE, done.rate());
            } catch (Shell.TooLong e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                System.out.println(e.getMessage() + ": once more");
            }
        }
    }
}
