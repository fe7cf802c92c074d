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
 * Serves with several processes. The <b>supervisor</b> serves no client itself: it reserves the ports, starts the workers,
 * replaces each one that ends, and forwards signals.
 *
 * <pre>
 *   parent ──starts──▶ worker 1: one thread, one selector ◀──┐
 *     │ has the port   worker 2: one thread, one selector ◀──┼── connections: the system
 *     ▼                worker 3: one thread, one selector ◀──┘   chooses the worker
 * </pre>
 *
 * <p>Every event is put into a queue as a task, and one thread runs the tasks one after the other.
 */
final class Supervisor implements AutoCloseable {
    /** The exit codes of this program are from 0 to 2. */
    private static final int EXIT_CODE_MAX = 2;
    private static final int SESSION_KEY_BYTES = 32;
    /** How long after the grace period for its responses a worker is killed. */
    private static final Duration KILL_DELAY = Duration.ofSeconds(2);
    private static final Duration CLEANUP_TIME = Duration.ofSeconds(1);
    /** How often to check whether a worker is ready for its pending signals. */
    private static final Duration READY_CHECK_INTERVAL = Duration.ofMillis(20);

    private final SystemTime time = new SystemTime();
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<ReservedPort> ports = new ArrayList<>();
    private final List<WorkerSlot> slots = new ArrayList<>();
    private final TempFolder tempFolder;
    /** Also read by the threads that deliver signals. */
    private volatile Configuration configuration;
    private volatile Logs logs;
    private boolean stopping;
    private long killNanos;
    private int exitCode;

