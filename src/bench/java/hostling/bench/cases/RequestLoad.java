package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Metric;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Load;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many requests, as fast as the server can take them: its CPU time for each, and how many there are per second.
 *
 * @param note  a remark besides the command, or the empty string
 * @param needs what a server must be able to do
 */
record RequestLoad(String name, String title, String note, Wrk wrk, String path, Can needs)
        implements WarmCase, TurnCase {
    private static final int WARM_UP_SECONDS = 2;
    /** A command with more words is shown cut off. */
    private static final int WORDS_MAX = 12;
    private static final int WORDS_OF_LONG = 9;

    /** The small page on this many keep-alive connections. */
    static Case page(int connections) {
        return new RequestLoad("page-" + connections, "The small page, " + connections + " connections", "",
                new Wrk(connections, "", List.of()), Site.PAGE, Can.PAGE);
    }

    /** This many pipelined requests at once on each connection. */
    static Case pipelined(int depth) {
        return new RequestLoad("pipelined-" + depth, "The small page, " + depth + " requests at once",
                "With `tcp_nopush`, nginx holds back what is not a full packet, for 40 ms each time here, so for this page "
                        + "it does without. ",
                new Wrk(25, "pipelined.lua", List.of(String.valueOf(depth))), Site.PIPELINED, Can.PAGE);
    }

    /** Files of a site, one after the other. */
    static Case browserMix(int connections) {
        return new RequestLoad("mix", "The files of a site",
                "20 files from 980 bytes to 480 kB, 1.3 MB in all, one after the other. wrk has as much work with them as "
                        + "a good server, so the CPU time tells more than the rate. ",
                new Wrk(connections, "mix.lua", Site.mix()), "/", Can.FILES);
    }

    @Override
    public String how(Settings settings) {
        List<String> command = wrk.command("http://127.0.0.1:PORT" + path, TURNS * TURN_MILLIS / 1000);
        boolean isLong = command.size() > WORDS_MAX;
        return note + "`" + String.join(" ", isLong ? command.subList(0, WORDS_OF_LONG) : command)
                + (isLong ? " …" : "") + "`, " + TurnCase.inTurns() + ".";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE);
    }

    @Override
    public List<String> programs() {
        return List.of("wrk");
    }

    @Override
    public boolean takes(Contestant contestant) {
        return contestant.can(needs);
    }

    @Override
    public void warmUp(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        wrk.run(server, path, settings.quick() ? 1 : WARM_UP_SECONDS);
        TimeUnit.SECONDS.sleep(1);                      // the last methods are compiled
    }

    @Override
    public Running begin(ServerProcess server, Settings settings) throws IOException, InterruptedException {
        double usedBefore = server.cpuSeconds();
        server.resume();
        Counted counted = new Counted(server, wrk.start(server, path), usedBefore);
        counted.pause();
        return counted;
    }

    /** Counts the time in which the load was not suspended, and the server's CPU time. */
    private static final class Counted implements Running {
        private final ServerProcess server;
        private final Wrk.Running load;
        private final double usedBefore;
        private long since = System.nanoTime();
        private long activeNanos;

        Counted(ServerProcess server, Wrk.Running load, double usedBefore) {
            this.server = server;
            this.load = load;
            this.usedBefore = usedBefore;
        }

        @Override
        public void turn() throws IOException, InterruptedException {
            goOn();
            TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
            pause();
        }

        void pause() throws IOException, InterruptedException {
            load.suspend();
            activeNanos += System.nanoTime() - since;
            server.suspend();
        }

        private void goOn() throws IOException, InterruptedException {
            server.resume();
            load.resume();
            since = System.nanoTime();
        }

        @Override
        public Measurement end() throws IOException, InterruptedException {
            goOn();
            load.stop();
            activeNanos += System.nanoTime() - since;
            Load done = load.end();
            server.suspend();
            double used = server.cpuSeconds() - usedBefore;
            return new Measurement(done.problem())
                    .with(Metric.CPU, used / Math.max(1, done.requests()) * 1e6)
                    .with(Metric.RATE, done.requests() / (activeNanos / 1e9));
        }
    }
}
