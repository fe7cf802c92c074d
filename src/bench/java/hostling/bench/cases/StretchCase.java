package hostling.bench.cases;

import hostling.bench.ServerProcess;
import hostling.bench.Settings;
import java.io.IOException;

/** A case that measures warm servers one after the other, each without interruption. */
public interface StretchCase extends WarmCase {
    /** Measures a server once. */
    Measurement measure(ServerProcess server, Settings settings) throws IOException, InterruptedException;
}
