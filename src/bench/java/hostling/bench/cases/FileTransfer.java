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
import java.util.Set;

/**
 * A large file again and again on one connection, down or up.
 *
 * @param needs one of these a server has to be able to do
 * @param ready what a server is asked for to see whether it is there
 */
record FileTransfer(String name, String title, Transfer transfer, String path, String ready, Set<Can> needs)
        implements ColdCase {
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
        return what + ", one connection, one after the other for " + settings.seconds()
                + " seconds, after " + settings.seconds() + " seconds of the same; the client is "
                + "`hostling.bench.load.Transfer`.";
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
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        Mode mode = transfer.uploadBytes() > 0 ? Mode.PATIENT : Mode.PLAIN;
        try (ServerProcess server = ServerProcess.start(contestant, settings, mode, ready)) {
            transfer.run(server, path, settings.seconds());
            server.keepToItsCore();
            double before = server.cpuSeconds();
            Load done = transfer.run(server, path, settings.seconds());
            double used = server.cpuSeconds() - before;
            double mib = Math.max(1, done.bytes()) / Site.MIB_BYTES;
            return new Measurement(done.problem())
                    .with(RATE, mib / done.seconds())
                    .with(CPU, used / mib * 1e3);
        }
    }
}
