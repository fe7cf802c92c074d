package hostling.bench;

import hostling.bench.cases.ColdTurnCase;
import hostling.bench.cases.Measurement;
import hostling.bench.cases.StretchCase;
import hostling.bench.cases.TurnCase;
import hostling.bench.cases.WarmCase;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Warmed-up servers. All are suspended (SIGSTOP) except the one that is being measured. */
final class WarmServers implements Closeable {
    private final Settings settings;
    private final Map<Contestant, ServerProcess> servers = new HashMap<>();
    private final Map<Contestant, IOException> failures = new HashMap<>();

    WarmServers(Settings settings) {
        this.settings = settings;
    }

    /** Starts another server for several cases, or remembers why it does not start. */
    void add(Contestant contestant, List<WarmCase> cases) throws InterruptedException {
        add(contestant, () -> WarmCase.warm(contestant, settings), cases.stream().filter(TurnCase.class::isInstance)
                .filter(any -> any.takes(contestant)).map(TurnCase.class::cast).toList());
    }

    /** Starts another server for one case, or remembers why it does not start. */
    void add(Contestant contestant, ColdTurnCase any) throws InterruptedException {
        add(contestant, () -> any.start(contestant, settings), List.of(any));
    }

    /** Warms the server up with each of the loads, on both cores, so that its compilers see them all. */
    private void add(Contestant contestant, Start start, List<TurnCase> loads) throws InterruptedException {
        try {
            ServerProcess server = start.start();
            servers.put(contestant, server);
            for (TurnCase load : loads) {
                load.warmUp(server, settings);
            }
            server.keepToItsCore();
            server.suspend();
        } catch (IOException e) {
            failures.put(contestant, e);
        }
    }

    Measurement measure(Contestant contestant, StretchCase any) throws IOException, InterruptedException {
        ServerProcess server = server(contestant);
        server.resume();
        try {
            return any.measure(server, settings);
        } finally {
            server.suspend();
        }
    }

    /** Measures servers in turns and returns the result of each, or its failure. */
    Map<Contestant, Measuring> measureInTurns(List<Contestant> contestants, TurnCase any) throws InterruptedException {
        Map<Contestant, TurnCase.Running> running = new LinkedHashMap<>();
        Map<Contestant, Measuring> measured = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            attempt(contestant, measured, () -> running.put(contestant, any.begin(server(contestant), settings)));
        }
        for (int turn = 0; turn < (settings.quick() ? 2 : TurnCase.TURNS); turn++) {
            for (Contestant contestant : running.keySet()) {
                attempt(contestant, measured, () -> running.get(contestant).turn());
            }
        }
        for (Contestant contestant : running.keySet()) {
            attempt(contestant, measured, () -> {
                Measurement found = running.get(contestant).end();
                measured.putIfAbsent(contestant, () -> found);
            });
        }
        return measured;
    }

    private static void attempt(Contestant contestant, Map<Contestant, Measuring> measured, Attempt attempt)
            throws InterruptedException {
        try {
            attempt.run();
        } catch (IOException e) {
            measured.putIfAbsent(contestant, () -> {
                throw e;
            });
        }
    }

    private ServerProcess server(Contestant contestant) throws IOException {
        if (failures.containsKey(contestant)) {
            throw failures.get(contestant);
        }
        return servers.get(contestant);
    }

    /** One measurement, wherever its server comes from. */
    @FunctionalInterface
    interface Measuring {
        Measurement measure() throws IOException, InterruptedException;
    }

    private interface Start {
        ServerProcess start() throws IOException, InterruptedException;
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public void close() throws IOException {
        try {
            for (ServerProcess server : servers.values()) {
                server.resume();
                server.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
