package hostling.bench;

import hostling.bench.cases.Case;
import hostling.bench.cases.Cases;
import hostling.bench.cases.Measurement;
import hostling.bench.cases.WarmCase;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Measures all servers by all cases, or those that are wanted, round by round: A B C, A B C, A B C. */
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
            if (!(any instanceof WarmCase)) {
                run(any, contestants.stream().filter(any::takes).toList());
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

    /** In each round each server is started once, and measured by all cases while it is warm. */
    private void runWarm(List<WarmCase> cases, List<Contestant> contestants) throws IOException, InterruptedException {
        cases.forEach(any -> contestants.forEach(contestant -> results.forget(any.name(), contestant.name())));
        for (int round = 0; round < settings.rounds(); round++) {
            for (Contestant contestant : contestants) {
                List<WarmCase> its = cases.stream().filter(any -> any.takes(contestant)).toList();
                if (!its.isEmpty()) {
                    runWarm(its, contestant, round);
                }
            }
        }
    }

    private void runWarm(List<WarmCase> cases, Contestant contestant, int round) throws IOException, InterruptedException {
        try (ServerProcess server = WarmCase.warm(contestant, settings)) {
            for (WarmCase any : cases) {
                run(any, contestant, round, () -> any.measureWarm(server, settings));
            }
        } catch (IOException e) {
            for (WarmCase any : cases) {
                results.addProblem(any.name(), contestant.name(), round, String.valueOf(e.getMessage()));
            }
        }
    }

    private void run(Case any, List<Contestant> contestants) throws IOException, InterruptedException {
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

    /** One measurement, however the server for it is got. */
    @FunctionalInterface
    private interface Measuring {
        Measurement measure() throws IOException, InterruptedException;
    }

    /** What was found out, as a line. */
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
