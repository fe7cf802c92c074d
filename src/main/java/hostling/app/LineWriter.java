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
 * A thread that does nothing but write lines to one place. Java can't write to a pipe, a terminal or a socket without
 * waiting for its reader, if the reader stands still, and can't even open some of them. So whoever has lines puts them
 * into a queue and goes on, and this thread waits in their place.
 *
 * <pre>
 *   the loop ──lines──▶ queue, 256 KiB at most ──▶ this thread ──▶ a file, a pipe, a terminal, a socket
 *                       full: the lines are refused                stands still: this thread stands still
 * </pre>
 *
 * <p>What can't be written now, to a full disk for example, is tried again twice a second. Each place has a thread of its
 * own, so that one that stands still does not hold up another one. The threads are daemons: none of them keeps the
 * process from ending.
 */
final class LineWriter implements Runnable {
    /** As much as a busy server logs in some tenths of a second. */
    static final int WAITING_BYTES_MAX = 256 * 1024;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** How long to wait for a pipe that says by itself that it is full: it is set not to wait for its reader. */
    private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** After so many failures in a row, one that is to end gives up what is left. */
    private static final int LAST_RETRIES = 10;

    /** Opens what is written to. */
    @FunctionalInterface
    interface Opening {
        LineChannel open() throws IOException;
    }

    private final Opening opening;
    private final Consumer<String> trouble;
    private final Queue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean finishing;
    /** Failures since the last success. For this thread alone. */
    private int failures;

    private LineWriter(String name, Opening opening, Consumer<String> trouble) {
        this.opening = opening;
        this.trouble = trouble;
        this.thread = new Thread(this, "log " + name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts one.
     *
     * @param name    of its thread
     * @param opening is called by the thread, and may wait
     * @param trouble is told once why nothing can be written, and again after that went well in between; by the thread
     */
    static LineWriter start(String name, Opening opening, Consumer<String> trouble) {
        LineWriter writer = new LineWriter(name, opening, trouble);
        writer.thread.start();
        return writer;
    }

    // region: offer
    /**
     * Takes all of these whole lines, or none if there is no room for them. May be called by any thread, and never waits.
     *
     * @return whether they were taken; the position is at their end then
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

    /** Writes what was taken, then closes the channel and ends. Nothing may be offered after that. Does not wait. */
    void finish() {
        finishing = true;
        wake();
    }

    /** Waits until all that was taken is written; whether it was in time. */
    boolean awaitWritten(Deadline deadline) {
        while (waitingBytes.get() > 0 && !deadline.hasPassed()) {
            deadline.waitALittle();
        }
        return waitingBytes.get() == 0;
    }

    /** Whether its thread has ended, some time after {@link #finish}. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** How many lines were taken and are not written. They may be written while this counts. */
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
        return finishing && (queue.isEmpty() || failures >= LAST_RETRIES);
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
            LockSupport.parkNanos(FULL_NANOS);
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
            trouble.accept(e instanceof IOException ? e.getMessage() : e.toString());
        }
        LockSupport.parkNanos(RETRY_NANOS);
    }

    private void close(LineChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            trouble.accept(e.getMessage());
        }
    }
}
