package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Contestant.Can;
import hostling.bench.Contestant.Mode;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import hostling.bench.Site;
import hostling.bench.load.Wrk;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A case that needs a warmed-up server. Several cases can measure the same server. */
public interface WarmCase extends Case {
    /** The number of loads, each with a rest. Compilers get more done in a second of rest than in several of load. */
    int LOADS = 3;

    /** Starts a server and loads it with requests for the small page on 25 connections, with rests in between. */
    static ServerProcess warm(Contestant contestant, Settings settings) throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(contestant, settings, Mode.PLAIN, Site.PAGE);
        try {
            Wrk wrk = new Wrk(25, "", List.of());
            for (int i = 0; i < LOADS; i++) {
                wrk.run(server, Site.PAGE, Math.max(1, settings.warmupSeconds() / LOADS));
                TimeUnit.SECONDS.sleep(1);
            }
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    @Override
    default boolean takes(Contestant contestant) {
        return contestant.can(Can.PAGE);
    }
}
