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

/** One worker as the parent counts them: a process, and when that has ended another one in its place. */
final class WorkerSlot {
    private final List<String> command;
    private final Handover handover;
    private final LongSupplier nanoTime;
    private final RestartPolicy policy = new RestartPolicy();
    /** Signals that are kept for a process that has no handlers for them yet: it would be ended by them. */
    private final Set<String> waiting = new LinkedHashSet<>();
    private Optional<WorkerProcess> process = Optional.empty();
    private boolean wasStarted;
    private boolean hasServed;
    private long startedNanos;
    private long dueNanos;

    /** @param nanoTime counts nanoseconds */
    WorkerSlot(List<String> command, Handover handover, LongSupplier nanoTime) {
        this.command = command;
        this.handover = handover;
        this.nanoTime = nanoTime;
        this.dueNanos = nanoTime.getAsLong();
    }

    /** The process, where there is one. */
    Optional<WorkerProcess> process() {
        return process;
    }

    int number() {
        return handover.number();
    }

    /** Whether one of its processes has come to listen. */
    boolean hasServed() {
        hasServed |= listens();
        return hasServed;
    }

    private boolean listens() {
        return Files.exists(handover.sign());
    }

    /** Has this signal sent to the process once that listens. One that is started later does not need it. */
    void keep(String signal) {
        if (process.isPresent()) {
            waiting.add(signal);
        }
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The signals that its process can have now. */
    Set<String> takeWaiting() {
        Set<String> signals = process.isPresent() && listens() ? Set.copyOf(waiting) : Set.of();
        waiting.removeAll(signals);
        return signals;
    }

    /** How long it is until another process is to be started; below zero where it is late. */
    long nanosUntilDue() {
        return process.isPresent() ? Long.MAX_VALUE : dueNanos - nanoTime.getAsLong();
    }

    /**
     * Starts a process; the first of them all says where the site is.
     *
     * @param atItsEnd is run by a thread of Java's own
     */
    void start(Consumer<WorkerProcess> atItsEnd) throws IOException {
        waiting.clear();
        if (hasServed()) {
            Files.deleteIfExists(handover.sign());
        }
        boolean announces = handover.announces() && !wasStarted;
        wasStarted = true;
        startedNanos = nanoTime.getAsLong();
        process = Optional.of(WorkerProcess.start(command, handover.forWorker(number(), announces), atItsEnd));
    }

    /** Has seen its process end, or not begin; how long it is until the next one is due. */
    Duration ended() {
        process = Optional.empty();
        long now = nanoTime.getAsLong();
        Duration delay = policy.delayAfter(Duration.ofNanos(now - startedNanos));
        dueNanos = now + delay.toNanos();
        return delay;
    }
}
