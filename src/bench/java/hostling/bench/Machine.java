package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that the benchmarks ran on. */
final class Machine {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\S*");

    private Machine() { }

    static List<String> table(Settings settings) throws IOException, InterruptedException {
        Path cpu = Path.of("/proc/cpuinfo");
        long cores = Files.readAllLines(cpu).stream().filter(line -> line.startsWith("processor")).count();
        return List.of("| | |", "|---|---|",
                row("processor", Procfs.value(cpu, "model name") + ", " + cores + " cores"),
                row("memory", gib(Procfs.value(Path.of("/proc/meminfo"), "MemTotal"))),
                row("kernel", "Linux " + Procfs.oneLine(Path.of("/proc/sys/kernel/osrelease"))),
                row("Java", System.getProperty("java.vm.name") + " " + Runtime.version()),
                row("arguments of the other Java servers", "`" + String.join(" ", settings.jvm()) + "`"),
                row("cores", "servers on " + settings.serverCore() + ", load on " + settings.loadCore()
                        + ", both by taskset; while they start and warm up, servers may use both"),
                row("wrk", version("wrk", "-v")),
                row("siege", version("siege", "--version")),
                row("rounds", settings.rounds() + ", each of " + settings.warmupSeconds() + " seconds of warm-up and "
                        + settings.seconds() + " seconds that count"),
                row("date", LocalDate.now(ZoneOffset.UTC).toString()));
    }

    private static String gib(String kib) {
        return Spread.number(Double.parseDouble(kib.replaceAll("\\D", "")) / (1024 * 1024), 1) + " GiB";
    }

    private static String row(String key, String value) {
        return "| " + key + " | " + value + " |";
    }

    /** The first text in a program's output that looks like a version; wrk exits with an error when it prints it. */
    private static String version(String program, String argument) throws InterruptedException {
        String said;
        try {
            said = Shell.run(program, argument);
        } catch (IOException e) {
            said = e.getMessage();
        }
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group() : "not here";
    }
}
