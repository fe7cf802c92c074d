package hostling.bench.guard;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Spread;
import hostling.bench.Workplace;
import hostling.bench.load.Client;
import hostling.bench.load.Load;
import hostling.bench.load.Wrk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Compares the rate of a server that counts, and whose metrics are read each second, with that of the same server without
 * counters. Both run at the same time, and are measured in turns, so that a machine that gets slower is slower for both.
 */
public final class MetricsGuard {
    private static final int PAIRS = 12;
    private static final int CONNECTIONS = 25;
    private static final int WARM_UP_SECONDS = 6;
    private static final int SECONDS = 2;

    private final Settings settings;

    public MetricsGuard(Settings settings) {
        this.settings = settings;
    }

    /** Measures and returns the exit code. */
    public int run() throws IOException, InterruptedException {
        GuardSite.make();
        Contestant counting = contestant("counting", Workplace.JAR.toString(), "[[host.route]]\npath = \"/metrics\"\nstatus = \"metrics\"\n");
        Contestant silent = contestant("uncounted", Uncounted.make() + File.pathSeparator + Workplace.JAR, "");
        ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor();
        try (ServerProcess with = ServerProcess.start(counting, settings, Mode.PLAIN, GuardSite.PAGE);
                ServerProcess without = ServerProcess.start(silent, settings, Mode.PLAIN, GuardSite.PAGE)) {
            warmUp(with);
            warmUp(without);
            prometheus.scheduleAtFixedRate(() -> scrape(with), 0, 1, TimeUnit.SECONDS);
            double[] ratios = new double[PAIRS];
            for (int i = 0; i < PAIRS; i++) {
                boolean swapped = i % 2 == 1;               // none of the two is always the first
                double first = rate(swapped ? without : with);
                double second = rate(swapped ? with : without);
                ratios[i] = swapped ? second / first : first / second;
            }
            return judge(Spread.of(ratios));
        } finally {
            prometheus.shutdownNow();
        }
    }

    private Contestant contestant(String name, String classPath, String route) {
        return new Contestant(name, name, "", Set.of(Can.JAVA), (port, mode, file) -> {
            Path configuration = Workplace.FOLDER.resolve(name + ".toml");
            Files.writeString(configuration, "[[host]]\nlisten = \"127.0.0.1:" + port + "\"\n[[host.route]]\npath = \"/\"\nroot = \"guard\"\n"
                    + route);
            List<String> command = new ArrayList<>(List.of(Workplace.java()));
            command.addAll(settings.jvm());
            command.addAll(List.of("-cp", classPath, "hostling.app.Main", "--quiet", "--config", configuration.toString()));
            return command;
        });
    }

    private void warmUp(ServerProcess server) throws IOException, InterruptedException {
        rate(server, WARM_UP_SECONDS);
        server.keepToItsCore();
    }

    private double rate(ServerProcess server) throws IOException, InterruptedException {
        return rate(server, SECONDS);
    }

    private double rate(ServerProcess server, int seconds) throws IOException, InterruptedException {
        Load load = new Wrk(CONNECTIONS, "", List.of()).runOn(settings.loadCore(), server, GuardSite.PAGE, seconds);
        if (load.problem().isPresent()) {
            throw new IOException(load.problem().get());
        }
        return load.rate();
    }

    private static void scrape(ServerProcess server) {
        try (Client client = new Client(server.port())) {
            if (client.get("/metrics") != 200) {
                throw new IllegalStateException("the metrics are not there");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int judge(Spread ratio) {
        boolean passed = ratio.median() >= settings.metricsRatioMin();
        System.out.printf(Locale.ROOT, "%s: with metrics, read each second, the rate is %s times that without, median of %d pairs; "
                + "%.2f is the least that is allowed%n", passed ? "ok" : "FAILED", ratio.text(3), PAIRS, settings.metricsRatioMin());
        return passed ? 0 : 1;
    }
}
