package hostling.bench;

import hostling.bench.WarmServers.Measuring;
import hostling.bench.cases.Case;
import hostling.bench.cases.Cases;
import hostling.bench.cases.ColdCase;
import hostling.bench.cases.ColdTurnCase;
import hostling.bench.cases.Measurement;
import hostling.bench.cases.StretchCase;
import hostling.bench.cases.TurnCase;
import hostling.bench.cases.WarmCase;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures all servers in all cases, or the selected ones, round by round: A B C, A B C, A B C. */
final class LoadRun {
    private final Settings settings;
    private final Results results;

    LoadRun(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        Site.make();
        List<Contestant> contestants = new Contestants(settings).all().stream().filter(settings::wants).toList();
        List<Case> possible = Cases.all().stream().filter(any -> settings.wantsCase(any.name())).filter(this::isPossible)
                .toList();
        runWarm(possible.stream().filter(WarmCase.class::isInstance).map(WarmCase.class::cast).toList(), contestants);
        for (Case any : possible) {
            List<Contestant> taken = contestants.stream().filter(any::takes).toList();
            if (any instanceof ColdCase cold) {
                run(cold, taken);
            } else if (any instanceof ColdTurnCase turns) {
                run(turns, taken);
            }
        }
    }

    private boolean isPossible(Case any) {
        List<String> missing = any.programs().stream().filter(program -> !Workplace.has(program)).toList();
        if (!missing.isEmpty()) {
            System.out.println(any.name() + " is left out: it needs " + String.join(", ", missing));
        }
        return missing.isEmpty();
    }

    /**
     * In each round all servers are started and warmed up once. Then each case measures all of them, in turns or one
     * after the other: if the machine is slower for a minute, it is slower for all of them. The other servers are
     * suspended.
     */
    private void runWarm(List<WarmCase> cases, List<Contestant> contestants) throws IOException, InterruptedException {
        cases.forEach(any -> contestants.forEach(contestant -> results.forget(any.name(), contestant.name())));
        for (int round = 0; round < settings.rounds() && !cases.isEmpty(); round++) {
            try (WarmServers servers = new WarmServers(settings)) {
                for (Contestant contestant : contestants) {
                    if (cases.stream().anyMatch(any -> any.takes(contestant))) {
                        servers.add(contestant, cases);
                    }
                }
                for (WarmCase any : cases) {
                    measure(any, contestants.stream().filter(any::takes).toList(), round, servers);
                }
            }
        }
    }

    private void run(ColdTurnCase any, List<Contestant> contestants) throws IOException, InterruptedException {
        contestants.forEach(contestant -> results.forget(any.name(), contestant.name()));
        for (int round = 0; round < any.rounds(settings); round++) {
            try (WarmServers servers = new WarmServers(settings)) {
                for (Contestant contestant : contestants) {
                    servers.add(contestant, any);
                }
                measure(any, contestants, round, servers);
            }
        }
    }

    private void measure(Case any, List<Contestant> contestants, int round, WarmServers servers)
            throws IOException, InterruptedException {
        Map<Contestant, Measuring> measurings = new LinkedHashMap<>();
        if (any instanceof TurnCase turns) {
            measurings.putAll(servers.measureInTurns(contestants, turns));
        } else if (any instanceof StretchCase stretch) {
            contestants.forEach(contestant -> measurings.put(contestant, () -> servers.measure(contestant, stretch)));
        }
        for (Map.Entry<Contestant, Measuring> each : measurings.entrySet()) {
            run(any, each.getKey(), round, each.getValue());
        }
    }

    private void run(ColdCase any, List<Contestant> contestants) throws IOException, InterruptedException {
        contestants.forEach(contestant -> results.forget(any.name(), contestant.name()));
        for (int round = 0; round < any.rounds(settings); round++) {
            for (Contestant contestant : contestants) {
                run(any, contestant, round, () -> any.measure(contestant, settings));
            }
        }
    }

    private void run(Case any, Contestant contestant, int round, Measuring measuring)
            throws IOException, InterruptedException {
        System.out.println(any.name() + ", round " + (round + 1) + ", " + contestant.name() + ": "
                + measure(any, contestant, round, measuring));
        results.save();
    }

    /** Measures a server and returns the result as one line. */
    private String measure(Case any, Contestant contestant, int round, Measuring measuring) throws InterruptedException {
        try {
            Measurement measurement = measuring.measure();
            measurement.values().forEach((metric, value) ->
                    results.add(any.name(), contestant.name(), round, metric, value));
            measurement.problem().ifPresent(what -> results.addProblem(any.name(), contestant.name(), round, what));
            String values = any.metrics().stream().filter(metric -> measurement.values().containsKey(metric.key()))
                    .map(metric -> Spread.number(measurement.values().get(metric.key()), metric.decimals()) + " "
                            + metric.title())
                    .collect(Collectors.joining(", "));
            return values + measurement.problem().map(what -> "  !! " + what).orElse("");
        } catch (IOException e) {
            results.addProblem(any.name(), contestant.name(), round, String.valueOf(e.getMessage()));
            return "!! " + e.getMessage();
        }
    }
}
