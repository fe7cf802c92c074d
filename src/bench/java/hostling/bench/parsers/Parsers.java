package hostling.bench.parsers;

import hostling.bench.Results;
import hostling.bench.Settings;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH and stores its results. */
public final class Parsers {
    static final String PARSER = "parser";
    static final String WRITER = "writer";
    static final String NANOS = ".ns";
    static final String BYTES = ".bytes";

    private final Settings settings;
    private final Results results;

    public Parsers(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    public void run() throws RunnerException, IOException {
        int iterations = settings.quick() ? 1 : 5;
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                .include(ParserBenchmark.class.getName())
                .include(WriterBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .forks(settings.quick() ? 1 : 2)
                .warmupIterations(iterations).warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations).measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build()).run();
        for (String on : new String[] {PARSER, WRITER}) {
            for (String contestant : new String[] {"hostling", "netty", "jetty"}) {
                results.forget(on, contestant);
            }
        }
        runs.forEach(this::takeDown);
        results.save();
    }

    private void takeDown(RunResult run) {
        BenchmarkParams parameters = run.getParams();
        String name = parameters.getBenchmark();                       // …ParserBenchmark.netty
        String contestant = name.substring(name.lastIndexOf('.') + 1);
        String on = name.contains("ParserBenchmark") ? PARSER : WRITER;
        String message = parameters.getParam(on.equals(PARSER) ? "request" : "response");
        int round = 0;
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                results.add(on, contestant, round, message + NANOS, iteration.getPrimaryResult().getScore());
                results.add(on, contestant, round, message + BYTES, allocated(iteration));
                round++;
            }
        }
        System.out.printf(Locale.ROOT, "%s, %s, %s: %.1f ns%n", on, message, contestant,
                run.getPrimaryResult().getScore());
    }

    private static double allocated(IterationResult iteration) {
        return iteration.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore()).findFirst().orElseThrow();
    }
}
