package hostling.book;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log that never lets its caller wait. The program logs lines while nobody reads them. The arguments: how many lines may
 * wait, and how many are logged.
 */
final class BoundedLog {
    private static final long PATIENCE_MILLIS = 10_000;

    /** Where the lines go. */
    interface Destination {
        /** Writes a line; may take for ever. */
        void write(String line) throws InterruptedException;
    }

    private final int room;
    private final Destination destination;
    private final BlockingQueue<Optional<String>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread writer = new Thread(this::write, "log");
    private int lost;

    /** @param room how many lines may wait, with the one that is being written */
    BoundedLog(int room, Destination destination) {
        this.room = room;
        this.destination = destination;
        writer.setDaemon(true);                         // it may never come back, and must not keep the program alive
        writer.start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch reader = new CountDownLatch(1);
        BoundedLog log = new BoundedLog(Integer.parseInt(arguments[0]), line -> {
            reader.await();
            System.out.println("written: " + line);
        });
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            System.out.println("request " + i + (log.log("request " + i) ? ": its line waits" : ": no room for its line"));
        }
        System.out.println("Now somebody reads the log.");
        reader.countDown();
        log.close(PATIENCE_MILLIS);
    }

    // region: log
    /** For the loop, and never waits. Returns whether the line was taken; otherwise it is lost. */
    boolean log(String line) {
        if (waiting.get() >= room) {
            lost++;
            return false;
        }
        tellLoss();
        add(line);
        return true;
    }

    /** What was lost is told in the place where it is missing. This line needs no room, so that it is never lost itself. */
    private void tellLoss() {
        if (lost > 0) {
            add("(lines that are missing here: " + lost + ")");
            lost = 0;
        }
    }

    private void add(String line) {
        waiting.incrementAndGet();
        queue.add(Optional.of(line));
    }
    // endregion

    // region: write
    /** For the thread of the log, which does nothing else. */
    private void write() {
        try {
            Optional<String> line = queue.take();
            while (line.isPresent()) {
                destination.write(line.get());
                waiting.decrementAndGet();
                line = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();         // somebody wants this thread to end
        }
    }
    // endregion

    /** How many lines are not written yet. */
    int waiting() {
        return waiting.get();
    }

    // region: close
    /** Waits for the last lines, but not for ever. Returns how many were not written. */
    int close(long patienceMillis) throws InterruptedException {
        tellLoss();
        queue.add(Optional.empty());
        writer.join(patienceMillis);
        return waiting.get();
    }
    // endregion
}
