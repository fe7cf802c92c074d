package hostling.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the command line says.
 *
 * @param folder       the folder to serve
 * @param port         0 to let the system choose
 * @param address      the address to listen on, or a name for one
 * @param placeIsGiven whether port or address was given, and is not the default
 * @param file         the configuration to serve
 * @param check        whether the configuration is checked and not served
 * @param workers      how many processes serve
 * @param worker       whether this is one of several
 * @param quiet        whether there is no access log
 * @param all          the arguments as they were given
 */
record Arguments(Optional<Path> folder, int port, String address, boolean placeIsGiven, Optional<Path> file,
                 boolean check, OptionalInt workers, boolean worker, boolean quiet, List<String> all) {
    private static final String PORT = "--port";
    private static final String BIND = "--bind";
    private static final String CONFIG = "--config";
    private static final String CHECK = "--check";
    private static final String WORKERS = "--workers";
    private static final String WORKER = "--worker";
    private static final String QUIET = "--quiet";

    /**
     * Tells picocli of them, in the order of the help. It is told by calls and not by annotations: to find those out takes
     * it a good part of the time in which the program starts.
     */
    static void describe(CommandSpec spec) {
        spec.name("hostling").usageMessage().autoWidth(true).sortOptions(false)
                .description("Serves a folder, or the demo site, over HTTP/1.1: one thread, one selector.%n");
        spec.addPositional(PositionalParamSpec.builder().arity("0..1").paramLabel("DIR").type(Path.class)
                .description("The folder to serve; without it, the demo site.").build());
        spec.addOption(OptionSpec.builder("-p", PORT).paramLabel("N").type(int.class).defaultValue("8080")
                .description("The port, ${DEFAULT-VALUE} by default; 0 lets the system choose.").build());
        spec.addOption(OptionSpec.builder("-b", BIND).paramLabel("ADDRESS").type(String.class).defaultValue("127.0.0.1")
                .description("The address to listen on, ${DEFAULT-VALUE} by default; 0.0.0.0 means all of them.").build());
        spec.addOption(OptionSpec.builder("-c", CONFIG).paramLabel("FILE").type(Path.class)
                .description("Serve what this file says (see docs/04-configuration.md).").build());
        spec.addOption(OptionSpec.builder(CHECK)
                .description("Check the file of --config, say all that is wrong with it, and exit.").build());
        spec.addOption(OptionSpec.builder("-w", WORKERS).paramLabel("N").type(int.class)
                .description("How many processes serve, 1 by default; each is one thread.").build());
        spec.addOption(OptionSpec.builder(WORKER).hidden(true)
                .description("Serve as one of several, as standard input says.").build());
        spec.addOption(OptionSpec.builder("-q", QUIET).description("Print no access log.").build());
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
        spec.addOption(OptionSpec.builder("--version").versionHelp(true).description("Show the version and exit.").build());
    }

    /** What picocli has understood. */
    static Arguments of(ParseResult given) {
        Integer workers = given.matchedOptionValue(WORKERS, null);
        return new Arguments(Optional.ofNullable(given.matchedPositionalValue(0, null)),
                given.commandSpec().findOption(PORT).getValue(), given.commandSpec().findOption(BIND).getValue(),
                given.hasMatchedOption(PORT) || given.hasMatchedOption(BIND),
                Optional.ofNullable(given.matchedOptionValue(CONFIG, null)), given.hasMatchedOption(CHECK),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers), given.hasMatchedOption(WORKER),
                given.hasMatchedOption(QUIET), given.originalArgs());
    }
}
