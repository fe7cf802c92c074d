package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The slot of one worker: a process, replaced by another one when it has ended. */
final class WorkerSlot {
    private final List<String> command;
    private final WorkerParameters parameters;
    private final LongSupplier nanoTime;
    private final RestartPolicy policy = new RestartPolicy();
    /** Signals for a process that may not have installed its handlers yet: without them, a signal would end it. */
    private final Set<String> pendingSignals = new LinkedHashSet<>();
    private Optional<WorkerProcess> process = Optional.empty();
    private boolean wasStarted;
    private boolean hasServed;
    private long startedNanos;
    private long dueNanos;

    /** @param nanoTime counts nanoseconds */
    WorkerSlot(List<String> command, WorkerParameters parameters, LongSupplier nanoTime) {
        this.command = command;
        this.parameters = parameters;
        this.nanoTime = nanoTime;
        this.dueNanos = nanoTime.getAsLong();
    }

    /** The process, if there is one now. */
    Optional<WorkerProcess> process() {
        return process;
    }

    int number() {
        return parameters.number();
    }

    /** Whether any of its processes so far has listened. */
    boolean hasServed() {
        hasServed |= listens();
        return hasServed;
    }

    private boolean listens() {
        return Files.exists(parameters.readyFile());
    }

    /** Queues a signal for the process until it listens. A process that is started later does not need it. */
    void queueSignal(String signal) {
        if (process.isPresent()) {
            pendingSignals.add(signal);
        }
    }

    boolean hasPendingSignals() {
        return !pendingSignals.isEmpty();
    }

    /** Removes and returns the signals that the process can get now. */
    Set<String> takeSendableSignals() {
        Set<String> signals = process.isPresent() && listens() ? Set.copyOf(pendingSignals) : Set.of();
        pendingSignals.removeAll(signals);
        return signals;
    }

    /** Nanoseconds until the next process is due; zero or negative if it is due now. */
    long nanosUntilDue() {
        return process.isPresent() ? Long.MAX_VALUE : dueNanos - nanoTime.getAsLong();
    }

    /**
     * Starts a process; the very first one of the first worker announces the site's address.
     *
     * @param onExit called on a thread of the Java runtime when the process has ended
     */
    void start(Consumer<WorkerProcess> onExit) throws IOException {
        pendingSignals.clear();
        if (hasServed()) {
            Files.deleteIfExists(parameters.readyFile());
        }
        boolean announces = parameters.announces() && !wasStarted;
        wasStarted = true;
        startedNanos = nanoTime.getAsLong();
        process = Optional.of(WorkerProcess.start(command, parameters.forWorker(number(), announces), onExit));
    }

    /** Called when the process has ended or could not start; returns the delay until the next one is due. */
    Duration ended() {
        process = Optional.empty();
        long now = nanoTime.getAsLong();
        Duration delay = policy.delayAfter(Duration.ofNanos(now - startedNanos));
        dueNanos = now + delay.toNanos();
        return delay;
    }
}
