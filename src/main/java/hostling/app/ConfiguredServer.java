package hostling.app;

import hostling.config.Configuration;
import hostling.config.ServerBlock;
import hostling.http.Site;
import hostling.log.ErrorLog;
import hostling.loop.EventLoop;
import hostling.loop.Listener;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
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
 * A server by its configuration, which can be changed while it serves: {@link #reload} takes all of the new one or,
 * where something of it can't be had, nothing.
 */
final class ConfiguredServer implements AutoCloseable {
    private static final String TRY_ANOTHER = ". Choose another one: with --port, where --port 0 lets the "
            + "system choose, or with the key listen of a configuration.";
    private static final Duration SESSION_SWEEP = Duration.ofMinutes(1);
    private static final Duration FILE_SWEEP = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_PARENT = Duration.ofSeconds(1);
    private static final Duration LAST_THINGS = Duration.ofSeconds(1);

    private final SystemTime time = new SystemTime();
    private final Optional<Handover> handover;
    private final SharedState shared;
    private final EventLoop loop;
    /** By the address that was asked for, whose port may be 0. */
    private final Map<InetSocketAddress, Listener> listeners = new HashMap<>();
    /** Threads that bring a signal look at these, too. */
    private volatile Configuration configuration;
    private volatile Logs logs;
    private volatile Optional<Thread> runner = Optional.empty();
    private ServedSites served;

    /**
     * Listens; clients wait in the backlog until {@link #run}.
     *
     * @param handover what its parent has given to this process, where it is one of several workers
     * @throws IOException where an address, a file or a folder can't be had; its message is for the user
     */
    ConfiguredServer(Configuration configuration, Optional<Handover> handover) throws IOException {
        this.configuration = configuration;
        this.handover = handover;
        this.logs = new Logs(configuration.logs(), time);
        this.loop = new EventLoop(settings(configuration.server(), logs));
        this.shared = new SharedState(handover, loop::whenReadable);
        try {
            served = served(configuration);
            for (InetSocketAddress address : served.sites().keySet()) {
                listeners.put(address, listen(address, served.sites().get(address)));
            }
            loop.every(FILE_SWEEP, () -> served.sweep(loop.nanoTime(), errorLog()));
            loop.every(SESSION_SWEEP, () -> shared.expireSessions(time.instant()));
            handover.ifPresent(from -> loop.every(LOOK_FOR_PARENT, () -> stopWithout(from.parent())));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    // region: parent
    /** Java can ask who the parent is, but not be told that it has ended: one look a second is cheap. */
    private void stopWithout(long parent) {
        if (!loop.isStopping() && !WorkerProcess.isChildOf(parent)) {
            errorLog().error("the parent, process " + parent + ", has ended, so this worker does", null);
            loop.stop();
        }
    }
    // endregion

    private ServedSites served(Configuration wanted) throws IOException {
        ErrorLog current = this::note;
        RouteBuilder routes = new RouteBuilder(wanted, shared, current, time);
        return new ServedSites(new SiteBuilder(routes, current).build(wanted), routes.files());
    }

    /** An old site may still be at work, and have something to say, when there are new logs. */
    private void note(ErrorLog.Level level, String what, Throwable cause) {
        errorLog().note(level, what, cause);
    }

    private ServerSettings settings(ServerBlock block, Logs newLogs) {
        Timeouts timeouts = new Timeouts(block.header(), block.body(), block.write(), block.keepAlive(), block.answer(),
                block.minRate());
        return new ServerSettings(block.limits(), timeouts, block.connectionsMax(),
                block.memoryBytesMax().orElseGet(ServerSettings::memoryOfThisMachine), block.stopGrace(),
                newLogs.access(), newLogs.error(), time, time);
    }

    private Listener listen(InetSocketAddress address, Site site) throws IOException {
        try {
            return handover.isEmpty() ? loop.listen(address, site)
                    : loop.listenWithOthers(handover.get().settled(address), site);
        } catch (IOException e) {
            throw cantListen(address, e);
        }
    }

    /** Says what an address that can't be had means to the user. */
    static IOException cantListen(InetSocketAddress address, IOException e) {
        return new IOException("can't listen on port " + address.getPort() + " of " + address.getHostString() + ": "
                + e.getMessage() + (e instanceof BindException ? TRY_ANOTHER : ""), e);
    }

    /** How many processes serve, this one included. */
    int workers() {
        return configuration.server().workers();
    }

    /** Where it listens, with the ports that the system chose where it was asked to, in the order of the hosts. */
    List<InetSocketAddress> addresses() {
        return configuration.addresses().stream().map(asked -> listeners.get(asked).address()).toList();
    }

    /**
     * Serves on the calling thread until {@link #stop} is called and the responses in flight are sent.
     *
     * @throws IOException where the selector fails
     */
    void run() throws IOException {
        runner = Optional.of(Thread.currentThread());
        loop.run();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    void stop() {
        loop.stop();
    }

    /**
     * When the responses in flight have had their time, the loop closes them, and the last lines of the logs are written.
     * If it does not, its thread is stuck.
     */
    Duration stopTime() {
        return configuration.server().stopGrace().plus(LAST_THINGS);
    }

    /** Says why the process is ended now, and what its thread is doing. May be called from any thread. */
    void lastWords(String why) {
        String where = runner.map(ConfiguredServer::innermostOfOurs).orElse("");
        logs.noteAtOnce(ErrorLog.Level.ERROR, why + where);
        WorkerProcess.killDescendants();
    }

    private static String innermostOfOurs(Thread thread) {
        return Stream.of(thread.getStackTrace()).filter(frame -> frame.getClassName().startsWith("hostling."))
                .findFirst().map(frame -> "; its thread is at " + frame.getClassName() + "." + frame.getMethodName()
                        + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")").orElse("");
    }

    /** Runs a task on the loop's thread. May be called from any thread. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Goes on with new log files where the old ones were moved away. For the loop's thread. */
    void reopenLogs() {
        logs.reopen();
    }

    /** The log for what goes wrong. */
    ErrorLog errorLog() {
        return logs.error();
    }

    /**
     * Goes on by another configuration. Connections stay, and requests that are being dealt with end as they began; the
     * next ones get the new sites. For the loop's thread.
     *
     * @throws IOException where something of it can't be had; then all is as it was
     */
    void reload(Configuration next) throws IOException {
        Logs newLogs = next.logs().equals(configuration.logs()) ? logs : new Logs(next.logs(), time);
        Map<InetSocketAddress, Listener> opened = new HashMap<>();
        SharedState.Kept keptBefore = shared.kept();
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
            shared.goBackTo(keptBefore);
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
            errorLog().debug("the logs are at other places from now on");
        }
    }

    /** Lets go of everything; for a server that does not run, or does not any more. */
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
