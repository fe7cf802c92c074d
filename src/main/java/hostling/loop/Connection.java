package hostling.loop;

import hostling.http.Body;
import hostling.http.Site;
import hostling.loop.Deadlines.Deadline;
import hostling.loop.Dialogue.Phase;
import hostling.metrics.ErrorLog;
import java.io.IOException;
import java.net.StandardSocketOptions;
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
    /** How long input is thrown away after a last response (RFC 9112 section 9.6), and how much of it. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES_MAX = 1 << 20;
    /** How often a client that closed its side is asked whether it is still there while a handler is at work. */
    private static final Duration PROBE = Duration.ofSeconds(1);
    /** How much is read at once while memory is short: enough for a usual request. */
    private static final int SMALL_READ_BYTES = 4 * 1024;
    /** A connection that holds so much, and has not all of its request, waits for memory though it is spent. */
    private static final int MUCH_BYTES = 16 * 1024;

    /** How long a socket may say that it can't be written to before its buffer is filled. */
    private static final Duration TOP_UP = Duration.ofSeconds(1);
    /** A response's source may have nothing to say for as long as it likes: an event stream lasts. */
    private static final long NEVER_NANOS = Long.MAX_VALUE;

    private static final Step WHEN_SELECTED = Connection::readAndTurn;
    private static final Step WHEN_WOKEN = connection -> connection.turn(false);
    private static final Step WHEN_TOPPED_UP = Connection::topUp;
    private static final Step WHEN_PASSED = Connection::deadlinePassed;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Peer peer;
    private final Outbox outbox;
    private final Dialogue dialogue;
    private final Pace pace = new Pace();
    /** Bytes from its position to its limit are not parsed yet: the loop's own buffer in a turn, one of ours between two. */
    private ByteBuffer input = NOTHING;
    private boolean inputEnded;
    private boolean lingering;
    private int lingeredBytes;
    private boolean closed;
    private boolean woken;
    private boolean toppingUp;
    private boolean waitsForMemory;
    private boolean leavesUnread;
    private long heldBytes;
    private Body.Bytes heldContent;
    private Phase phase = Phase.IDLE;
    private long answeredBefore;
    private long phaseEndsNanos;
    /** When a client that closed its side is asked whether it is there: turns that come before do not put that off. */
    private long probesNanos;

    /** Takes over an accepted channel that is not blocking. */
    Connection(EventLoop loop, Supplier<Site> site, Peer peer, SocketChannel channel, Selector selector)
            throws IOException {
        this.loop = loop;
        this.peer = peer;
        this.channel = channel;
        this.outbox = new Outbox(loop.outputs());
        this.dialogue = new Dialogue(loop, site, peer, this::wake);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        loop.connectionOpened();
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

    /**
     * Asks for a turn: the handler has said something while nothing of this connection was going on. It is not done at
     * once, since a handler of another connection may have said it, amid that one's turn.
     */
    private void wake() {
        if (!woken && !closed) {
            woken = true;
            loop.wake(this);
        }
    }

    private void comeBack() {
        if (!woken) {
            woken = true;
            loop.cutShort(this);
        }
    }

    /** Takes the turn that was asked for. */
    void resume() {
        woken = false;
        if (!lingering) {
            guarded(toppingUp ? WHEN_TOPPED_UP : WHEN_WOKEN);
        }
    }

    // region: turn
    /** Does what can be done without waiting: parse, answer, and one write. */
    private void turn(boolean read) throws IOException {
        dialogue.beginTurn();
        dialogue.advance(input, outbox);
        boolean hadFile = outbox.hasFile();
        long taken = write();
        if (hadFile && outbox.isEmpty()) {
            dialogue.advance(input, outbox);            // the end of the file is the end of its response
        }
        endTurn(read || taken > 0, taken);
    }
    // endregion

    private long write() throws IOException {
        if (outbox.isEmpty()) {
            return 0;
        }
        long taken = outbox.drainTo(channel);
        dialogue.taken(outbox);
        return taken;
    }

    private void endTurn(boolean progress, long taken) throws IOException {
        outbox.park();
        parkInput();
        if (dialogue.isOver() && outbox.isEmpty()) {
            finish();
        } else {
            countMemory(taken > 0);
            awaitNext(progress, taken);
        }
    }

    /** Reads once; whether anything came. */
    private boolean read() throws IOException {
        ByteBuffer buffer = loop.input();
        buffer.put(input);
        if (loop.memory().isShort()) {
            buffer.limit(Math.min(buffer.capacity(), buffer.position() + SMALL_READ_BYTES));
        }
        input = buffer;
        int count;
        try {
            count = channel.read(buffer);
        } finally {
            buffer.flip();
        }
        if (count < 0) {
            inputEnded = true;
            probesNanos = after(PROBE);
            dialogue.inputEnded();
        }
        pace.count(Math.max(0, count));
        return count > 0;
    }

    /** Keeps what is not parsed yet in a buffer of just its size: the one that was read into is everybody's. */
    private void parkInput() {
        if (!input.hasRemaining()) {
            input = NOTHING;
        } else if (input.isDirect() || input.position() > 0) {
            input = ByteBuffer.allocate(input.remaining()).put(input).flip();
        }
    }

    // Memory.

    private void countMemory(boolean tookSome) {
        long held = input.capacity() + outbox.heldBytes() + dialogue.heldBytes();
        if (held != heldBytes || held > 0) {
            loop.memory().change(held - heldBytes);
            heldBytes = held;
            hold(outbox.isEmpty() ? null : dialogue.heldContent());
            countUnread(outbox.heldBytes() > 0 || heldContent != null, tookSome);
            if (held > 0 && loop.memory().isSpent()) {
                giveWay();
            }
        }
    }

    private void hold(Body.Bytes content) {
        if (content != heldContent) {
            if (heldContent != null) {
                loop.memory().release(heldContent);
            }
            heldContent = content;
            if (content != null) {
                loop.memory().hold(content);
            }
        }
    }

    private void countUnread(boolean unread, boolean tookSome) {
        if (unread) {
            loop.memory().leftUnread(this, tookSome || !leavesUnread);
        } else if (leavesUnread) {
            loop.memory().isRead(this);
        }
        leavesUnread = unread;
    }

    /** Memory is spent. If no response has begun here, it is 503; else whoever has been silent for the longest goes. */
    private void giveWay() {
        if (heldBytes >= MUCH_BYTES && dialogue.wantsMemory()) {
            return;                                     // it has come far, so it waits for others to be done
        }
        if (dialogue.refuse("there is no memory left at the moment")) {
            input = NOTHING;
            loop.refused(peer.remote(), "memory is spent");
            wake();
            return;
        }
        while (loop.memory().isSpent() && loop.memory().mostSilent() != null) {
            Connection silent = loop.memory().mostSilent();
            silent.giveUp("memory is spent, and its client has taken nothing for the longest");
            if (silent == this) {
                return;
            }
        }
    }

    private void forgetMemory() {
        loop.memory().change(-heldBytes);
        heldBytes = 0;
        hold(null);
        loop.memory().forget(this);
        waitsForMemory = false;
        leavesUnread = false;
    }

    /** Memory is not short any more. */
    void goOn() {
        waitsForMemory = false;
        if (!closed && !lingering) {
            interest(SelectionKey.OP_READ);
        }
    }

    /** Tells the selector what to wait for, and the wheel for how long. */
    private void awaitNext(boolean progress, long taken) {
        if (closed) {
            return;
        }
        boolean cutShort = outbox.isEmpty() && dialogue.hasMore(input);
        if (cutShort) {
            comeBack();
        }
        boolean wantsMemory = outbox.isEmpty() && heldBytes > SMALL_READ_BYTES && dialogue.wantsMemory();
        if (!wantsMemory) {
            loop.memory().hasEnough(this);
        } else if (!waitsForMemory) {
            waitsForMemory = loop.memory().mustWait(this);
        }
        boolean mayRead = !inputEnded && !cutShort && !waitsForMemory && input.remaining() < EventLoop.BUFFER_BYTES;
        interest(!outbox.isEmpty() ? SelectionKey.OP_WRITE : mayRead ? SelectionKey.OP_READ : 0);

        Phase next = outbox.isEmpty() ? dialogue.phase() : Phase.WRITE;
        boolean another = next != phase || dialogue.answered() != answeredBefore;
        boolean countsProgress = next == Phase.BODY || next == Phase.WRITE;
        if (another || progress && countsProgress) {
            phaseEndsNanos = endOf(next);
        }
        if (countsProgress) {
            if (another) {
                pace.begin(loop.nowNanos());
            }
            if (next == Phase.WRITE) {
                pace.count(taken);
            }
        }
        phase = next;
        answeredBefore = dialogue.answered();
        setDeadline();
    }

    private void setDeadline() {
        long nanos = switch (phase) {
            case BODY -> Math.min(phaseEndsNanos, pace.endNanos(timeouts().body()));
            case WRITE -> Math.min(outbox.channelIsFull() ? phaseEndsNanos : after(TOP_UP),
                    pace.endNanos(timeouts().write()));
            case ANSWER, SOURCE -> inputEnded && dialogue.mayProbe()
                    ? Math.min(phaseEndsNanos, probesNanos) : phaseEndsNanos;
            case IDLE, HEADER -> phaseEndsNanos;
        };
        if (nanos == NEVER_NANOS) {
            loop.deadlines().clear(this);
        } else {
            loop.deadlines().set(this, nanos);
        }
    }

    private long endOf(Phase waitedFor) {
        return switch (waitedFor) {
            case IDLE -> after(timeouts().keepAlive());
            case HEADER -> after(timeouts().header());
            case BODY -> after(timeouts().body());
            case ANSWER -> after(timeouts().answer());
            case WRITE -> after(timeouts().write());
            case SOURCE -> NEVER_NANOS;
        };
    }

    private long after(Duration duration) {
        return loop.nowNanos() + duration.toNanos();
    }

    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private Timeouts timeouts() {
        return loop.settings().timeouts();
    }

    @Override
    void passed() {
        guarded(WHEN_PASSED);
    }

    private void deadlinePassed() throws IOException {
        if (lingering) {
            close();
        } else if (phase == Phase.WRITE) {
            writeOrGiveUp();
        } else if (phase == Phase.BODY && isFastEnough()) {
            pace.begin(loop.nowNanos());
            setDeadline();
        } else if (loop.nowNanos() < phaseEndsNanos && dialogue.mayProbe()) {
            probesNanos = after(PROBE);
            dialogue.probe();
            turn(false);
        } else {
            timeOut();
        }
    }

    /** Whether the client is not silent, and has been fast enough on average. */
    private boolean isFastEnough() {
        return loop.nowNanos() < phaseEndsNanos && pace.isAtLeast(timeouts().minRate(), timeouts().body());
    }

    /**
     * A socket says that it can be written to only when much of its buffer is free: from a slow client's that may take
     * long. So whether the client has taken something is found out by a write. That it takes a write says something of
     * the client only if it was full before, which is seen to first.
     */
    private void writeOrGiveUp() throws IOException {
        if (!outbox.channelIsFull() && loop.nowNanos() < phaseEndsNanos) {
            topUp();
            return;
        }
        long taken = write();
        pace.count(taken);
        boolean moved = taken > 0 || loop.nowNanos() < phaseEndsNanos;
        if (!moved) {
            giveUp("its client has taken nothing for " + timeouts().write().toMillis() + " ms");
        } else if (!pace.isAtLeast(timeouts().minRate(), timeouts().write())) {
            giveUp("its client takes less than " + timeouts().minRate() + " bytes a second");
        } else {
            pace.begin(loop.nowNanos());
            endTurn(taken > 0, 0);
        }
    }

    /** Fills the socket's buffer, with a write in each turn. That is no progress of the client's. */
    private void topUp() throws IOException {
        dialogue.beginTurn();
        dialogue.advance(input, outbox);
        long taken = write();
        toppingUp = !outbox.channelIsFull() && taken > 0;
        if (toppingUp) {
            comeBack();
        }
        endTurn(false, taken);
    }

    private void timeOut() throws IOException {
        String what = dialogue.request();
        boolean idle = phase == Phase.IDLE;
        Phase waitedFor = phase;
        boolean said = waitsForMemory ? dialogue.refuse("there is no memory left at the moment")
                : dialogue.timedOut(phase);
        if (!idle) {
            log(ErrorLog.Level.INFO, what + " is given up: " + reasonOf(waitedFor));
        }
        if (said) {
            waitsForMemory = false;
            loop.memory().forget(this);
            turn(false);
        } else {
            close();
        }
    }

    private String reasonOf(Phase waitedFor) {
        if (waitsForMemory) {
            return "there was no memory for more of it";
        }
        return switch (waitedFor) {
            case HEADER -> "its head was not whole after " + timeouts().header().toMillis() + " ms";
            case BODY -> loop.nowNanos() < phaseEndsNanos
                    ? "its content came with less than " + timeouts().minRate() + " bytes a second"
                    : "none of its content came for " + timeouts().body().toMillis() + " ms";
            case ANSWER -> "there was no answer after " + timeouts().answer().toMillis() + " ms";
            case IDLE, SOURCE, WRITE -> "it took too long";
        };
    }

    /** Ends the connection amid a response, and says why. */
    private void giveUp(String why) {
        String what = dialogue.request();
        long left = outbox.pendingBytes();
        close();
        log(ErrorLog.Level.INFO, "the response to " + what + " is given up with " + left + " bytes or more left of it: "
                + why);
    }

    private void log(ErrorLog.Level level, String what) {
        loop.settings().errorLog().note(level, peer.remote() + ": " + what, null);
    }

    // region: linger
    /**
     * Closes in two steps if the client may still be sending: closing at once would make the system answer its bytes
     * with a reset, which can destroy the response before the client has read it (RFC 9112 section 9.6).
     */
    private void finish() throws IOException {
        if (dialogue.mustReset()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        if (inputEnded || dialogue.mustReset() || !dialogue.leavesInputUnread() && !input.hasRemaining()) {
            close();
            return;
        }
        lingering = true;
        forgetMemory();
        channel.shutdownOutput();
        interest(SelectionKey.OP_READ);
        loop.deadlines().set(this, after(LINGER));
        linger();
    }

    /** Throws away what came; the end of the client's input is the end of the connection. */
    private void linger() {
        lingeredBytes += input.remaining();
        input = NOTHING;
        if (inputEnded) {
            close();
        } else if (lingeredBytes > LINGER_BYTES_MAX) {
            interest(0);                                // a client that reads has its response by now, or will have
        }
    }
    // endregion

    /** Answers 503 to a client for whom there is no room, whatever it asks for. */
    void refuse(String reason) {
        if (dialogue.refuse(reason)) {
            guarded(WHEN_WOKEN);
        }
        loop.refused(peer.remote(), reason);
    }

    /** Since when it has been waiting for a request; {@link Long#MAX_VALUE} if it is not. */
    long idleSinceNanos() {
        return phase == Phase.IDLE && !lingering && input == NOTHING ? phaseEndsNanos : Long.MAX_VALUE;
    }

    boolean isOpen() {
        return !closed;
    }

    /** What it is doing, for those who wait for it to be done. */
    String doing() {
        return lingering ? "closing" : switch (phase) {
            case IDLE -> "idle";
            case HEADER, BODY -> "reading a request";
            case ANSWER -> "waiting for a handler";
            case SOURCE, WRITE -> "sending a response";
        };
    }

    @Override
    public void stop() {
        if (!lingering) {
            guarded(WHEN_WOKEN);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            loop.deadlines().clear(this);
            forgetMemory();
            dialogue.close(outbox);
        } finally {
            outbox.discard();
            input = NOTHING;
            closeChannel();
            loop.connectionClosed();
        }
    }

    private void closeChannel() {
        try {
            key.cancel();
            channel.close();
        } catch (IOException e) {
            loop.settings().errorLog().error("a connection could not be closed", e);
        }
    }

    /** A fault ends this connection and nothing else. It is closed first, and told of after that. */
    private void guarded(Step step) {
        if (closed) {
            return;
        }
        try {
            step.run(this);
        } catch (IOException e) {
            close();                                    // the client is gone, or the response can't be finished
        } catch (Throwable e) {
            try {
                close();
            } finally {
                loop.failed("a connection failed", e);
            }
        }
    }

    /** What a connection does when it has its turn; there is one object for each, however often it is done. */
    private interface Step {
        void run(Connection connection) throws IOException;
    }
}
