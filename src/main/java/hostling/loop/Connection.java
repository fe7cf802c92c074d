package hostling.loop;

import hostling.http.Site;
import hostling.loop.Deadlines.Deadline;
import hostling.loop.Dialogue.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Pumps bytes between one socket and its {@link Dialogue}. Each time it is selected it reads once at most and writes
 * once at most, so that no client keeps the others waiting; what is left over is done the next time.
 *
 * <p>It is interested in reading or in writing, not in both: while the client does not take what is written to it,
 * nothing more is read from it, and so nothing piles up here.
 *
 * <p>What RFC 9112 section 9.5 asks of timeouts and of closing is here: the end of the client's side is seen whenever
 * nothing is written, time that has run out ends the connection without a reset, and a client that is slow, but
 * takes what it can, is waited for.
 */
final class Connection extends Deadline implements Selectable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** How long input is thrown away behind a last response (RFC 9112 section 9.6). */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** How often a client that closed its side is asked whether it is still there while a handler is at work. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private static final Step WHEN_SELECTED = Connection::readAndTurn;
    private static final Step WHEN_SPOKEN = connection -> connection.turn(false);
    private static final Step WHEN_PASSED = Connection::deadlinePassed;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outbox outbox;
    private final Dialogue dialogue;
    /** Bytes from its position to its limit are not parsed yet. {@link #NOTHING} while there are none. */
    private ByteBuffer input = NOTHING;
    private boolean inputEnded;
    private boolean lingering;
    private boolean closed;
    private Phase phase = Phase.IDLE;
    private long answeredBefore;
    private long phaseEndsNanos;
    private long requestEndsNanos;

    /** Takes over an accepted channel that is not blocking. */
    Connection(EventLoop loop, Supplier<Site> site, Peer peer, SocketChannel channel, Selector selector)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.outbox = new Outbox(loop.buffers());
        this.dialogue = new Dialogue(loop, site, peer, this::resume);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        phaseEndsNanos = endOf(Phase.IDLE);
        loop.deadlines().set(this, phaseEndsNanos);
    }

    // region: selected
    @Override
    public void selected() {
        guarded(WHEN_SELECTED);
    }

    private void readAndTurn() throws IOException {
        boolean read = key.isReadable() && read();
        if (lingering) {
            linger();
        } else {
            turn(read);
        }
    }
    // endregion

    /** The handler has said something while nothing of this connection was going on. */
    private void resume() {
        guarded(WHEN_SPOKEN);
    }

    // region: turn
    /** Does what can be done without waiting: parse, answer, and one write. */
    private void turn(boolean progress) throws IOException {
        dialogue.advance(input, outbox);
        boolean written = !outbox.isEmpty() && outbox.drainTo(channel) > 0;
        if (outbox.isEmpty()) {
            dialogue.advance(input, outbox);            // the end of a file, or the next request of a pipeline
        }
        outbox.giveBackBufferIfEmpty();
        giveBackInputIfEmpty();
        if (dialogue.isOver() && outbox.isEmpty()) {
            finish();
        } else {
            awaitNext(progress || written);
        }
    }
    // endregion

    /** Reads once; whether anything came. */
    private boolean read() throws IOException {
        if (input == NOTHING) {
            input = loop.buffers().borrow().limit(0);
        }
        input.compact();
        int count = channel.read(input);
        input.flip();
        if (count < 0) {
            inputEnded = true;
            dialogue.inputEnded();
        }
        return count > 0;
    }

    private void giveBackInputIfEmpty() {
        if (input != NOTHING && !input.hasRemaining()) {
            loop.buffers().giveBack(input.clear());
            input = NOTHING;
        }
    }

    /** Tells the selector what to wait for, and the wheel for how long. */
    private void awaitNext(boolean progress) {
        boolean mayRead = !inputEnded && (input == NOTHING || input.remaining() < input.capacity());
        interest(!outbox.isEmpty() ? SelectionKey.OP_WRITE : mayRead ? SelectionKey.OP_READ : 0);

        Phase next = outbox.isEmpty() ? dialogue.phase() : Phase.WRITE;
        boolean anotherRequest = phase == Phase.IDLE || dialogue.answered() != answeredBefore;
        boolean countsProgress = next == Phase.BODY || next == Phase.WRITE;
        if (anotherRequest) {
            requestEndsNanos = loop.nowNanos() + timeouts().request().toNanos();
        }
        if (next != phase || dialogue.answered() != answeredBefore || progress && countsProgress) {
            phaseEndsNanos = endOf(next);
        }
        phase = next;
        answeredBefore = dialogue.answered();
        loop.deadlines().set(this, nextDeadline());
    }

    private long nextDeadline() {
        return switch (phase) {
            case IDLE -> phaseEndsNanos;
            case ANSWER, SOURCE -> inputEnded && dialogue.mayProbe()
                    ? Math.min(givesUpNanos(), loop.nowNanos() + PROBE.toNanos()) : givesUpNanos();
            default -> givesUpNanos();
        };
    }

    private long givesUpNanos() {
        return Math.min(phaseEndsNanos, requestEndsNanos);
    }

    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private Timeouts timeouts() {
        return loop.settings().timeouts();
    }

    private long endOf(Phase waitedFor) {
        Duration duration = switch (waitedFor) {
            case IDLE -> timeouts().keepAlive();
            case HEADER -> timeouts().header();
            case BODY -> timeouts().body();
            case ANSWER -> timeouts().answer();
            case WRITE -> timeouts().write();
            case SOURCE -> timeouts().request();
        };
        return loop.nowNanos() + duration.toNanos();
    }

    @Override
    void passed() {
        guarded(WHEN_PASSED);
    }

    private void deadlinePassed() throws IOException {
        if (!lingering && dialogue.mayProbe() && loop.nowNanos() < givesUpNanos()) {
            dialogue.probe();
            turn(false);
        } else if (lingering || phase == Phase.WRITE || !dialogue.timedOut(phase)) {
            close();
        } else {
            turn(true);
        }
    }

    // region: linger
    /**
     * Closes in two steps where the client may still be sending: closing at once would make the system answer its bytes
     * with a reset, which can destroy the response before the client has read it (RFC 9112 section 9.6).
     */
    private void finish() throws IOException {
        if (inputEnded || !dialogue.leavesInputUnread() && !input.hasRemaining()) {
            close();
            return;
        }
        lingering = true;
        channel.shutdownOutput();
        interest(SelectionKey.OP_READ);
        loop.deadlines().set(this, loop.nowNanos() + LINGER.toNanos());
        linger();
    }

    /** Throws away what came; the end of the client's input is the end of the connection. */
    private void linger() {
        input.position(input.limit());
        giveBackInputIfEmpty();
        if (inputEnded) {
            close();
        }
    }
    // endregion

    @Override
    public void stop() {
        guarded(WHEN_SPOKEN);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.deadlines().clear(this);
        dialogue.close();
        outbox.discard();
        input.position(input.limit());
        giveBackInputIfEmpty();
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            loop.settings().errorLog().error("a connection could not be closed", e);
        }
        loop.connectionClosed();
    }

    /** A fault ends this connection and nothing else. */
    private void guarded(Step step) {
        if (closed) {
            return;
        }
        try {
            step.run(this);
        } catch (IOException e) {
            close();                                    // the client is gone, or the response can't be finished
        } catch (Throwable e) {
            loop.settings().errorLog().error("a connection failed", e);
            close();
        }
    }

    /** What a connection does when it has its turn; there is one object for each, however often it is done. */
    private interface Step {
        void run(Connection connection) throws IOException;
    }
}
