package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.ConfigurationSummary;
import hostling.config.LoadResult;
import hostling.config.ServerBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit codes: 0 stopped by a signal as asked, 1 could not start or run, or was halted by the watchdog,
 * 2 wrong usage or configuration, 128 + the number of the signal if a signal ended the program at once.
 */
public final class Main implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 1;
    private static final int PORT_MAX = 65_535;

    private final CommandLine line;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Signals signals;
    /** Null until they are parsed. */
    private Arguments given;
    private Optional<WorkerParameters> parameters = Optional.empty();
    /** Arguments that the workers get in addition to those of this process. */
    private List<String> forWorkers = List.of();

    private Main(InputStream in, PrintStream out, PrintStream err, Signals signals) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.signals = signals;
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
        Arguments.describe(spec);
        spec.versionProvider(Main::versions);
        line = new CommandLine(spec);
    }

    // region: main
    /** Runs the program. It never waits long for its standard streams, whatever they are connected to. */
    public static void main(String[] arguments) {
        Signals signals = Signals.ofThisProcess();      // first of all: until then, any signal ends the process
        PrintStream out = StandardStream.output().printer();
        PrintStream err = StandardStream.error().printer();
        int exitCode = run(arguments, System.in, out, err, signals);
        StandardStream.awaitEnd();
        System.exit(signals.exitCode(exitCode));
    }
    // endregion

    /** Runs the program with these arguments and streams; returns the exit code. */
    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err, Signals signals) {
        boolean examines = arguments.length > 0 && arguments[0].equals(ExamineCommand.NAME);
        CommandLine line = examines ? ExamineCommand.line(out, err) : new Main(in, out, err, signals).line;
        if (examines) {
            signals.exitOnStopSignal();
        }
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, wrong) -> {
            err.println("hostling: " + e.getMessage());
            err.println("Try '" + line.getCommandName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            if (!(e instanceof IOException)) {
                throw e;
            }
            err.println("hostling: " + e.getMessage());
            return COULD_NOT_RUN;
        });
        return line.execute(examines ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        given = Arguments.of(line.getParseResult());
        if (given.check()) {
            signals.exitOnStopSignal();
        }
        readParameters();
        validate();
        if (given.file().isPresent()) {
            return given.check() ? check(given.file().get()) : serveFile(given.file().get());
        }
        InetSocketAddress address = address();
        if (given.folder().isPresent()) {
            Path folder = given.folder().get();
            return serve(Configuration.ofFolder(folder, address), folder.toString());
        }
        return serveDemo(address);
    }

    private int serveDemo(InetSocketAddress address) throws IOException, InterruptedException {
        try (DemoPages pages = DemoPages.find(given.pages())) {
            requireFolder(pages.folder());
            if (pages.isTemporary()) {
                forWorkers = List.of(Arguments.PAGES, pages.folder().toString());
            }
            String what = pages.isTemporary() || given.pages().isPresent() ? "the demo" : pages.folder().toString();
            return serve(Demo.configuration(pages.folder(), ProgramSearch.folders()).listeningAt(address), what);
        }
    }

    private void readParameters() {
        if (given.worker()) {
            signals.ignoreInterrupt();
            try {
                parameters = Optional.of(WorkerParameters.readFrom(in));
            } catch (IOException e) {
                throw wrong("--worker is for processes that --workers starts: " + e.getMessage());
            }
        }
    }

    /** Rejects arguments that are out of range or contradict each other. */
    private void validate() {
        if (given.port() < 0 || given.port() > PORT_MAX) {
            throw wrong("a port is a number from 0 to 65535, not " + given.port());
        }
        int workers = given.workers().orElse(1);
        if (workers < 1 || workers > ServerBlock.WORKERS_MAX) {
            throw wrong("the number of workers is from 1 to " + ServerBlock.WORKERS_MAX + ", not " + workers);
        }
        if (given.check() && given.file().isEmpty()) {
            throw wrong("--check checks a configuration: give it one with --config FILE");
        }
        if (given.file().isPresent() && (given.folder().isPresent() || given.addressIsGiven())) {
            throw wrong("DIR, --port and --bind can't be combined with --config: the configuration file says what to "
                    + "serve and where");
        }
        given.folder().ifPresent(this::requireFolder);
    }

    private void requireFolder(Path served) {
        if (!Files.isDirectory(served)) {
            throw wrong("there is no folder '" + served + "' to serve");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(line, what);
    }

    /** The only place that may resolve a host name: no client is served yet. */
    private InetSocketAddress address() throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(given.address(), given.port());
        if (resolved.isUnresolved()) {
            throw new IOException("no address is known for '" + given.address()
                    + "'. Give --bind an address of this machine.");
        }
        return resolved;
    }

    /** Reads the configuration and prints its diagnostics; a worker prints only fatal ones, as the parent printed all. */
    private LoadResult read(Path file) {
        try {
            LoadResult loaded = ConfigurationFile.read(file, ProgramSearch.folders());
            if (parameters.isEmpty() || loaded.configuration().isEmpty()) {
                loaded.diagnostics().forEach(problem -> err.println(problem.withExcerpt()));
            }
            return loaded;
        } catch (IOException e) {
            throw wrong("the configuration can't be read: " + e.getMessage());
        }
    }

    private int check(Path file) {
        LoadResult loaded = read(file);
        if (!loaded.isWhole()) {
            return CommandLine.ExitCode.USAGE;
        }
        out.println(file + " is good.");
        ConfigurationSummary.of(loaded.configuration().orElseThrow()).forEach(out::println);
        return CommandLine.ExitCode.OK;
    }

    private int serveFile(Path file) throws IOException, InterruptedException {
        LoadResult loaded = read(file);
        if (loaded.configuration().isEmpty()) {
            err.println("hostling: " + file + " has errors and can't be served");
            return CommandLine.ExitCode.USAGE;
        }
        return serve(loaded.configuration().get(), file.toString());
    }

    private int serve(Configuration configuration, String what) throws IOException, InterruptedException {
        Overrides overrides = new Overrides(given.quiet(), given.workers());
        Service service = new Service(overrides.over(configuration), what, given.file(), overrides, given.opens(), out,
                signals);
        if (parameters.isPresent() || !service.usesWorkers()) {
            return service.run(parameters);
        }
        return service.runWorkers(Stream.concat(forWorkers.stream(), given.all().stream()).toList());
    }

    /** The version, taken from the jar's manifest. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    private static String[] versions() {
        return new String[] {"hostling " + version() + ", on Java " + Runtime.version().feature()};
    }
}
