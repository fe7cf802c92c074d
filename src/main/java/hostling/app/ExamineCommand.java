package hostling.app;

import hostling.examine.ExamReport;
import hostling.examine.Examiner;
import hostling.examine.HtmlReport;
import hostling.examine.JUnitReport;
import hostling.examine.JsonReport;
import hostling.examine.NoServerException;
import hostling.examine.Selection;
import hostling.examine.Target;
import hostling.examine.TextReport;
import hostling.examine.TextReport.Detail;
import hostling.examine.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code hostling examine}: examines a server that is running. */
final class ExamineCommand implements Callable<Integer> {
    static final String NAME = "examine";
    private static final int FAILED = 1;
    private static final int NO_SERVER = 3;
    private static final String STAGE = "--stage";
    private static final String ONLY = "--only";
    private static final String HOST = "--host";
    private static final String LIST = "--list";
    private static final String ALL = "--all";
    private static final String STRICT = "--strict";
    private static final String JSON = "--json";
    private static final String JUNIT = "--junit";
    private static final String HTML = "--html";

    private final PrintStream out;
    private final PrintStream err;
    private final CommandLine line;

    private ExamineCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        describe(spec);
        spec.name("hostling " + NAME);
        line = new CommandLine(spec);
    }

    /** The command line of this command. */
    static CommandLine line(PrintStream out, PrintStream err) {
        return new ExamineCommand(out, err).line;
    }

    /** Declares its options, in the order of the help text. */
    static void describe(CommandSpec spec) {
        spec.name(NAME).usageMessage().autoWidth(true).sortOptions(false)
                .description("Examines a server that is running, in whatever language it was written: sends it requests, good and "
                        + "bad, and judges its answers by the RFCs.%n");
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
        spec.addPositional(PositionalParamSpec.builder().arity("0..1").paramLabel("URL").type(String.class)
                .description("The server, and the path of a page that it has, such as http://127.0.0.1:9000/index.html").build());
        spec.addOption(names(STAGE, "NAME", "Try this stage alone: its name or number; may be repeated."));
        spec.addOption(names(ONLY, "ID", "Try this check alone, and tell all about it; may be repeated."));
        spec.addOption(OptionSpec.builder(LIST).description("List all stages and checks, and exit.").build());
        spec.addOption(OptionSpec.builder(HOST).paramLabel("NAME").type(String.class)
                .description("The name to send in Host, if it is not that of the URL.").build());
        Target.options().forEach(option -> spec.addOption(OptionSpec.builder("--" + option.key()).paramLabel(option.value())
                .type(String.class).description("Names " + option.meaning() + ".").build()));
        spec.addOption(OptionSpec.builder(ALL).description("Tell all findings in full, not only the first of each stage.").build());
        spec.addOption(OptionSpec.builder(STRICT).description("Exit with 1 for what is weak, too.").build());
        spec.addOption(file(JSON, "JSON"));
        spec.addOption(file(JUNIT, "the XML of JUnit"));
        spec.addOption(file(HTML, "one HTML page"));
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
    }

    private static OptionSpec names(String option, String label, String description) {
        return OptionSpec.builder(option).paramLabel(label).type(String[].class).description(description).build();
    }

    private static OptionSpec file(String option, String format) {
        return OptionSpec.builder(option).paramLabel("FILE").type(Path.class).description("Write the report as " + format + ".").build();
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "The server broke no MUST.");
        codes.put("1", "It did; or, with --strict, a SHOULD.");
        codes.put("2", "The command was called the wrong way.");
        codes.put("3", "No server is there, or it does not answer.");
        return codes;
    }

    @Override
    public Integer call() throws IOException {
        ParseResult given = line.getParseResult();
        if (given.hasMatchedOption(LIST)) {
            Examiner.list().forEach(out::println);
            return CommandLine.ExitCode.OK;
        }
        String url = given.matchedPositionalValue(0, "");
        Set<String> checks = chosen(given, ONLY);
        boolean isTerminal = Terminal.isStandardOutput();
        TextReport text = new TextReport(out::println, isTerminal && Terminal.showsColours(),
                !checks.isEmpty() ? Detail.CHECKS : given.hasMatchedOption(ALL) ? Detail.FINDINGS : Detail.FIRST);
        ExamReport report;
        try {
            report = new Examiner(target(url, given), new Selection(chosen(given, STAGE), checks)).examine(url, text::stage);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage() + "; see --list");
        } catch (NoServerException e) {
            err.println("hostling: " + e.getMessage());
            return NO_SERVER;
        }
        text.end(report);
        write(given, JSON, JsonReport.of(report));
        write(given, JUNIT, JUnitReport.of(report, given.hasMatchedOption(STRICT)));
        write(given, HTML, HtmlReport.of(report));
        boolean failed = report.count(Verdict.FAILED) > 0 || given.hasMatchedOption(STRICT) && report.count(Verdict.WEAK) > 0;
        return failed ? FAILED : CommandLine.ExitCode.OK;
    }

    private static Set<String> chosen(ParseResult given, String option) {
        return Arrays.stream(given.matchedOptionValue(option, new String[0])).collect(Collectors.toSet());
    }

    private static void write(ParseResult given, String option, String report) throws IOException {
        Path file = given.matchedOptionValue(option, null);
        if (file != null) {
            Files.writeString(file, report);
        }
    }

    private Target target(String url, ParseResult given) {
        if (url.isEmpty()) {
            throw new ParameterException(line, "which server? Give its URL, such as http://127.0.0.1:9000/");
        }
        try {
            Target target = TargetLookup.at(url, paths(given));
            return given.hasMatchedOption(HOST) ? target.named(given.matchedOptionValue(HOST, "")) : target;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage(), e);
        }
    }

    private static Map<String, String> paths(ParseResult given) {
        return Target.options().stream().map(Target.Option::key).filter(name -> given.hasMatchedOption("--" + name))
                .collect(Collectors.toMap(name -> name, name -> given.matchedOptionValue("--" + name, "")));
    }
}
