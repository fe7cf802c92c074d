package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import java.io.IOException;
import java.util.List;

/** The time from the command to the first response. */
final class StartUp implements ColdCase {
    private static final int ROUNDS = 10;
    private static final Metric MILLIS = new Metric("start", "ms to the first answer", 0, true);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start";
    }

    @Override
    public String how(Settings settings) {
        return "From the start of the process until its first 200 is read; the client connects again and again without a "
                + "pause. " + rounds(settings) + " rounds.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(MILLIS);
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(Can.PAGE) || contestant.can(Can.REST);
    }

    @Override
    public int rounds(Settings settings) {
        return settings.quick() ? 1 : ROUNDS;
    }

    @Override
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(contestant, settings, Mode.PLAIN, Site.PAGE)) {
            return new Measurement().with(MILLIS, server.startMillis());
        }
    }
}
