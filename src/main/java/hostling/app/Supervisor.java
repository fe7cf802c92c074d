package hostling.app;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import hostling.config.LoadResult;
import hostling.log.ErrorLog;
import hostling.loop.ReservedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Serves with several processes. It serves nothing itself: it has the ports, starts the workers, starts another one for
 * each that ends, and hands signals on.
 *
 * <pre>
 *   parent ──starts──▶ worker 1: one thread, one selector ◀──┐
 *     │ has the port   worker 2: one thread, one selector ◀──┼── connections: the system
 *     ▼                worker 3: one thread, one selector ◀──┘   chooses who gets which
 * </pre>
 *
 * <p>All that happens to it is put into a queue, as a task, and its one thread does one after the other.
 */
final class Supervisor implements AutoCloseable {
    /** The exit codes of this program are from 0 to 2. */
    private static final int EXIT_CODE_MAX = 2;
    private static final int SESSION_KEY_BYTES = 32;
    /** How much longer than its responses a worker may take to end. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);
    private static final Duration LAST_THINGS = Duration.ofSeconds(1);
    /** How often to look whether a worker can be sent a signal by now. */
    private static final Duration LOOK_FOR_SIGN = Duration.ofMillis(20);

    private final SystemTime time = new SystemTime();
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<ReservedPort> ports = new ArrayList<>();
    private final List<WorkerSlot> places = new ArrayList<>();
    private final TempFolder scratch;
    /** Threads that bring a signal look at these, too. */
    private volatile Configuration configuration;
    private volatile Logs logs;
    private boolean stopping;
    private long killNanos;
    private int exitCode;

