package hostling.bench;

import hostling.bench.guard.AllocationGuard;
import hostling.bench.exam.ExamRun;
import hostling.bench.guard.CallsGuard;
import hostling.bench.guard.MetricsGuard;
import hostling.bench.parsers.Parsers;
import java.nio.file.Path;

/** Runs what the property {@code bench.run} names. Must be started in the folder of {@code pom.xml}. */
public final class Main {
    private static final Path PAGE = Path.of("docs/benchmarks.md");

    private Main() { }

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.fromProperties();
        for (String what : settings.run()) {
            switch (what) {
                case "load", "parsers", "report" -> { }
                case "allocation" -> System.exit(new AllocationGuard(settings).run());
                case "metrics" -> System.exit(new MetricsGuard(settings).run());
                case "calls" -> System.exit(new CallsGuard(settings).run());
                case "examine" -> {
                    new ExamRun(settings).run();
                    return;
                }
                default -> throw new IllegalArgumentException(
                        "bench.run is a list of load, parsers and report, or one of allocation, calls, metrics and examine; not " + what);
            }
        }
        measure(settings);
    }

    private static void measure(Settings settings) throws Exception {
        keepTo(settings.loadCore());
        // The results of a short or partial run are kept apart from those of a whole run.
        Results results = Results.read(Workplace.FOLDER.resolve(settings.isWhole() ? "results.tsv" : "partial.tsv"));
        if (!settings.add() && !settings.run().contains("report")) {
            results.clear();
        }
        if (settings.run().contains("load")) {
            new LoadRun(settings, results).run();
        }
        if (settings.run().contains("parsers")) {
            new Parsers(settings, results).run();
        }
        Path page = settings.report().orElse(settings.isWhole() ? PAGE : Workplace.FOLDER.resolve("benchmarks.md"));
        new Report(settings, results).write(page);
        System.out.println("The page is " + page);
    }

    /** Binds this process and all its child processes to a core, except the servers, which get another one. */
    private static void keepTo(String core) throws Exception {
        if (!Workplace.has("taskset")) {
            throw new IllegalStateException("the benchmarks need Linux and its program taskset");
        }
        Shell.run("taskset", "-a", "-p", "-c", core, String.valueOf(ProcessHandle.current().pid()));
    }
}
