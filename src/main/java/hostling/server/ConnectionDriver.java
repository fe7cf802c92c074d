package hostling.server;

import hostling.http.Body;
import hostling.http.Site;
import hostling.log.ErrorLog;
import hostling.server.HttpConnection.Phase;
import hostling.server.TimerWheel.Deadline;
import hostling.server.Transport.Interest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Drives one {@link HttpConnection} over its {@link Transport}. Each time that is ready it reads once at most and writes
 * once at most, so that no client keeps the others waiting; what is left over is done the next time.
 *
 * <p>It is interested in reading or in writing, not in both: while the client does not take what is written to it,
 * nothing more is read from it, and so nothing piles up here.
 *
 * <p>What RFC 9112 section 9.5 asks of timeouts and of closing is here: the end of the client's side is seen whenever
 * nothing is written, time that has run out ends the connection without a reset, and a client that is slow, but
 * takes what it can, is waited for.
 */
public final class ConnectionDriver extends Deadline implements HttpConnection.Listener {
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

    private static final Step WHEN_READABLE = ConnectionDriver::readAndTurn;
    private static final Step WHEN_WOKEN = connection -> connection.turn(false);
    private static final Step WHEN_TOPPED_UP = ConnectionDriver::topUp;
    private static final Step WHEN_PASSED = ConnectionDriver::deadlinePassed;

    private final HttpEngine engine;
    private final Transport transport;
    private final Peer peer;
    private final OutputBuffer output;
    private final HttpConnection http;
    private final RateMeter pace = new RateMeter();
    /** Bytes from its position to its limit are not parsed yet: the loop's own buffer in a turn, one of ours between two. */
    private ByteBuffer input = NOTHING;
    private Interest interest = Interest.READ;
    private int place;
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

    /** Begins to wait for the first byte of a request. */
    ConnectionDriver(HttpEngine engine, Supplier<Site> site, Peer peer, Transport transport) {
        this.engine = engine;
        this.peer = peer;
        this.transport = transport;
        this.output = new OutputBuffer(engine.outputs());
        this.http = new HttpConnection(engine, site, peer, this);
        transport.await(interest);
        phaseEndsNanos = endOf(Phase.IDLE);
        engine.scheduleAt(this, phaseEndsNanos);
    }

    // region: ready
    /**
     * Takes a turn: its transport is ready. Never throws.
     *
     * @param readable whether there is something to read, the end of the client's side included
     */
    public void ready(boolean readable) {
        if (readable) {
            guarded(WHEN_READABLE);
        } else if (!lingering) {
            guarded(WHEN_WOKEN);
        }
    }

