package hostling.bench;

import hostling.bench.cases.Case;
import hostling.bench.cases.Cases;
import hostling.bench.cases.Measurement;
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
        for (Case any : Cases.all()) {
            List<String> missing = any.programs().stream().filter(program -> !Workplace.has(program)).toList();
            if (settings.wantsCase(any.name()) && missing.isEmpty()) {
                run(any, contestants.stream().filter(any::takes).toList());
            } else if (settings.wantsCase(any.name())) {
                System.out.println(any.name() + " is left out: it needs " + String.join(", ", missing));
            }
        }
    }

    private void run(Case any, List<Contestant> contestants) throws IOException, InterruptedException {
        contestants.forEach(contestant -> results.forget(any.name(), contestant.name()));
        for (int round = 0; round < any.rounds(settings); round++) {
            for (Contestant contestant : contestants) {
                System.out.println(any.name() + ", round " + (round + 1) + ", " + contestant.name() + ": "
                        + measure(any, contestant, round));
                results.save();
            }
        }
    }

    /** What was found out, as a line. */
    private String measure(Case any, Contestant contestant, int round) throws InterruptedException {
        try {
            Measurement measurement = any.measure(contestant, settings);
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
