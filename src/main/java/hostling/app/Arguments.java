package hostling.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The parsed command line.
 *
 * @param folder       the folder to serve
 * @param port         0 lets the system choose
 * @param address      the address to listen on, or a name for one
 * @param addressIsGiven whether the port or the address was given explicitly
 * @param file         the configuration file to serve
 * @param check        whether the configuration is only checked, not served
 * @param workers      the number of processes that serve
 * @param worker       whether this process is a worker
 * @param pages        the folder of the demo's pages, if the parent of this worker has unpacked them
 * @param opens        whether the first page is opened in the browser
 * @param quiet        whether the access log is off
 * @param all          the original arguments
 */
record Arguments(Optional<Path> folder, int port, String address, boolean addressIsGiven, Optional<Path> file,
                 boolean check, OptionalInt workers, boolean worker, Optional<Path> pages,
                 boolean opens, boolean quiet, List<String> all) {
    private static final Map<String, String> EXIT_CODES = exitCodes();

    private static final String PORT = "--port";
    private static final String BIND = "--bind";
    private static final String CONFIG = "--config";
    private static final String CHECK = "--check";
    private static final String WORKERS = "--workers";
    private static final String WORKER = "--worker";
    private static final String OPEN = "--open";
    private static final String QUIET = "--quiet";
    /** For workers of the demo whose pages were unpacked from the jar. */
    static final String PAGES = "--pages";

    /**
     * Declares the options to picocli, in the order of the help text. Calls declare them, not annotations: reading
     * annotations by reflection takes picocli a good part of the start-up time.
     */
    static void describe(CommandSpec spec) {
        spec.name("hostling").usageMessage().autoWidth(true).sortOptions(false)
                .description("Serves a folder, or the demo site, over HTTP/1.1: one thread, one selector.%n");
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
        spec.usageMessage().footer("%nhostling examine URL examines any server: see hostling examine --help.");
        spec.addPositional(PositionalParamSpec.builder().arity("0..1").paramLabel("DIR").type(Path.class)
                .description("The folder to serve; without it, the demo site.").build());
        spec.addOption(OptionSpec.builder("-p", PORT).paramLabel("N").type(int.class).defaultValue("8080")
                .description("The port, ${DEFAULT-VALUE} by default; 0 lets the system choose.").build());
        spec.addOption(OptionSpec.builder("-b", BIND).paramLabel("ADDRESS").type(String.class).defaultValue("127.0.0.1")
                .description("The address to listen on, ${DEFAULT-VALUE} by default; 0.0.0.0 means all of them.").build());
        spec.addOption(OptionSpec.builder("-c", CONFIG).paramLabel("FILE").type(Path.class)
                .description("Serve what this configuration file defines (see docs/04-configuration.md).").build());
        spec.addOption(OptionSpec.builder(CHECK)
                .description("Check the file given by --config, report every error in it, or what it means, and exit.").build());
        spec.addOption(OptionSpec.builder("-w", WORKERS).paramLabel("N").type(int.class)
                .description("The number of worker processes, 1 by default; each has one thread.").build());
        spec.addOption(OptionSpec.builder(WORKER).hidden(true)
                .description("Serve as a worker; its settings come on standard input.").build());
        spec.addOption(OptionSpec.builder(PAGES).hidden(true).paramLabel("DIR").type(Path.class)
                .description("The folder with the pages of the demo.").build());
        spec.addOption(OptionSpec.builder("-o", OPEN)
                .description("Open the first page in the browser, if there is one.").build());
        spec.addOption(OptionSpec.builder("-q", QUIET).description("Print no access log.").build());
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
        spec.addOption(OptionSpec.builder("--version").versionHelp(true).description("Show the version and exit.").build());
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "It was stopped by a signal as asked, or the configuration is good.");
        codes.put("1", "It could not start or run, or did not stop in time.");
        codes.put("2", "It was called the wrong way, or has a wrong configuration.");
        codes.put("143, 130", "It was ended at once by a second SIGTERM or Ctrl-C.");
        return codes;
    }

    /** Takes the values that picocli has parsed. */
    static Arguments of(ParseResult given) {
        Integer workers = given.matchedOptionValue(WORKERS, null);
        return new Arguments(Optional.ofNullable(given.matchedPositionalValue(0, null)),
                given.commandSpec().findOption(PORT).getValue(), given.commandSpec().findOption(BIND).getValue(),
                given.hasMatchedOption(PORT) || given.hasMatchedOption(BIND),
                Optional.ofNullable(given.matchedOptionValue(CONFIG, null)), given.hasMatchedOption(CHECK),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers), given.hasMatchedOption(WORKER),
                Optional.ofNullable(given.matchedOptionValue(PAGES, null)), given.hasMatchedOption(OPEN),
                given.hasMatchedOption(QUIET), given.originalArgs());
    }
}
