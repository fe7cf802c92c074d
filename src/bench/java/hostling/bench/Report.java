package hostling.bench;

import hostling.bench.cases.Case;
import hostling.bench.cases.Cases;
import hostling.bench.parsers.ParserTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the page: what was measured, on which machine and how, with tables and bar charts. */
final class Report {
    private static final String NGINX = "nginx";

    private final Settings settings;
    private final Results results;
    private final List<String> lines = new ArrayList<>();

    Report(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void write(Path page) throws IOException, InterruptedException {
        String name = page.getFileName().toString().replaceAll("\\.md$", "");
        Path charts = page.resolveSibling(name);
        List<Contestant> contestants = new Contestants(settings).all();
        beginning(contestants);
        for (Case any : Cases.all()) {
            List<Contestant> measured = contestants.stream()
                    .filter(one -> results.contestants(any.name()).contains(one.name())).toList();
            if (!measured.isEmpty()) {
                section(any, measured, charts);
            }
        }
        lines.addAll(new ParserTables(results).lines());
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, String.join("\n", lines) + "\n");
    }

    private void say(String... more) {
        lines.addAll(List.of(more));
    }

    private void beginning(List<Contestant> contestants) throws IOException, InterruptedException {
        say("# Benchmarks", "",
                "This page is written by", "", "```sh", "mvn -q -Pbench verify", "```", "",
                "which measures Hostling beside other servers, one core for the server and one for the load, and beside two",
                "programs that are no servers: bare loops that show what the least is that a Java program on one thread can",
                "cost. Each number is the median over the rounds, with the smallest and the largest behind it. The rounds are",
                "interleaved (A B C, A B C, A B C), each server is a new process in each, and the columns × are ratios taken",
                "round by round, so that a machine that gets slower for a while does not favour anybody. CPU time is that of",
                "the whole process with all its threads, from `/proc/PID/stat`. All servers have one thread for their sockets.",
                "Where many requests are sent, all servers of a round are started first and given each of the loads for a while, on",
                "both cores, with rests in which the compilers of Java can finish. Then they are measured beside each other: in",
                "turns, or where that is not said one after the other. Servers, and their loads, that do not have their turn are",
                "suspended (SIGSTOP).",
                "A server whose answers were not all right is marked with †, and its numbers are worth nothing.",
                "",
                "`-Dbench.quick=true` tries everything for a second; `-Dbench.cases=page,latency` and `-Dbench.only=hostling,nginx`",
                "measure a part and leave this page alone; with `-Dbench.add=true` that part is measured anew in this page. All",
                "properties are in the profile `bench` of `pom.xml`. wrk, siege and nginx are used where they are installed.",
                "", "## The machine", "");
        lines.addAll(Machine.table(settings));
        say("", "## The servers", "", "| name | server | what |", "|---|---|---|");
        for (Contestant contestant : contestants) {
            say("| " + contestant.name() + " | " + contestant.title() + " | " + contestant.what() + " |");
        }
        say("", "Their programs are in `src/bench/java/hostling/bench/peer`. The files that they serve are made at the start;",
                "the small page has 2,453 bytes. nginx takes it from the disk, Hostling from a copy in memory that is looked at",
                "again after a second; for the others it is a constant.", "");
    }

    private void section(Case any, List<Contestant> measured, Path charts) throws IOException {
        say("## " + any.title(), "");
        lines.addAll(Wrapped.lines(any.how(settings)));
        say("");
        boolean nginx = measured.stream().anyMatch(one -> one.name().equals(NGINX));
        String floor = measured.stream().filter(Contestant::isFloor).map(Contestant::name).findFirst().orElse("");
        table(any, measured, nginx ? NGINX : "", floor);
        say("");
        chart(any, measured, charts);
    }

    private void table(Case any, List<Contestant> measured, String nginx, String floor) {
        StringBuilder head = new StringBuilder("| server |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Metric metric : any.metrics()) {
            column(head, rule, metric.title());
            if (metric.compared() && !nginx.isEmpty()) {
                column(head, rule, "× nginx");
            }
            if (metric.compared() && !floor.isEmpty()) {
                column(head, rule, "× floor");
            }
        }
        say(head.toString(), rule.toString());
        for (Contestant contestant : measured) {
            say(row(any, contestant, nginx, floor));
        }
        for (Contestant contestant : measured) {
            results.problem(any.name(), contestant.name())
                    .ifPresent(what -> {
                        say("");
                        lines.addAll(Wrapped.lines("† " + contestant.title() + ": " + what));
                    });
        }
    }

    private static void column(StringBuilder head, StringBuilder rule, String title) {
        head.append(' ').append(title).append(" |");
        rule.append("---:|");
    }

    private String row(Case any, Contestant contestant, String nginx, String floor) {
        String mark = results.problem(any.name(), contestant.name()).isPresent() ? " †" : "";
        StringBuilder row = new StringBuilder("| " + contestant.title() + mark + " |");
        for (Metric metric : any.metrics()) {
            cell(row, results.spread(any.name(), contestant.name(), metric.key()).text(metric.decimals()));
            for (String base : List.of(nginx, floor)) {
                if (metric.compared() && !base.isEmpty()) {
                    cell(row, results.ratio(any.name(), contestant.name(), base, metric.key()).text(2));
                }
            }
        }
        return row.toString();
    }

    private static void cell(StringBuilder row, String text) {
        row.append(' ').append(text).append(" |");
    }

    private void chart(Case any, List<Contestant> measured, Path charts) throws IOException {
        Metric metric = any.metrics().get(0);
        BarChart chart = new BarChart(any.title() + ": " + metric.title(), metric.decimals());
        for (Contestant contestant : measured) {
            Spread spread = results.spread(any.name(), contestant.name(), metric.key());
            if (!spread.isEmpty() && results.problem(any.name(), contestant.name()).isEmpty()) {
                chart.add(contestant, spread);
            }
        }
        if (!chart.isEmpty()) {
            chart.write(charts.resolve(any.name() + ".svg"));
            say("![" + metric.title() + "](" + charts.getFileName() + "/" + any.name() + ".svg)", "");
        }
    }
}