    /**
     * Reserves the ports.
     *
     * @param command the command that starts a worker
     * @throws IOException if a port or a log is not available; its message is for the user
     */
    Supervisor(Configuration configuration, List<String> command) throws IOException {
        this.configuration = configuration;
        this.logs = new Logs(configuration.logs(), time);
        this.tempFolder = new TempFolder("hostling-workers-");
        try {
            WorkerParameters parameters = new WorkerParameters(WorkerProcess.ownPid(), 1, true, tempFolder.path(),
                    sessionKey(), reserve());
            for (int number = 1; number <= configuration.server().workers(); number++) {
                slots.add(new WorkerSlot(command, parameters.forWorker(number, number == 1), time));
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

    /** Reserves the port of each address; returns the ports that the system chose. */
    private Map<String, Integer> reserve() throws IOException {
        Map<String, Integer> chosen = new HashMap<>();
        for (InetSocketAddress address : configuration.addresses()) {
            try {
                ports.add(configuration.server().reusesPort() ? ReservedPort.beside(address) : ReservedPort.at(address));
            } catch (IOException e) {
                throw ConfiguredServer.listenFailure(address, e);
            }
            if (address.getPort() == 0) {
                chosen.put(WorkerParameters.nameOf(address), ports.get(ports.size() - 1).address().getPort());
            }
        }
        return chosen;
    }

    // region: run
    /** Runs until {@link #stop} is called and all workers have ended; returns the exit code. */
    int run() throws IOException, InterruptedException {
        drainEvents();
        while (!stopping || !running().isEmpty()) {
            startDueWorkers();
            killOverdueWorkers();
            sendPendingSignals();
            logs.error().flush();
            Runnable event = events.poll(nanosToSleep(), TimeUnit.NANOSECONDS);
            if (event != null) {
                event.run();
            }
        }
        return exitCode;
    }

    /** Handles the end of a process. Unless the server stops, another one takes its slot. */
    private void ended(WorkerSlot slot, WorkerProcess process) {
        Duration delay = slot.ended();
        boolean couldNotStart = !slot.hasServed() && process.exitCode() > 0 && process.exitCode() <= EXIT_CODE_MAX;
        if (couldNotStart) {
            stopWith(process.exitCode());               // it has reported why; another one would fail in the same way
        } else if (!stopping) {
            logRestart("worker " + slot.number() + ", process " + process.pid() + ", " + process.describeEnd(), delay);
        }
    }
    // endregion

    /** Runs the events that are already queued: after a signal to stop, no worker is started at all. */
    private void drainEvents() {
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
    }

    private void startDueWorkers() throws IOException {
        for (WorkerSlot slot : slots) {
            if (!stopping && slot.nanosUntilDue() <= 0) {
                start(slot);
            }
        }
    }

    private void start(WorkerSlot slot) throws IOException {
        try {
            slot.start(process -> events.add(() -> ended(slot, process)));
        } catch (IOException e) {
            String what = "worker " + slot.number() + " can't be started: " + e.getMessage();
            Duration delay = slot.ended();
            if (!slot.hasServed()) {
                throw new IOException(what, e);
            }
            logRestart(what, delay);
        }
    }

    private void logRestart(String what, Duration delay) {
        String when = delay.isZero() ? "now" : "in " + delay.toMillis() + " ms";
        logs.error().error(what + ": another one is started " + when, null);
    }

    private void killOverdueWorkers() {
        if (stopping && killNanos - time.getAsLong() <= 0) {
            running().forEach(WorkerProcess::kill);
            killNanos = time.getAsLong() + KILL_DELAY.toNanos();
        }
    }

    private long nanosToSleep() {
        if (stopping) {
            return killNanos - time.getAsLong();
        }
        long due = slots.stream().mapToLong(WorkerSlot::nanosUntilDue).min().orElseThrow();
        return slots.stream().noneMatch(WorkerSlot::hasPendingSignals) ? due
                : Math.min(due, READY_CHECK_INTERVAL.toNanos());
    }

    private List<WorkerProcess> running() {
        return slots.stream().map(WorkerSlot::process).flatMap(Optional::stream).toList();
    }

    /** Begins to stop. May be called from any thread, and more than once. */
    void stop() {
        events.add(() -> {
            if (!stopping) {
                logs.error().info("the server stops: it waits for " + running().size() + " workers, at most "
                        + configuration.server().stopTime().plus(KILL_DELAY).toMillis() + " ms");
                stopWith(0);
            }
        });
    }

    private void stopWith(int code) {
        if (!stopping) {
            stopping = true;
            exitCode = code;
            killNanos = time.getAsLong() + configuration.server().stopTime().plus(KILL_DELAY).toNanos();
            running().forEach(WorkerProcess::stop);
        }
    }

    /** How long all workers, and then this process, may take to end, counted from {@link #stop}. */
    Duration stopTime() {
        return configuration.server().stopTime().plus(KILL_DELAY).plus(CLEANUP_TIME);
    }

    /** Logs why the process halts now, and kills the workers. May be called from any thread. */
    void beforeHalt(String why) {
        logs.writeNow(ErrorLog.Level.ERROR, why);
        WorkerProcess.killDescendants();
    }

    /** Reopens all log files, also those of the workers. May be called from any thread. */
    void reopenLogs() {
        events.add(() -> {
            logs.reopen();
            slots.forEach(slot -> slot.queueSignal("USR1"));
        });
    }

    /** Makes each worker read the configuration again. May be called from any thread. */
    void reload(Optional<Path> file, Overrides overrides) {
        events.add(() -> {
            file.ifPresent(path -> adopt(path, overrides));
            logs.reopen();
            slots.forEach(slot -> slot.queueSignal("HUP"));
        });
    }

    /** A worker that does not listen yet gets its signals once it does. */
    private void sendPendingSignals() {
        for (WorkerSlot slot : slots) {
            for (String signal : slot.takeSendableSignals()) {
                sendSignal(signal, slot.process().orElseThrow());
            }
        }
    }

    private void sendSignal(String signal, WorkerProcess worker) {
        try {
            worker.signal(signal);
        } catch (IOException e) {
            logs.error().error("SIG" + signal + " can't be sent to a worker: " + e.getMessage(), null);
        }
    }

    /** The parent itself uses only two parts of a new configuration: its logs, and the grace period for stopping. */
    private void adopt(Path file, Overrides overrides) {
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
            // The workers get the same error, and log it.
        }
    }

    /** Releases all resources; workers that still run get SIGTERM. */
    @Override
    public void close() throws IOException {
        running().forEach(WorkerProcess::stop);
        try {
            for (ReservedPort port : ports) {
                port.close();
            }
            tempFolder.close();
        } finally {
            logs.close();
        }
    }
}
