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

/** A case that wants a server which has served for a while; one server can be measured by several of them. */
public interface WarmCase extends Case {
    /** How often a load is followed by a rest. The compilers get more done in a second of rest than in several of load. */
    int LOADS = 3;

    /** Starts a server, and gives it the small page to serve on 25 connections, with rests in between. */
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
