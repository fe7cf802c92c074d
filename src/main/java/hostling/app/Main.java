package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.Loaded;
import hostling.config.ServerBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 stopped as asked, 1 could not start or run, 2 wrong usage or configuration.
 */
@Command(name = "hostling", mixinStandardHelpOptions = false, versionProvider = Main.Version.class,
        sortOptions = false, usageHelpAutoWidth = true,
        description = "Serves a folder, or the demo site, over HTTP/1.1: one thread, one selector.%n")
public final class Main implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 1;
    private static final int PORT_MAX = 65_535;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder to serve; without it, the demo site.")
    private Path folder;

    @Option(names = {"-p", "--port"}, paramLabel = "N", defaultValue = "8080",
            description = "The port, ${DEFAULT-VALUE} by default; 0 lets the system choose.")
    private int port;

    @Option(names = {"-b", "--bind"}, paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "The address to listen on, ${DEFAULT-VALUE} by default; 0.0.0.0 means all of them.")
    private String address;

    @Option(names = {"-c", "--config"}, paramLabel = "FILE",
            description = "Serve what this file says (see docs/04-configuration.md).")
    private Path file;

    @Option(names = "--check", description = "Check the file of --config, say all that is wrong with it, and exit.")
    private boolean check;

    @Option(names = {"-w", "--workers"}, paramLabel = "N",
            description = "How many processes serve, 1 by default; each is one thread.")
    private Integer workers;

    @Option(names = "--worker", hidden = true, description = "Serve as one of several, as standard input says.")
    private boolean worker;

    @Option(names = {"-q", "--quiet"}, description = "Print no access log.")
    private boolean quiet;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private Optional<Handover> handover = Optional.empty();

    Main(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.in, System.out, System.err));
    }

    /** Does what the arguments say; the exit code. */
    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Main(in, out, err));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, wrong) -> {
            err.println("hostling: " + e.getMessage());
            err.println("Try 'hostling --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            if (!(e instanceof IOException)) {
                throw e;
            }
            err.println("hostling: " + e.getMessage());
            return COULD_NOT_RUN;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        readHandover();
        requireSense();
        if (file != null) {
            return check ? check() : serveFile();
        }
        InetSocketAddress address = address();
        if (folder != null) {
            return serve(Configuration.ofFolder(folder, address), folder.toString());
        }
        Path www = demoFolder();
        requireFolder(www);
        return serve(Demo.configuration(www, Programs.folders()).listeningAt(address), www.toString());
    }

    private void readHandover() {
        if (worker) {
            try {
                handover = Optional.of(Handover.readFrom(in));
            } catch (IOException e) {
                throw wrong("--worker is what --workers starts processes with: " + e.getMessage());
            }
        }
    }

    /** Refuses what can't be meant. */
    private void requireSense() {
        if (port < 0 || port > PORT_MAX) {
            throw wrong("a port is a number from 0 to 65535, not " + port);
        }
        if (workers != null && (workers < 1 || workers > ServerBlock.WORKERS_MAX)) {
            throw wrong("there can be from 1 to " + ServerBlock.WORKERS_MAX + " workers, not " + workers);
        }
        if (check && file == null) {
            throw wrong("--check checks a configuration: give it one with --config FILE");
        }
        ParseResult given = spec.commandLine().getParseResult();
        if (file != null && (folder != null || given.hasMatchedOption("--port") || given.hasMatchedOption("--bind"))) {
            throw wrong("what is served, and where, stands in the configuration: with --config there is no DIR, no "
                    + "--port and no --bind");
        }
        if (folder != null) {
            requireFolder(folder);
        }
    }

    private void requireFolder(Path served) {
        if (!Files.isDirectory(served)) {
            throw wrong("there is no folder '" + served + "' to serve");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** This is the one place that may ask for the address of a name: nobody is served yet. */
    private InetSocketAddress address() throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(address, port);
        if (resolved.isUnresolved()) {
            throw new IOException("no address is known for '" + address
                    + "'. Give --bind an address of this machine.");
        }
        return resolved;
    }

    /** Reads the configuration and says what is wrong with it. Of what it can live with its parent has told already. */
    private Loaded read() {
        try {
            Loaded loaded = ConfigurationFile.read(file, Programs.folders());
            if (handover.isEmpty() || loaded.configuration().isEmpty()) {
                loaded.problems().forEach(err::println);
            }
            return loaded;
        } catch (IOException e) {
            throw wrong("the configuration can't be read: " + e.getMessage());
        }
    }

    private int check() {
        Loaded loaded = read();
        if (!loaded.isWhole()) {
            return CommandLine.ExitCode.USAGE;
        }
        out.println(file + " is good.");
        return CommandLine.ExitCode.OK;
    }

    private int serveFile() throws IOException, InterruptedException {
        Loaded loaded = read();
        if (loaded.configuration().isEmpty()) {
            err.println("hostling: " + file + " can't be served as it is");
            return CommandLine.ExitCode.USAGE;
        }
        return serve(loaded.configuration().get(), file.toString());
    }

    private int serve(Configuration configuration, String what) throws IOException, InterruptedException {
        Overrides overrides = new Overrides(quiet, workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
        Service service = new Service(overrides.over(configuration), what, Optional.ofNullable(file), overrides, out);
        return handover.isEmpty() && service.wantsWorkers()
                ? service.runWorkers(spec.commandLine().getParseResult().originalArgs()) : service.run(handover);
    }

    /** The folder www where the program was started, else the one beside the folder of the jar. */
    private static Path demoFolder() {
        Path here = Path.of("www");
        if (Files.isDirectory(here)) {
            return here;
        }
        try {
            Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path project = jar.getParent().getParent();
            return project == null ? here : project.resolve("www");
        } catch (URISyntaxException | RuntimeException e) {
            return here;
        }
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"hostling " + (version == null ? "(not from a jar)" : version)
                    + ", on Java " + Runtime.version().feature()};
        }
    }
}
