package hostling.app;

import hostling.config.Configuration;
import hostling.wire.IpAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Serves until it is told to stop: in this process, or in worker processes.
 *
 * @param configuration what is served, and where
 * @param what          a short name of it for the user
 * @param file          the configuration file; empty if there is none to reload
 * @param overrides     the command-line options that override the file
 * @param opens         whether the first page is opened in the browser
 * @param out           takes the line that tells the user the address
 * @param signals       stop the server, and make it reload its configuration and reopen its logs
 */
record Service(Configuration configuration, String what, Optional<Path> file, Overrides overrides, boolean opens,
               PrintStream out, Signals signals) {
    private static final int STOPPED_AS_ASKED = 0;

    boolean usesWorkers() {
        return configuration.server().workers() > 1;
    }

    /**
     * Starts the workers and supervises them; returns the exit code.
     *
     * @param arguments this program's arguments; the workers get them, too
     */
    int runWorkers(List<String> arguments) throws IOException, InterruptedException {
        List<String> workers = new ArrayList<>(arguments);
        workers.add(0, "--worker");                     // after a "--" it would not be taken for an option
        try (Supervisor parent = new Supervisor(configuration, WorkerProcess.command(workers))) {
            signals.setHandlers(new SignalHandlers(parent::stop, parent::stopTime, parent::reopenLogs,
                    () -> parent.reload(file, overrides), parent::beforeHalt));
            return parent.run();
        }
    }

    /**
     * Serves in this process; returns the exit code.
     *
     * @param parameters what the parent has passed on; empty unless this is a worker
     */
    int run(Optional<WorkerParameters> parameters) throws IOException {
        try (ConfiguredServer server = new ConfiguredServer(configuration, parameters)) {
            signals.setHandlers(new SignalHandlers(server::stop, server::stopTime, () -> server.execute(server::reopenLogs),
                    () -> server.execute(new Reload(file, overrides, server)), server::beforeHalt));
            if (parameters.isPresent()) {
                Files.write(parameters.get().readyFile(), new byte[0]);
            }
            if (!signals.isStopping() && (parameters.isEmpty() || parameters.get().announces())) {
                announce(server.addresses());
                if (opens) {
                    Browser.open(url(server.addresses().get(0)));
                }
            }
            server.run();
            return STOPPED_AS_ASKED;
        }
    }

    private void announce(List<InetSocketAddress> addresses) {
        out.println("Serving " + what + " at " + addresses.stream().map(Service::url).collect(Collectors.joining(", "))
                + (usesWorkers() ? " with " + configuration.server().workers() + " workers" : "") + " (Ctrl-C stops)");
    }

    private static String url(InetSocketAddress listening) {
        InetAddress ip = listening.getAddress();
        String host = ip.isAnyLocalAddress() ? "127.0.0.1" : IpAddress.uriHost(ip.getAddress());
        return "http://" + host + ":" + listening.getPort() + "/";
    }
}