    private void readAndTurn() throws IOException {
        boolean read = read();
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
    @Override
    public void hasWork() {
        if (!woken && !closed) {
            woken = true;
            engine.turns().wake(this);
        }
    }

    private void comeBack() {
        if (!woken) {
            woken = true;
            engine.turns().comeBack(this);
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
        http.beginTurn();
        http.advance(input, output);
        boolean hadFile = output.hasFile();
        long taken = write();
        if (hadFile && output.isEmpty()) {
            http.advance(input, output);            // the end of the file is the end of its response
        }
        endTurn(read || taken > 0, taken);
    }
    // endregion

    private long write() throws IOException {
        if (output.isEmpty()) {
            return 0;
        }
        long taken = output.drainTo(transport);
        http.taken(output);
        return taken;
    }

    private void endTurn(boolean progress, long taken) throws IOException {
        output.park();
        parkInput();
        if (http.isOver() && output.isEmpty()) {
            finish();
        } else {
            countMemory(taken > 0);
            awaitNext(progress, taken);
        }
    }

    /** Reads once; whether anything came. */
    private boolean read() throws IOException {
        ByteBuffer buffer = engine.input();
        buffer.put(input);
        if (engine.memory().isShort()) {
            buffer.limit(Math.min(buffer.capacity(), buffer.position() + SMALL_READ_BYTES));
        }
        input = buffer;
        int count;
        try {
            count = transport.read(buffer);
        } finally {
            buffer.flip();
        }
        if (count < 0) {
            inputEnded = true;
            probesNanos = after(PROBE);
            http.inputEnded();
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
        long held = input.capacity() + output.heldBytes() + http.heldBytes();
        if (held != heldBytes || held > 0) {
            engine.memory().change(held - heldBytes);
            heldBytes = held;
            hold(output.isEmpty() ? null : http.heldContent());
            countUnread(output.heldBytes() > 0 || heldContent != null, tookSome);
            if (held > 0 && engine.memory().isSpent()) {
                giveWay();
            }
        }
    }

    private void hold(Body.Bytes content) {
        if (content != heldContent) {
            if (heldContent != null) {
                engine.memory().release(heldContent);
            }
            heldContent = content;
            if (content != null) {
                engine.memory().hold(content);
            }
        }
    }

    private void countUnread(boolean unread, boolean tookSome) {
        if (unread) {
            engine.memory().leftUnread(this, tookSome || !leavesUnread);
        } else if (leavesUnread) {
            engine.memory().isRead(this);
        }
        leavesUnread = unread;
    }

    /** Memory is spent. If no response has begun here, it is 503; else whoever has been silent for the longest goes. */
    private void giveWay() {
        if (heldBytes >= MUCH_BYTES && http.wantsMemory()) {
            return;                                     // it has come far, so it waits for others to be done
        }
        if (http.refuse("there is no memory left at the moment")) {
            input = NOTHING;
            engine.refused(peer.remote(), "memory is spent");
            hasWork();
            return;
        }
        while (engine.memory().isSpent() && engine.memory().mostSilent() != null) {
            ConnectionDriver silent = engine.memory().mostSilent();
            silent.giveUp("memory is spent, and its client has taken nothing for the longest");
            if (silent == this) {
                return;
            }
        }
    }

    private void forgetMemory() {
        engine.memory().change(-heldBytes);
        heldBytes = 0;
        hold(null);
        engine.memory().forget(this);
        waitsForMemory = false;
        leavesUnread = false;
    }

    /** Memory is not short any more. */
    void goOn() {
        waitsForMemory = false;
        if (!closed && !lingering) {
            await(Interest.READ);
        }
    }

    /** Tells the selector what to wait for, and the wheel for how long. */
    private void awaitNext(boolean progress, long taken) {
        if (closed) {
            return;
        }
        boolean cutShort = output.isEmpty() && http.hasMore(input);
        if (cutShort) {
            comeBack();
        }
        boolean wantsMemory = output.isEmpty() && heldBytes > SMALL_READ_BYTES && http.wantsMemory();
        if (!wantsMemory) {
            engine.memory().hasEnough(this);
        } else if (!waitsForMemory) {
            waitsForMemory = engine.memory().mustWait(this);
        }
        boolean mayRead = !inputEnded && !cutShort && !waitsForMemory && input.remaining() < HttpEngine.BUFFER_BYTES;
        await(!output.isEmpty() ? Interest.WRITE : mayRead ? Interest.READ : Interest.NONE);

        Phase next = output.isEmpty() ? http.phase() : Phase.WRITE;
        boolean another = next != phase || http.answered() != answeredBefore;
        boolean countsProgress = next == Phase.BODY || next == Phase.WRITE;
        if (another || progress && countsProgress) {
            phaseEndsNanos = endOf(next);
        }
        if (countsProgress) {
            if (another) {
                pace.begin(engine.nanoTime());
            }
            if (next == Phase.WRITE) {
                pace.count(taken);
            }
        }
        phase = next;
        answeredBefore = http.answered();
        setDeadline();
    }

    private void setDeadline() {
        long nanos = switch (phase) {
            case BODY -> Math.min(phaseEndsNanos, pace.endNanos(timeouts().body()));
            case WRITE -> Math.min(output.transportIsFull() ? phaseEndsNanos : after(TOP_UP),
                    pace.endNanos(timeouts().write()));
            case ANSWER, SOURCE -> inputEnded && http.mayProbe()
                    ? Math.min(phaseEndsNanos, probesNanos) : phaseEndsNanos;
            case IDLE, HEADER -> phaseEndsNanos;
        };
        if (nanos == NEVER_NANOS) {
            engine.cancel(this);
        } else {
            engine.scheduleAt(this, nanos);
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
        return engine.nanoTime() + duration.toNanos();
    }

    private void await(Interest other) {
        if (interest != other) {
            interest = other;
            transport.await(other);
        }
    }

    private Timeouts timeouts() {
        return engine.settings().timeouts();
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
            pace.begin(engine.nanoTime());
            setDeadline();
        } else if (engine.nanoTime() < phaseEndsNanos && http.mayProbe()) {
            probesNanos = after(PROBE);
            http.probe();
            turn(false);
        } else {
            timeOut();
        }
    }

    /** Whether the client is not silent, and has been fast enough on average. */
    private boolean isFastEnough() {
        return engine.nanoTime() < phaseEndsNanos && pace.isAtLeast(timeouts().minRate(), timeouts().body());
    }

    /**
     * A socket says that it can be written to only when much of its buffer is free: from a slow client's that may take
     * long. So whether the client has taken something is found out by a write. That it takes a write says something of
     * the client only if it was full before, which is seen to first.
     */
    private void writeOrGiveUp() throws IOException {
        if (!output.transportIsFull() && engine.nanoTime() < phaseEndsNanos) {
            topUp();
            return;
        }
        long taken = write();
        pace.count(taken);
        boolean moved = taken > 0 || engine.nanoTime() < phaseEndsNanos;
        if (!moved) {
            giveUp("its client has taken nothing for " + timeouts().write().toMillis() + " ms");
        } else if (!pace.isAtLeast(timeouts().minRate(), timeouts().write())) {
            giveUp("its client takes less than " + timeouts().minRate() + " bytes a second");
        } else {
            pace.begin(engine.nanoTime());
            endTurn(taken > 0, 0);
        }
    }

    /** Fills the socket's buffer, with a write in each turn. That is no progress of the client's. */
    private void topUp() throws IOException {
        http.beginTurn();
        http.advance(input, output);
        long taken = write();
        toppingUp = !output.transportIsFull() && taken > 0;
        if (toppingUp) {
            comeBack();
        }
        endTurn(false, taken);
    }

    private void timeOut() throws IOException {
        String what = http.request();
        boolean idle = phase == Phase.IDLE;
        Phase waitedFor = phase;
        boolean said = waitsForMemory ? http.refuse("there is no memory left at the moment")
                : http.timedOut(phase);
        if (!idle) {
            log(ErrorLog.Level.INFO, what + " is given up: " + reasonOf(waitedFor));
        }
        if (said) {
            waitsForMemory = false;
            engine.memory().forget(this);
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
            case BODY -> engine.nanoTime() < phaseEndsNanos
                    ? "its content came with less than " + timeouts().minRate() + " bytes a second"
                    : "none of its content came for " + timeouts().body().toMillis() + " ms";
            case ANSWER -> "there was no answer after " + timeouts().answer().toMillis() + " ms";
            case IDLE, SOURCE, WRITE -> "it took too long";
        };
    }

    /** Ends the connection amid a response, and says why. */
    private void giveUp(String why) {
        String what = http.request();
        long left = output.pendingBytes();
        close();
        log(ErrorLog.Level.INFO, "the response to " + what + " is given up with " + left + " bytes or more left of it: "
                + why);
    }

    private void log(ErrorLog.Level level, String what) {
        engine.settings().errorLog().note(level, peer.remote() + ": " + what, null);
    }

    // region: linger
    /**
     * Closes in two steps if the client may still be sending: closing at once would make the system answer its bytes
     * with a reset, which can destroy the response before the client has read it (RFC 9112 section 9.6).
     */
    private void finish() throws IOException {
        if (inputEnded || http.mustReset() || !http.leavesInputUnread() && !input.hasRemaining()) {
            close();
            return;
        }
        lingering = true;
        forgetMemory();
        transport.shutdownOutput();
        await(Interest.READ);
        engine.scheduleAt(this, after(LINGER));
        linger();
    }

    /** Throws away what came; the end of the client's input is the end of the connection. */
    private void linger() {
        lingeredBytes += input.remaining();
        input = NOTHING;
        if (inputEnded) {
            close();
        } else if (lingeredBytes > LINGER_BYTES_MAX) {
            await(Interest.NONE);                                // a client that reads has its response by now, or will have
        }
    }
    // endregion

    /** Answers 503 to a client for whom there is no room, whatever it asks for. */
    void refuse(String reason) {
        if (http.refuse(reason)) {
            guarded(WHEN_WOKEN);
        }
        engine.refused(peer.remote(), reason);
    }

    /** Since when it has been waiting for a request; {@link Long#MAX_VALUE} if it is not. */
    long idleSinceNanos() {
        return phase == Phase.IDLE && !lingering && input == NOTHING ? phaseEndsNanos : Long.MAX_VALUE;
    }

    /** Its place among those that are open. */
    int place() {
        return place;
    }

    void placed(int newPlace) {
        place = newPlace;
    }

    /** What it is doing, for those who wait for it to be done. */
    String activity() {
        return lingering ? "closing" : switch (phase) {
            case IDLE -> "idle";
            case HEADER, BODY -> "reading a request";
            case ANSWER -> "waiting for a handler";
            case SOURCE, WRITE -> "sending a response";
        };
    }

    /** The server is to stop: takes nothing new, and closes as soon as nothing is in flight. */
    void stop() {
        if (!lingering) {
            guarded(WHEN_WOKEN);
        }
    }

    /** Closes at once, whatever is in flight. Never throws. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            engine.cancel(this);
            forgetMemory();
            http.close(output);
        } finally {
            output.discard();
            input = NOTHING;
            closeTransport();
            engine.closed(this);
        }
    }

    private void closeTransport() {
        try {
            transport.close(http.mustReset());
        } catch (IOException e) {
            engine.settings().errorLog().error("a connection could not be closed", e);
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
                engine.failed("a connection failed", e);
            }
        }
    }

    /** What a connection does when it has its turn; there is one object for each, however often it is done. */
    private interface Step {
        void run(ConnectionDriver connection) throws IOException;
    }
}
