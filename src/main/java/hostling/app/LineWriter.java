package hostling.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread that only writes lines to one destination. In Java, a write to a pipe, a terminal or a socket blocks while
 * its reader is stuck; even opening it may block. So other threads put their lines into a queue and go on, and this
 * thread blocks instead of them.
 *
 * <pre>
 *   the loop ──lines──▶ queue, 256 KiB at most ──▶ this thread ──▶ a file, a pipe, a terminal, a socket
 *                       full: the lines are refused                blocked: only this thread waits
 * </pre>
 *
 * <p>A write that fails, to a full disk for example, is retried twice a second. Each destination has its own thread, so
 * a stuck one does not hold up the others. The threads are daemons: they don't keep the process from ending.
 */
final class LineWriter implements Runnable {
    /** Bytes in the queue at most: what a busy server logs in some tenths of a second. */
    static final int WAITING_BYTES_MAX = 256 * 1024;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** The delay before the next write to a full pipe that somebody has made non-blocking. */
    private static final long PIPE_FULL_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** After this many failures in a row, a writer that is finishing gives up the lines that are left. */
    private static final int FINAL_RETRIES_MAX = 10;

    /** Opens the destination. */
    @FunctionalInterface
    interface Opening {
        LineChannel open() throws IOException;
    }

    private final Opening opening;
    private final Consumer<String> onError;
    private final Queue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean finishing;
    /** Failures since the last success. Used by this thread only. */
    private int failures;

    private LineWriter(String name, Opening opening, Consumer<String> onError) {
        this.opening = opening;
        this.onError = onError;
        this.thread = new Thread(this, "log " + name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts a writer.
     *
     * @param name    the name of its thread
     * @param opening called by the writer's thread; may block
     * @param onError called by the writer's thread with the reason of the first failure in a row
     */
    static LineWriter start(String name, Opening opening, Consumer<String> onError) {
        LineWriter writer = new LineWriter(name, opening, onError);
        writer.thread.start();
        return writer;
    }

    // region: offer
    /**
     * Takes all of these whole lines, or none if the queue has no room. May be called from any thread; never blocks.
     *
     * @return whether they were taken; the position is then at their end
     */
    boolean offer(ByteBuffer lines) {
        int count = lines.remaining();
        if (waitingBytes.addAndGet(count) > WAITING_BYTES_MAX) {
            waitingBytes.addAndGet(-count);
            return false;
        }
        ByteBuffer copy = ByteBuffer.allocate(count);
        copy.put(lines).flip();
        queue.add(copy);
        wake();
        return true;
    }

    private void wake() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }
    // endregion

    /** Makes the thread write the queued lines, close the channel and end. Returns at once. Nothing may be offered later. */
    void finish() {
        finishing = true;
        wake();
    }

    /** Waits until all queued lines are written; returns whether they were written in time. */
    boolean awaitWritten(Deadline deadline) {
        while (waitingBytes.get() > 0 && !deadline.hasPassed()) {
            deadline.parkBriefly();
        }
        return waitingBytes.get() == 0;
    }

    /** Whether the thread has ended; it does so some time after {@link #finish}. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Lines that are queued and not yet written. An approximation, as the thread goes on writing meanwhile. */
    long linesWaiting() {
        return queue.stream().mapToLong(LineWriter::linesIn).sum();
    }

    private static long linesIn(ByteBuffer buffer) {
        long count = 0;
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                count++;
            }
        }
        return count;
    }

    @Override
    public void run() {
        LineChannel channel = null;
        while (!isOver()) {
            try {
                if (channel == null) {
                    channel = opening.open();
                }
                writeOrWait(channel);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                failed(e);
            }
        }
        close(channel);
    }

    private boolean isOver() {
        return finishing && (queue.isEmpty() || failures >= FINAL_RETRIES_MAX);
    }

    private void writeOrWait(LineChannel channel) throws IOException {
        ByteBuffer lines = queue.peek();
        if (lines == null) {
            waitForLines();
            return;
        }
        int before = lines.remaining();
        boolean wrote = channel.write(lines);
        int left = lines.remaining();
        if (left == 0) {
            queue.remove();
        }
        waitingBytes.addAndGet(left - before);
        if (wrote) {
            failures = 0;
        } else {
            LockSupport.parkNanos(PIPE_FULL_RETRY_NANOS);
        }
    }

    private void waitForLines() {
        idle = true;
        if (queue.isEmpty() && !finishing) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void failed(Throwable e) {
        if (failures++ == 0) {
            onError.accept(e instanceof IOException ? e.getMessage() : e.toString());
        }
        LockSupport.parkNanos(RETRY_NANOS);
    }

    private void close(LineChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            onError.accept(e.getMessage());
        }
    }
}
