package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import java.io.IOException;

/** A case in turns whose servers are used for no other case. */
public interface ColdTurnCase extends TurnCase {
    /** Starts a server. */
    ServerProcess start(Contestant contestant, Settings settings) throws IOException, InterruptedException;
}
