package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Shell;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Siege;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many requests, as fast as the server can take them: what each costs it, and how many there are in a second.
 *
 * @param note    what there is to say beside the command
 * @param command the command with the placeholder URL
 * @param needs   what a server has to be able to do
 * @param before  seconds of the same load that do not count: the fewer requests there are in one, the more it takes
 */
record RequestLoad(String name, String title, String note, String command, String program, Can needs, int before,
                   Generator load)
        implements WarmCase {
    private static final int ATTEMPTS = 4;
    private static final String URL = "http://127.0.0.1:PORT" + Site.PAGE;

    /** What makes the requests. */
    @FunctionalInterface
    interface Generator {
        Load run(ServerProcess server, int seconds) throws IOException, InterruptedException;
    }

    /** The small page on so many connections, which are kept. */
    static Case page(int connections) {
        Wrk wrk = new Wrk(connections, "", List.of());
        return wrk("page-" + connections, "The small page, " + connections + " connections", "", wrk, Site.PAGE,
                Can.PAGE);
    }

    /** So many requests at once on each connection. */
    static Case pipelined(int depth) {
        Wrk wrk = new Wrk(25, "pipelined.lua", List.of(String.valueOf(depth)));
        return wrk("pipelined-" + depth, "The small page, " + depth + " requests at once",
                "With `tcp_nopush`, nginx holds back what is not a full packet, for 40 ms each time here, so for this page "
                        + "it does without. ", wrk, Site.PIPELINED, Can.PAGE);
    }

    /** Files of a site, one after the other. */
    static Case browserMix(int connections) {
        Wrk wrk = new Wrk(connections, "mix.lua", Site.mix());
        return wrk("mix", "The files of a site",
                "20 files from 980 bytes to 480 kB, 1.3 MB in all, one after the other. ",
                wrk, "/", Can.FILES);
    }

    /** A connection for each request. */
    static Case connectionEach(int clients) {
        Siege siege = new Siege(clients);
        return new RequestLoad("connections", "A connection for each request",
                "siege itself is the limit of the rate: the CPU time tells more. ",
                String.join(" ", siege.command("target/bench/siegerc", URL, 8)), "siege", Can.PAGE, 7,
                (server, seconds) -> siege.run(server, Site.PAGE, seconds));
    }

    private static Case wrk(String name, String title, String note, Wrk wrk, String path, Can needs) {
        String url = "http://127.0.0.1:PORT" + path;
        List<String> command = wrk.command(url, 8);
        String shown = String.join(" ", command.size() > 12 ? command.subList(0, 9) : command)
                + (command.size() > 12 ? " …" : "");
        return new RequestLoad(name, title, note, shown, "wrk", needs, 2,
                (server, seconds) -> wrk.run(server, path, seconds));
    }

    @Override
    public String how(Settings settings) {
        return note + "`" + command.replace("-d8s", "-d" + settings.seconds() + "s")
                .replace("-t8S", "-t" + settings.seconds() + "S") + "`, after " + before
                + " seconds of the same and a rest.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE);
    }

    @Override
    public List<String> programs() {
        return List.of(program);
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(needs);
    }

    @Override
    public Measurement measureWarm(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        count(server, before);
        TimeUnit.SECONDS.sleep(1);                      // the last methods are compiled
        return count(server, settings.seconds());
    }

    private Measurement count(ServerProcess server, int seconds) throws IOException, InterruptedException {
        for (int attempt = 1; true; attempt++) {
            double start = server.cpuSeconds();
            try {
                Load done = load.run(server, seconds);
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
