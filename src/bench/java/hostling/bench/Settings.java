package hostling.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the benchmarks; {@code pom.xml} has the defaults and explains each of them.
 *
 * @param run     what to run
 * @param only    names of contestants, empty for all
 * @param cases   names of cases, empty for all
 * @param jvm     arguments that every Java server is started with
 */
public record Settings(List<String> run, int rounds, int seconds, int warmupSeconds, List<String> only,
                       List<String> cases, boolean add, boolean quick, Optional<Path> report, int idleConnections,
                       List<String> jvm, String serverCore, String loadCore, int allocationBytesMax, double callsMax,
                       double metricsRatioMin) {

    static Settings fromProperties() {
        boolean quick = Boolean.getBoolean("bench.quick");
        return new Settings(list("bench.run"),
                quick ? 1 : Integer.getInteger("bench.rounds"),
                quick ? 1 : Integer.getInteger("bench.seconds"),
                quick ? 1 : Integer.getInteger("bench.warmup"),
                list("bench.only"), list("bench.cases"),
                Boolean.getBoolean("bench.add"), quick,
                list("bench.report").stream().findFirst().map(Path::of),
                quick ? 1000 : Integer.getInteger("bench.idle"),
                Arrays.asList(System.getProperty("bench.jvm").trim().split(" +")),
                System.getProperty("bench.server.core"), System.getProperty("bench.load.core"),
                Integer.getInteger("bench.allocation.max"),
                Double.parseDouble(System.getProperty("bench.calls.max")),
                Double.parseDouble(System.getProperty("bench.metrics.min")));
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property, "").split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
    }

    /** Whether nothing is left out, so that the project's page may be rewritten. */
    boolean isWhole() {
        boolean everything = only.isEmpty() && cases.isEmpty() && run.containsAll(List.of("load", "parsers"));
        return !quick && (everything || add || run.contains("report"));
    }

    /** Whether a contestant is selected; "nginx" selects "nginx-cached" too. */
    boolean wants(Contestant contestant) {
        return only.isEmpty() || only.stream()
                .anyMatch(name -> contestant.name().equals(name) || contestant.name().startsWith(name + "-"));
    }

    boolean wantsCase(String name) {
        return cases.isEmpty() || cases.stream().anyMatch(wanted -> name.equals(wanted) || name.startsWith(wanted + "-"));
    }
}
