package hostling.app;

import hostling.config.Configuration;
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
 * Serves until it is told to stop: in this process, or with workers in others.
 *
 * @param configuration what is served, and where
 * @param what          the same in a word, for the user
 * @param file          the configuration's file, where it has one and so can be read again
 * @param overrides     what holds over that
 * @param out           where the user is told the address
 * @param signals       what ends it, and has it read its configuration again
 */
record Service(Configuration configuration, String what, Optional<Path> file, Overrides overrides, PrintStream out,
               Signals signals) {
    private static final int STOPPED_AS_ASKED = 0;

    boolean wantsWorkers() {
        return configuration.server().workers() > 1;
    }

    /**
     * Starts workers, and is their parent; the exit code.
     *
     * @param arguments of this program, which are for the workers, too
     */
    int runWorkers(List<String> arguments) throws IOException, InterruptedException {
        List<String> workers = new ArrayList<>(arguments);
        workers.add(0, "--worker");                     // behind the others it might be an argument and no option
        try (Supervisor parent = new Supervisor(configuration, WorkerProcess.command(workers))) {
            signals.tell(new SignalHandlers(parent::stop, parent::stopTime, parent::reopenLogs,
                    () -> parent.reload(file, overrides), parent::lastWords));
            return parent.run();
        }
    }

    /**
     * Serves in this process; the exit code.
     *
     * @param handover what it has from its parent, where it is a worker
     */
    int run(Optional<Handover> handover) throws IOException {
        try (ConfiguredServer server = new ConfiguredServer(configuration, handover)) {
            signals.tell(new SignalHandlers(server::stop, server::stopTime, () -> server.execute(server::reopenLogs),
                    () -> server.execute(new Reload(file, overrides, server)), server::lastWords));
            if (handover.isPresent()) {
                Files.write(handover.get().sign(), new byte[0]);
            }
            if (!signals.isStopping() && (handover.isEmpty() || handover.get().announces())) {
                announce(server.addresses());
            }
            server.run();
            return STOPPED_AS_ASKED;
        }
    }

    private void announce(List<InetSocketAddress> addresses) {
        out.println("Serving " + what + " at " + addresses.stream().map(Service::url).collect(Collectors.joining(", "))
                + (wantsWorkers() ? " with " + configuration.server().workers() + " workers" : "") + " (Ctrl-C stops)");
    }

    private static String url(InetSocketAddress listening) {
        InetAddress ip = listening.getAddress();
        String host = ip.isAnyLocalAddress() ? "127.0.0.1" : ip.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listening.getPort() + "/";
    }
}
