package hostling.bench;

import hostling.bench.cases.Measurement;
import hostling.bench.cases.WarmCase;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Servers that have been warmed up, and are stopped (SIGSTOP) but for the one that is measured. */
final class WarmServers implements Closeable {
    private final Settings settings;
    private final Map<Contestant, ServerProcess> servers = new HashMap<>();
    private final Map<Contestant, IOException> failures = new HashMap<>();

    WarmServers(Settings settings) {
        this.settings = settings;
    }

    /** Starts one more, or keeps in mind why it does not start. */
    void add(Contestant contestant) throws InterruptedException {
        try {
            ServerProcess server = WarmCase.warm(contestant, settings);
            servers.put(contestant, server);
            server.suspend();
        } catch (IOException e) {
            failures.put(contestant, e);
        }
    }

    Measurement measure(Contestant contestant, WarmCase any) throws IOException, InterruptedException {
        if (failures.containsKey(contestant)) {
            throw failures.get(contestant);
        }
        ServerProcess server = servers.get(contestant);
        server.resume();
        try {
            return any.measureWarm(server, settings);
        } finally {
            server.suspend();
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess server : servers.values()) {
            server.resume();
            server.close();
        }
    }
}