    /**
     * Takes the ports.
     *
     * @param command what starts a worker
     * @throws IOException where a port or a log can't be had; its message is for the user
     */
    Supervisor(Configuration configuration, List<String> command) throws IOException {
        this.configuration = configuration;
        this.logs = new Logs(configuration.logs(), time);
        this.scratch = new TempFolder("hostling-workers-");
        try {
            Handover handover = new Handover(WorkerProcess.ownPid(), 1, true, scratch.path(), sessionKey(), reserve());
            for (int number = 1; number <= configuration.server().workers(); number++) {
                places.add(new WorkerSlot(command, handover.forWorker(number, number == 1), time));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static byte[] sessionKey() {
        byte[] key = new byte[SESSION_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** Takes the port of each address; those that the system chose. */
    private Map<String, Integer> reserve() throws IOException {
        Map<String, Integer> chosen = new HashMap<>();
        for (InetSocketAddress address : configuration.addresses()) {
            try {
                ports.add(ReservedPort.at(address));
            } catch (IOException e) {
                throw ConfiguredServer.cantListen(address, e);
            }
            if (address.getPort() == 0) {
                chosen.put(Handover.nameOf(address), ports.get(ports.size() - 1).address().getPort());
            }
        }
        return chosen;
    }

    // region: run
    /** Runs until {@link #stop} is called and all workers have ended; the exit code. */
    int run() throws IOException, InterruptedException {
        doWhatHasCome();
        while (!stopping || !running().isEmpty()) {
            startWhatIsDue();
            killWhatIsLate();
            handOnWhatWaits();
            logs.error().endOfTurn();
            Runnable event = events.poll(nanosToSleep(), TimeUnit.NANOSECONDS);
            if (event != null) {
                event.run();
            }
        }
        return exitCode;
    }

    /** A process has ended. Unless that was wanted, another one takes its place. */
    private void ended(WorkerSlot place, WorkerProcess process) {
        Duration delay = place.ended();
        boolean couldNotStart = !place.hasServed() && process.exitCode() > 0 && process.exitCode() <= EXIT_CODE_MAX;
        if (couldNotStart) {
            stopWith(process.exitCode());               // it has said why, and another one would say the same
        } else if (!stopping) {
            tell("worker " + place.number() + ", process " + process.pid() + ", " + process.end(), delay);
        }
    }
    // endregion

    /** A signal to stop may have come before there was a worker: then there will be none. */
    private void doWhatHasCome() {
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
    }

    private void startWhatIsDue() throws IOException {
        for (WorkerSlot place : places) {
            if (!stopping && place.nanosUntilDue() <= 0) {
                start(place);
            }
        }
    }

    private void start(WorkerSlot place) throws IOException {
        try {
            place.start(process -> events.add(() -> ended(place, process)));
        } catch (IOException e) {
            String what = "worker " + place.number() + " can't be started: " + e.getMessage();
            Duration delay = place.ended();
            if (!place.hasServed()) {
                throw new IOException(what, e);
            }
            tell(what, delay);
        }
    }

    private void tell(String what, Duration delay) {
        String when = delay.isZero() ? "now" : "in " + delay.toMillis() + " ms";
        logs.error().error(what + ": another one is started " + when, null);
    }

    private void killWhatIsLate() {
        if (stopping && killNanos - time.getAsLong() <= 0) {
            running().forEach(WorkerProcess::kill);
            killNanos = time.getAsLong() + LAST_WAIT.toNanos();
        }
    }

    private long nanosToSleep() {
        if (stopping) {
            return killNanos - time.getAsLong();
        }
        long due = places.stream().mapToLong(WorkerSlot::nanosUntilDue).min().orElseThrow();
        return places.stream().anyMatch(WorkerSlot::hasWaiting) ? Math.min(due, LOOK_FOR_SIGN.toNanos()) : due;
    }

    private List<WorkerProcess> running() {
        return places.stream().map(WorkerSlot::process).flatMap(Optional::stream).toList();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    void stop() {
        events.add(() -> {
            if (!stopping) {
                logs.error().info("the server stops: it waits for " + running().size() + " workers, for no longer than "
                        + configuration.server().stopGrace().plus(LAST_WAIT).toMillis() + " ms");
                stopWith(0);
            }
        });
    }

    private void stopWith(int code) {
        if (!stopping) {
            stopping = true;
            exitCode = code;
            killNanos = time.getAsLong() + configuration.server().stopGrace().plus(LAST_WAIT).toNanos();
            running().forEach(WorkerProcess::stop);
        }
    }

    /** How long all workers may take to end, and this process after them. */
    Duration stopTime() {
        return configuration.server().stopGrace().plus(LAST_WAIT).plus(LAST_THINGS);
    }

    /** Says why the process is ended now, and ends the workers. May be called from any thread. */
    void lastWords(String why) {
        logs.noteAtOnce(ErrorLog.Level.ERROR, why);
        WorkerProcess.killDescendants();
    }

    /** Has all log files opened anew. May be called from any thread. */
    void reopenLogs() {
        events.add(() -> {
            logs.reopen();
            places.forEach(place -> place.keep("USR1"));
        });
    }

    /** Has the configuration read again: each worker does it by itself. May be called from any thread. */
    void reload(Optional<Path> file, Overrides overrides) {
        events.add(() -> {
            file.ifPresent(path -> takeOver(path, overrides));
            logs.reopen();
            places.forEach(place -> place.keep("HUP"));
        });
    }

    /** A worker that does not listen yet gets its signals when it does. */
    private void handOnWhatWaits() {
        for (WorkerSlot place : places) {
            for (String signal : place.takeWaiting()) {
                handOn(signal, place.process().orElseThrow());
            }
        }
    }

    private void handOn(String signal, WorkerProcess worker) {
        try {
            worker.signal(signal);
        } catch (IOException e) {
            logs.error().error("SIG" + signal + " can't be handed on to a worker: " + e.getMessage(), null);
        }
    }

    /** Of a new configuration the parent needs where its own messages go, and how long to wait at the end. */
    private void takeOver(Path file, Overrides overrides) {
        try {
            LoadResult loaded = ConfigurationFile.read(file, ProgramSearch.folders());
            if (loaded.isWhole()) {
                Configuration next = overrides.over(loaded.configuration().orElseThrow());
                if (!next.logs().equals(configuration.logs())) {
                    Logs oldLogs = logs;
                    logs = new Logs(next.logs(), time);
                    oldLogs.retire();
                }
                configuration = next;
            }
        } catch (IOException e) {
            // The workers find the same, and tell of it.
        }
    }

    /** Lets go of everything; a worker that still runs is told to end. */
    @Override
    public void close() throws IOException {
        running().forEach(WorkerProcess::stop);
        try {
            for (ReservedPort port : ports) {
                port.close();
            }
            scratch.close();
        } finally {
            logs.close();
        }
    }
}
