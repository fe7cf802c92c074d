package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One worker as the parent counts them: a process, and when that has ended another one in its place. */
final class WorkerPlace {
    private final List<String> command;
    private final Handover handover;
    private final LongSupplier nanoTime;
    private final RestartPolicy policy = new RestartPolicy();
    private Optional<WorkerProcess> process = Optional.empty();
    private boolean wasStarted;
    private long startedNanos;
    private long dueNanos;

    /** @param nanoTime counts nanoseconds */
    WorkerPlace(List<String> command, Handover handover, LongSupplier nanoTime) {
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
        return Files.exists(handover.sign());
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
