package hostling.app;

import hostling.config.Action;
import hostling.config.Configuration;
import hostling.config.ServerBlock;
import hostling.http.Site;
import hostling.log.ErrorLog;
import hostling.loop.EventLoop;
import hostling.loop.Listener;
import hostling.metrics.Metrics;
import hostling.server.Counters;
import hostling.server.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server set up by a configuration. {@link #reload} changes the configuration while the server runs: it applies all
 * of the new one or, if any part of it fails, nothing.
 */
final class ConfiguredServer implements AutoCloseable {
    private static final String PORT_HINT = ". Choose another port with --port (--port 0 lets the system choose) or "
            + "with the key listen of a configuration.";
    private static final Duration METRICS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SESSION_SWEEP = Duration.ofMinutes(1);
    private static final Duration FILE_SWEEP = Duration.ofSeconds(5);
    private static final Duration PARENT_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLEANUP_TIME = Duration.ofSeconds(1);

    private final SystemTime time = new SystemTime();
    private final Optional<WorkerParameters> parameters;
    private final SharedState shared;
    private final CounterBlocks blocks;
    private final EventLoop loop;
    /** Null until a route needs it. */
    private Metrics metrics;
    /** By the configured address, whose port may be 0. */
    private final Map<InetSocketAddress, Listener> listeners = new HashMap<>();
    /** Also read by the threads that deliver signals. */
    private volatile Configuration configuration;
    private volatile Logs logs;
    private volatile Optional<Thread> runner = Optional.empty();
    private ServedSites served;

    /**
     * Starts to listen; clients wait in the <b>backlog</b> until {@link #run}.
     *
     * @param parameters what the parent has passed to this process; empty unless it is a worker
     * @throws IOException if an address, a file or a folder is not available; its message is for the user
     */
    ConfiguredServer(Configuration configuration, Optional<WorkerParameters> parameters) throws IOException {
        this.configuration = configuration;
        this.parameters = parameters;
        this.logs = new Logs(configuration.logs(), time);
        this.blocks = new CounterBlocks(parameters);
        this.loop = new EventLoop(settings(configuration.server(), logs), new Counters(blocks.own()));
        this.shared = new SharedState(parameters, loop::whenReadable);
        try {
            served = served(configuration);
            for (InetSocketAddress address : served.sites().keySet()) {
                listeners.put(address, listen(address, served.sites().get(address)));
            }
            loop.every(FILE_SWEEP, () -> served.sweep(loop.nanoTime(), errorLog()));
            loop.every(SESSION_SWEEP, () -> shared.expireSessions(time.instant()));
            parameters.ifPresent(from -> loop.every(PARENT_CHECK_INTERVAL, () -> stopIfOrphaned(from.parent())));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    // region: parent
    /** Java can query the parent process, but gets no notice when it ends: one check a second is cheap. */
    private void stopIfOrphaned(long parent) {
        if (!loop.isStopping() && !WorkerProcess.isChildOf(parent)) {
            errorLog().error("the parent, process " + parent + ", has ended; this worker stops", null);
            loop.stop();
        }
    }
    // endregion

    private ServedSites served(Configuration wanted) throws IOException {
        ErrorLog current = this::log;
        RouteBuilder routes = new RouteBuilder(wanted, shared, loop.engine(), this::metrics, () -> !loop.isStopping(), current,
                time);
        return new ServedSites(new SiteBuilder(routes, current).build(wanted), routes.files());
    }

    /** The numbers of all processes; they are collected from the first call on. */
    private Metrics metrics() {
        if (metrics == null) {
            metrics = new Metrics(loop.engine(), () -> blocks.all(workers()), Main.version(), this::explains);
            Gauges gauges = new Gauges(loop.engine(), time.millis());
            updateGauges(gauges);
            loop.every(METRICS_INTERVAL, () -> updateGauges(gauges));
        }
        return metrics;
    }

    private boolean explains() {
        return configuration.hosts().stream().flatMap(host -> host.routes().stream())
                .anyMatch(route -> route.action() instanceof Action.Demo demo && demo.name().equals("explain"));
    }

    private void updateGauges(Gauges gauges) {
        gauges.setLimits(configuration.server(), configuration.cgi().limits().scriptsMax());
        gauges.update(shared.runningScripts(), shared.countSessions(time.instant()), logs.lostLines());
        metrics.second();
    }

    /** Always uses the current log: after a reload, a handler of the old site may still have something to log. */
    private void log(ErrorLog.Level level, String message, Throwable cause) {
        errorLog().log(level, message, cause);
    }

    private ServerSettings settings(ServerBlock block, Logs newLogs) {
        return new ServerSettings(block.limits(), block.timeouts(), block.connectionsMax(),
                block.memoryBytesMax().orElseGet(ServerSettings::defaultMemoryBytes), block.stopGrace(),
                block.proxies(), block.timing(), newLogs.access(), newLogs.error(), time, time);
    }

    private Listener listen(InetSocketAddress address, Site site) throws IOException {
        try {
            if (parameters.isPresent()) {
                return loop.listenShared(parameters.get().resolvePort(address), site);
            }
            return configuration.server().reusesPort() ? loop.listenShared(address, site) : loop.listen(address, site);
        } catch (IOException e) {
            throw listenFailure(address, e);
        }
    }

    /** An exception whose message tells the user which address is not available, and what to do. */
    static IOException listenFailure(InetSocketAddress address, IOException e) {
        return new IOException("can't listen on port " + address.getPort() + " of " + address.getHostString() + ": "
                + e.getMessage() + (e instanceof BindException ? PORT_HINT : ""), e);
    }

    /** The number of processes that serve, including this one. */
    int workers() {
        return configuration.server().workers();
    }

    /** The addresses that it listens at, in the order of the hosts. A configured port 0 is replaced by the actual one. */
    List<InetSocketAddress> addresses() {
        return configuration.addresses().stream().map(asked -> listeners.get(asked).address()).toList();
    }

    /**
     * Serves on the calling thread until {@link #stop} is called and the responses in flight are sent.
     *
     * @throws IOException if the selector fails
     */
    void run() throws IOException {
        runner = Optional.of(Thread.currentThread());
        loop.run();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    void stop() {
        loop.stop(configuration.server().stopDelay());
    }

    /**
     * The time that stopping may take, counted from {@link #stop}: the loop closes the responses still in flight after
     * the configured delay and grace period, then the last log lines are written. If it takes longer, the loop's thread is stuck.
     */
    Duration stopTime() {
        return configuration.server().stopTime().plus(CLEANUP_TIME);
    }

    /** Logs why the process halts now and where its thread is, and kills its children. May be called from any thread. */
    void beforeHalt(String why) {
        String where = runner.map(ConfiguredServer::innermostFrame).orElse("");
        logs.writeNow(ErrorLog.Level.ERROR, why + where);
        WorkerProcess.killDescendants();
    }

    private static String innermostFrame(Thread thread) {
        return Stream.of(thread.getStackTrace()).filter(frame -> frame.getClassName().startsWith("hostling."))
                .findFirst().map(frame -> "; its thread is at " + frame.getClassName() + "." + frame.getMethodName()
                        + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")").orElse("");
    }

    /** Runs a task on the loop's thread. May be called from any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Reopens the log files, after they were moved away by log rotation. For the loop's thread. */
    void reopenLogs() {
        logs.reopen();
    }

    /** The current error log. */
    ErrorLog errorLog() {
        return logs.error();
    }

    /**
     * Switches to another configuration. Connections stay open. Requests in progress finish on the old sites; the next
     * ones get the new sites. For the loop's thread.
     *
     * @throws IOException if any part of the new configuration is not available; then nothing has changed
     */
    void reload(Configuration next) throws IOException {
        Logs newLogs = next.logs().equals(configuration.logs()) ? logs : new Logs(next.logs(), time);
        Map<InetSocketAddress, Listener> opened = new HashMap<>();
        SharedState.Kept previous = shared.kept();
        ServedSites nextServed;
        Map<InetSocketAddress, Site> wanted;
        try {
            nextServed = served(next);
            wanted = nextServed.sites();
            for (InetSocketAddress address : wanted.keySet()) {
                if (!listeners.containsKey(address)) {
                    opened.put(address, listen(address, wanted.get(address)));
                }
            }
        } catch (IOException | RuntimeException e) {
            opened.values().forEach(Listener::close);
            shared.restore(previous);
            if (newLogs != logs) {
                newLogs.retire();
            }
            throw e;
        }
        listeners.putAll(opened);
        List.copyOf(listeners.keySet()).stream().filter(address -> !wanted.containsKey(address))
                .forEach(address -> listeners.remove(address).close());
        wanted.forEach((address, site) -> listeners.get(address).serve(site));
        loop.configure(settings(next.server(), newLogs));
        served.close(errorLog());
        served = nextServed;
        Logs oldLogs = logs;
        logs = newLogs;
        configuration = next;
        if (newLogs != oldLogs) {
            oldLogs.retire();
            errorLog().debug("the logs have moved to their new places");
        }
    }

    /** Releases all resources; for a server that does not run, or has stopped. */
    @Override
    public void close() throws IOException {
        try {
            loop.close();
            if (served != null) {
                served.close(errorLog());
            }
            shared.close();
        } finally {
            logs.close();
        }
    }
}
