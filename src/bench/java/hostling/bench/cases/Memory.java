package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.Metric;
import hostling.bench.Procfs;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Shell;
import hostling.bench.Site;
import hostling.bench.Workplace;
import hostling.bench.load.IdleConnections;
import hostling.bench.load.Load;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a server uses: at rest, after a load, and with many idle connections. */
final class Memory implements ColdCase {
    private static final Metric AFTER_LOAD = Metric.plain("loaded", "MiB after load", 1);
    private static final Metric AT_REST = Metric.plain("rest", "MiB at rest", 1);
    private static final Metric WITH_IDLE = Metric.plain("idle", "MiB with idle connections", 1);
    private static final Metric HEAP_EACH = Metric.plain("heap", "live heap a connection, bytes", 0);
    private static final Metric COUNT = Metric.plain("count", "idle connections", 0);
    private static final Metric CPU_ALONE = Metric.plain("alone", "CPU µs a request without them", 2);
    private static final Metric CPU_BESIDE = Metric.plain("beside", "beside them", 2);
    /** Files that a server has open besides its connections. */
    private static final int OTHER_FILES = 300;
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "Memory";
    }

    @Override
    public String how(Settings settings) {
        return "VmRSS of the process and its children: a second after the first answer; after wrk with 25 connections "
                + "(" + settings.warmupSeconds() + " + " + settings.seconds() + " seconds); and with "
                + settings.idleConnections() + " connections that have each had one answer (fewer where the limit of open "
                + "files is lower). The live heap is the total of `jcmd PID GC.class_histogram`, which collects garbage "
                + "first, with these connections less without them. Then wrk makes the same load for "
                + settings.seconds() + " seconds beside them. Servers that would end idle connections within "
                + "seconds are told to keep them for minutes.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(AFTER_LOAD, AT_REST, WITH_IDLE, COUNT, HEAP_EACH, CPU_ALONE, CPU_BESIDE);
    }

    @Override
    public List<String> programs() {
        return List.of("wrk");
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(Can.PAGE) || contestant.can(Can.REST);
    }

    @Override
    public int rounds(Settings settings) {
        return 1;
    }

    @Override
    public Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        int count = Math.min(settings.idleConnections(), Procfs.openFilesMax() - OTHER_FILES);
        Measurement measurement = new Measurement();
        try (ServerProcess server = ServerProcess.start(contestant, settings, Mode.PATIENT, Site.PAGE)) {
            TimeUnit.SECONDS.sleep(1);
            measurement.with(AT_REST, server.residentMib());
            Wrk wrk = new Wrk(25, "", List.of());
            wrk.run(server, Site.PAGE, settings.warmupSeconds());
            server.keepToItsCore();
            measurement.with(CPU_ALONE, cpuMicros(server, wrk, settings)).with(AFTER_LOAD, server.residentMib());
            boolean java = contestant.can(Can.JAVA);
            long before = java ? liveHeap(server.pid()) : 0;
            IdleConnections idle = new IdleConnections(count, server.port(), Site.PAGE);
            try (idle) {
                measurement.with(WITH_IDLE, server.residentMib()).with(COUNT, count);
                if (java) {
                    measurement.with(HEAP_EACH, (double) (liveHeap(server.pid()) - before) / count);
                }
                measurement.with(CPU_BESIDE, cpuMicros(server, wrk, settings));
            }
            return measurement;
        }
    }

    private static double cpuMicros(ServerProcess server, Wrk wrk, Settings settings)
            throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        Load done = wrk.run(server, Site.PAGE, settings.seconds());
        return (server.cpuSeconds() - before) / Math.max(1, done.requests()) * 1e6;
    }

    private static long liveHeap(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(Workplace.java()).resolveSibling("jcmd").toString();
        Matcher total = TOTAL.matcher(Shell.run(jcmd, String.valueOf(pid), "GC.class_histogram"));
        if (!total.find()) {
            throw new IOException("jcmd gives no total");
        }
        return Long.parseLong(total.group(1));
    }
}
