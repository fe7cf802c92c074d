package hostling.app;

import hostling.handler.Router;
import hostling.handler.StaticFiles;
import hostling.http.Handler;
import hostling.metrics.AccessLog;
import hostling.metrics.CombinedLog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 stopped as asked, 1 could not start or run, 2 wrong usage. */
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

    @Option(names = {"-q", "--quiet"}, description = "Print no access log.")
    private boolean quiet;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Does what the arguments say; the exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Main(out, err));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, wrong) -> {
            err.println("hostling: " + e.getMessage());
            err.println("Try 'hostling --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > PORT_MAX) {
            throw new ParameterException(spec.commandLine(), "a port is a number from 0 to 65535, not " + port);
        }
        Path served = folder != null ? folder : demoFolder();
        if (!Files.isDirectory(served)) {
            throw new ParameterException(spec.commandLine(), "there is no folder '" + served + "' to serve");
        }
        if (folder != null) {
            return serve(new Router().below("/", new StaticFiles(served)), served);
        }
        try (ScratchFolder uploads = new ScratchFolder("hostling-uploads-")) {
            return serve(DemoSite.routes(served, uploads.path()), served);
        }
    }

    private int serve(Handler handler, Path served) {
        Server.Builder builder = Server.of(handler).accessLog(quiet ? AccessLog.NONE : logToStandardOutput());
        try (Server server = builder.open(address, port)) {
            Signals.onStop(server::stop);
            out.println("Serving " + served + " at " + url(server.address()) + " (Ctrl-C stops)");
            server.run();
            return CommandLine.ExitCode.OK;
        } catch (BindException e) {
            return fail("can't listen on port " + port + " of " + address + ": " + e.getMessage()
                    + ". Choose another port with --port, or --port 0 to let the system choose one.");
        } catch (UnresolvedAddressException e) {
            return fail("no address is known for '" + address + "'. Give --bind an address of this machine.");
        } catch (IOException e) {
            return fail("could not go on: " + e.getMessage());
        }
    }

    private int fail(String reason) {
        err.println("hostling: " + reason);
        return COULD_NOT_RUN;
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

    private static String url(InetSocketAddress listening) {
        InetAddress ip = listening.getAddress();
        String host = ip.isAnyLocalAddress() ? "127.0.0.1" : ip.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listening.getPort() + "/";
    }

    private static AccessLog logToStandardOutput() {
        return new CombinedLog(ZoneId.systemDefault(), StandardStream.output(), (level, what, cause) -> { });
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
