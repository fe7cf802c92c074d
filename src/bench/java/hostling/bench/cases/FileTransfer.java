package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Transfer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Downloads or uploads a large file again and again on one connection.
 *
 * @param needs a server must be able to do one of these
 * @param ready the path that is requested to see whether the server is ready
 */
record FileTransfer(String name, String title, Transfer transfer, String path, String ready, Set<Can> needs)
        implements ColdTurnCase {
    private static final int WARM_UP_MILLIS = 1_500;
    private static final Metric CPU = new Metric("cpu", "CPU ms a MiB", 3, true);
    private static final Metric RATE = new Metric("rate", "MiB/s", 0, true);

    static Case download(String name, String title, String path) {
        return new FileTransfer(name, title, new Transfer(0), path, path, Set.of(Can.FILES, Can.ONE_FILE));
    }

    static Case upload(String name, String title, long bytes) {
        return new FileTransfer(name, title, new Transfer(bytes), "/uploads/upload.bin", Site.PAGE,
                Set.of(Can.UPLOADS));
    }

    @Override
    public String how(Settings settings) {
        String what = transfer.uploadBytes() > 0 ? "PUT of zeros to one name, which replaces the file each time"
                : "GET of a file that is in the page cache, thrown away as it is read";
        return what + ", one connection, one after the other, " + TurnCase.inTurns() + ", each until the file that was "
                + "begun is there; the client is `hostling.bench.load.Transfer`.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(RATE, CPU);
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public boolean takes(Contestant contestant) {
        return needs.stream().anyMatch(contestant::can);
    }

    @Override
    public ServerProcess start(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        Mode mode = transfer.uploadBytes() > 0 ? Mode.PATIENT : Mode.PLAIN;
        return ServerProcess.start(contestant, settings, mode, ready);
    }

    @Override
    public void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        for (int i = 0; i < (settings.quick() ? 1 : WarmCase.LOADS); i++) {
            transfer.run(server, path, WARM_UP_MILLIS);
            TimeUnit.SECONDS.sleep(1);                  // the last methods are compiled
        }
    }

    @Override
    public Running begin(ServerProcess server, Settings settings) throws IOException {
        return new Summed(server, server.cpuSeconds());
    }

    /** Adds up the bytes and seconds of all turns. */
    private final class Summed implements Running {
        private final ServerProcess server;
        private final double usedBefore;
        private double mib;
        private double seconds;
        private Optional<String> problem = Optional.empty();

        Summed(ServerProcess server, double usedBefore) {
            this.server = server;
            this.usedBefore = usedBefore;
        }

        @Override
        public void turn() throws IOException, InterruptedException {
            server.resume();
            Load done = transfer.run(server, path, TURN_MILLIS);
            server.suspend();
            mib += done.bytes() / Site.MIB_BYTES;
            seconds += done.seconds();
            problem = problem.or(done::problem);
        }

        @Override
        public Measurement end() throws IOException {
            double used = server.cpuSeconds() - usedBefore;
            return new Measurement(problem).with(RATE, mib / seconds).with(CPU, used / mib * 1e3);
        }
    }
}
