package hostling.bench.cases;

import hostling.bench.Contestant;
import hostling.bench.Settings;
import java.io.IOException;

/** A case that starts its servers itself. */
public interface ColdCase extends Case {
    /** Starts a server, measures it once, and stops it. */
    Measurement measure(Contestant contestant, Settings settings) throws IOException, InterruptedException;
}
