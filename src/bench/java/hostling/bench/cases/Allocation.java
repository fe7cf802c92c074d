package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;

/** How many bytes of objects a server allocates per request. */
final class Allocation implements ColdCase {
    private static final Metric BYTES = Metric.plain("bytes", "bytes allocated a request", 0);

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public String title() {
        return "Allocation";
    }

    @Override
    public String how(Settings settings) {
        return "What all threads of the server have allocated, as its virtual machine counts it "
                + "(`com.sun.management.ThreadMXBean`, asked through the attach API, whose own threads are left out), "
                + "behind less before " + settings.seconds() + " seconds of wrk with 25 connections, after "
                + settings.warmupSeconds() + " seconds of the same.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(BYTES);
    }

    @Override
    public List<String> programs() {
        return List.of("wrk");
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(Can.PAGE) && contestant.can(Can.JAVA);
    }

    /** One round is enough, because the count is the same each time. */
    @Override
    public int rounds(Settings settings) {
        return 1;
    }

    @Override
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        Wrk wrk = new Wrk(25, "", List.of());
        try (ServerProcess server = ServerProcess.start(contestant, settings, Mode.PLAIN, Site.PAGE);
                AllocationMeter meter = AllocationMeter.of(server.pid())) {
            wrk.run(server, Site.PAGE, settings.warmupSeconds());
            long before = meter.bytes();
            Load done = wrk.run(server, Site.PAGE, settings.seconds());
            return new Measurement(done.problem()).with(BYTES, (meter.bytes() - before) / Math.max(1, done.requests()));
        }
    }
}
