package hostling.server;

import hostling.log.ErrorLog;
import hostling.server.Counters.Count;
import hostling.server.HttpConnection.Phase;
import hostling.server.TimerWheel.Deadline;
import hostling.server.Transport.Interest;
import hostling.server.TurnRecorder.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Drives one {@link HttpConnection} over its {@link Transport}. Each time the transport is ready, the driver reads at most
 * once and writes at most once, so that no client keeps the others waiting; the rest follows in a later turn.
 *
 * <p>It waits to read or to write, never for both. While the client does not accept output, the driver reads no more input
 * from it (<b>back-pressure</b>), so nothing piles up here.
 *
 * <p>Timeouts and closing follow RFC 9112 section 9.5: the driver notices that the client has closed its side whenever no
 * output is pending, a timeout ends the connection without a reset, and the driver waits for a client that is slow but
 * keeps reading.
 *
 * <p>All methods are for the loop's thread.
 */
public final class ConnectionDriver extends Deadline implements HttpConnection.Listener {
    /** The phase after all others: the last response is sent, and what still arrives is discarded. */
    static final String CLOSING = "CLOSING";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** How long, and how many bytes, input is discarded after the last response (RFC 9112 section 9.6). */
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES_MAX = 1 << 20;
    /**
     * When the driver first probes a <b>half-closed</b> connection, to see whether its client is still there. The interval
     * doubles with each probe, as only a few bytes can be sent before the response.
     */
    private static final Duration FIRST_PROBE = Duration.ofSeconds(1);
    /** Bytes read at once while memory is short: enough for a typical request. */
    private static final int SMALL_READ_BYTES = 4 * 1024;
    /** An incomplete request that holds this many bytes waits for memory, even if memory is exhausted. */
    private static final int LARGE_REQUEST_BYTES = 16 * 1024;

    /** How long to wait for a socket that is not known to be full before it is topped up: see {@link #writeOrAbort}. */
    private static final Duration TOP_UP_INTERVAL = Duration.ofSeconds(1);
    /** A response's source may be silent for any time: an event stream lasts. */
    private static final long NEVER_NANOS = Long.MAX_VALUE;

    private static final Step ON_READABLE = ConnectionDriver::readAndTurn;
    private static final Step ON_WOKEN = connection -> connection.turn(false);
    private static final Step ON_TOP_UP = ConnectionDriver::topUp;
    private static final Step ON_DEADLINE = ConnectionDriver::deadlinePassed;

    private final HttpEngine engine;
    private final long number;
    private final Transport transport;
    private final Peer peer;
    private final OutputBuffer output;
    private final HttpConnection http;
    private final RateMeter rate = new RateMeter();
    private final MemoryAccount memory;
    /** Unparsed bytes, from position to limit: in the loop's shared buffer during a turn, in our own between turns. */
    private ByteBuffer input = NOTHING;
    private Interest interest = Interest.READ;
    private int index;
    private boolean inputEnded;
    private boolean lingering;
    private int lingeredBytes;
    private boolean closed;
    private boolean woken;
    private boolean toppingUp;
    private Phase phase = Phase.IDLE;
    private int countedPhase = Counters.NONE;
    private long answeredBefore;
    private long phaseDeadlineNanos;
    /** When to probe a half-closed connection next; turns that come before do not postpone it. */
    private long nextProbeNanos;
    private Duration probeInterval = FIRST_PROBE;

    /** Starts to wait for the first byte of a request. */
    ConnectionDriver(HttpEngine engine, Endpoint endpoint, Peer peer, Transport transport) {
        this.engine = engine;
        this.number = engine.nextConnectionNumber();
        this.peer = peer;
        this.transport = transport;
        this.output = new OutputBuffer(engine.outputs());
        this.memory = new MemoryAccount(engine.memory(), this);
        this.http = new HttpConnection(engine, endpoint, peer, number, this);
        transport.await(interest);
        phaseDeadlineNanos = endOf(Phase.IDLE);
        countPhase(phaseNumber());
        engine.scheduleAt(this, phaseDeadlineNanos);
    }

    // region: ready
    /**
     * Takes a turn because the transport is ready. Never throws.
     *
     * @param readable whether there is something to read; the end of the client's input counts, too
     */
    public void ready(boolean readable) {
        engine.counters().add(Count.READY, 1);
        if (readable) {
            guarded(ON_READABLE);
        } else if (!lingering) {
            guarded(ON_WOKEN);
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
     * Asks for a turn, because the handler decided something while this connection was not advancing. The turn is not taken
     * at once: the call may come from the handler of another connection, in the middle of that connection's turn.
     */
    @Override
    public void requestTurn() {
        if (!woken && !closed) {
            woken = true;
            engine.turns().addWoken(this);
        }
    }

    private void requestLaterTurn() {
        if (!woken) {
            woken = true;
            engine.turns().addInterrupted(this);
        }
    }

    /** Takes the turn that {@link #requestTurn} asked for. */
    void resume() {
        woken = false;
        if (!lingering) {
            guarded(toppingUp ? ON_TOP_UP : ON_WOKEN);
        }
    }

    // region: turn
    /** Does everything that is possible without waiting: parse, answer, and one write. */
    private void turn(boolean read) throws IOException {
        http.beginTurn();
        advance();
        boolean hadFile = output.hasFile();
        long written = write();
        if (hadFile && output.isEmpty()) {
            advance();                              // the response ends with its file
        }
        endTurn(read || written > 0, written);
    }
    // endregion

    private void advance() {
        http.advance(input, output);
        engine.probe().worked(Kind.HANDLE, this, 0);
    }

    private long write() throws IOException {
        if (output.isEmpty()) {
            return 0;
        }
        long written = output.drainTo(transport);
        engine.counters().add(Count.SENT_BYTES, written);
        engine.probe().worked(Kind.WRITE, this, written);
        http.written(output);
        return written;
    }

    private void endTurn(boolean progress, long written) throws IOException {
        output.park();
        parkInput();
        if (http.isOver() && output.isEmpty()) {
            finish();
        } else {
            countMemory(written > 0);
            awaitNext(progress, written);
        }
    }

    /** Reads once; true if any bytes arrived. */
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
            nextProbeNanos = after(probeInterval);
            http.inputEnded();
        }
        rate.count(Math.max(0, count));
        engine.counters().add(Count.RECEIVED_BYTES, Math.max(0, count));
        engine.probe().worked(Kind.READ, this, Math.max(0, count));
        return count > 0;
    }

    /** Moves unparsed bytes into a buffer of exactly their size: all connections share the one that was read into. */
    private void parkInput() {
        if (!input.hasRemaining()) {
            input = NOTHING;
        } else if (input.isDirect() || input.position() > 0) {
            input = ByteBuffer.allocate(input.remaining()).put(input).flip();
        }
    }

    // Memory.

    private void countMemory(boolean madeProgress) {
        long held = input.capacity() + output.heldBytes() + http.heldBytes();
        if (held != memory.heldBytes() || held > 0) {
            memory.update(held, output.isEmpty() ? null : http.heldContent(), output.heldBytes() > 0, madeProgress);
            if (held > 0 && engine.memory().isExhausted()) {
                shedLoad();
            }
        }
    }

    /**
     * Frees memory when it is exhausted. If no response has begun here, the answer is 503; otherwise the driver closes the
     * connections whose clients have accepted no output for the longest time.
     */
    private void shedLoad() {
        if (memory.heldBytes() >= LARGE_REQUEST_BYTES && http.wantsMemory()) {
            return;                                     // most of it has arrived, so it waits for others to finish
        }
        if (http.refuse("there is no memory left at the moment")) {
            input = NOTHING;
            engine.refused(peer.remote(), "memory is exhausted");
            requestTurn();
            return;
        }
        while (engine.memory().isExhausted() && engine.memory().longestStalled() != null) {
            ConnectionDriver stalled = engine.memory().longestStalled();
            stalled.abortResponse("memory is exhausted, and the client has accepted nothing for longer than any other");
            if (stalled == this) {
                return;
            }
        }
    }

    private void countPhase(int newPhase) {
        if (newPhase != countedPhase) {
            engine.counters().moved(countedPhase, newPhase);
            countedPhase = newPhase;
        }
    }

    /** Reads again: memory is no longer short. */
    void resumeReading() {
        memory.waitIsOver();
        if (!closed && !lingering) {
            await(Interest.READ);
        }
    }

    /** Tells the transport what to wait for, and the timer wheel for how long. */
    private void awaitNext(boolean progress, long written) {
        if (closed) {
            return;
        }
        boolean hasMore = output.isEmpty() && http.hasMore(input);
        if (hasMore) {
            requestLaterTurn();
        }
        boolean wantsMemory = output.isEmpty() && memory.heldBytes() > SMALL_READ_BYTES && http.wantsMemory();
        boolean mayRead = !memory.mustWait(wantsMemory) && !inputEnded && !hasMore
                && input.remaining() < HttpEngine.BUFFER_BYTES;
        await(!output.isEmpty() ? Interest.WRITE : mayRead ? Interest.READ : Interest.NONE);

        Phase next = output.isEmpty() ? http.phase() : Phase.WRITE;
        boolean isNewPhase = next != phase || http.answered() != answeredBefore;
        boolean countsProgress = next == Phase.BODY || next == Phase.WRITE;
        if (isNewPhase || progress && countsProgress) {
            phaseDeadlineNanos = endOf(next);
        }
        if (isNewPhase) {
            probeInterval = FIRST_PROBE;
            nextProbeNanos = after(probeInterval);
        }
        if (countsProgress) {
            if (isNewPhase) {
                rate.begin(engine.nanoTime());
            }
            if (next == Phase.WRITE) {
                rate.count(written);
            }
        }
        phase = next;
        countPhase(phaseNumber());
        answeredBefore = http.answered();
        setDeadline();
        engine.probe().changed(this);
    }

    private void setDeadline() {
        long nanos = switch (phase) {
            case BODY -> Math.min(phaseDeadlineNanos, rate.endNanos(timeouts().body()));
            case WRITE -> Math.min(output.transportIsFull() ? phaseDeadlineNanos : after(TOP_UP_INTERVAL),
                    rate.endNanos(timeouts().write()));
            case HANDLER, SOURCE -> inputEnded && http.mayProbe()
                    ? Math.min(phaseDeadlineNanos, nextProbeNanos) : phaseDeadlineNanos;
            case IDLE, HEADER -> phaseDeadlineNanos;
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
            case HANDLER -> after(timeouts().handler());
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
    void expired() {
        engine.probe().worked(Kind.DEADLINE, this, 0);
        guarded(ON_DEADLINE);
    }

    private void deadlinePassed() throws IOException {
        if (lingering) {
            close();
        } else if (phase == Phase.WRITE) {
            writeOrAbort();
        } else if (phase == Phase.BODY && isFastEnough()) {
            rate.begin(engine.nanoTime());
            setDeadline();
        } else if (engine.nanoTime() < phaseDeadlineNanos && http.mayProbe()) {
            probeInterval = probeInterval.multipliedBy(2);
            nextProbeNanos = after(probeInterval);
            http.probe();
            turn(false);
        } else {
            timeOut();
        }
    }

    /** Whether the client keeps sending, and has been fast enough on average. */
    private boolean isFastEnough() {
        return engine.nanoTime() < phaseDeadlineNanos && rate.isAtLeast(timeouts().minRate(), timeouts().body());
    }

    /**
     * Finds out whether the client still reads, by a write. The selector reports a socket as writable only once much of its
     * send buffer is free, which can take a slow client long. A successful write proves that the client reads only if the
     * buffer was full before, so the driver fills it first.
     */
    private void writeOrAbort() throws IOException {
        if (!output.transportIsFull() && engine.nanoTime() < phaseDeadlineNanos) {
            topUp();
            return;
        }
        long written = write();
        rate.count(written);
        boolean clientReads = written > 0 || engine.nanoTime() < phaseDeadlineNanos;
        if (!clientReads) {
            engine.counters().timedOut(Phase.WRITE);
            abortResponse("the client has accepted nothing for " + timeouts().write().toMillis() + " ms");
        } else if (!rate.isAtLeast(timeouts().minRate(), timeouts().write())) {
            engine.counters().timedOut(Phase.WRITE);
            abortResponse("the client accepts less than " + timeouts().minRate() + " bytes per second");
        } else {
            rate.begin(engine.nanoTime());
            endTurn(written > 0, 0);
        }
    }

    /** Fills the socket's send buffer, one write per turn. These writes are no sign that the client reads. */
    private void topUp() throws IOException {
        http.beginTurn();
        advance();
        long written = write();
        toppingUp = !output.transportIsFull() && written > 0;
        if (toppingUp) {
            requestLaterTurn();
        }
        endTurn(false, written);
    }

    private void timeOut() throws IOException {
        String request = http.request();
        Phase waitedFor = phase;
        engine.counters().timedOut(waitedFor);
        boolean hasAnswer = memory.isWaiting() ? http.refuse("there is no memory left at the moment")
                : http.timedOut(phase);
        if (waitedFor != Phase.IDLE) {
            log(ErrorLog.Level.INFO, request + " timed out: " + reasonFor(waitedFor));
        }
        if (hasAnswer) {
            memory.leaveQueues();
            turn(false);
        } else {
            close();
        }
    }

    private String reasonFor(Phase waitedFor) {
        if (memory.isWaiting()) {
            return "there was no memory for more of it";
        }
        return switch (waitedFor) {
            case HEADER -> "its header section was incomplete after " + timeouts().header().toMillis() + " ms";
            case BODY -> engine.nanoTime() < phaseDeadlineNanos
                    ? "its content arrived at less than " + timeouts().minRate() + " bytes per second"
                    : "no content arrived for " + timeouts().body().toMillis() + " ms";
            case HANDLER -> "its handler gave no response within " + timeouts().handler().toMillis() + " ms";
            case IDLE, SOURCE, WRITE -> "it took too long";
        };
    }

    /** Closes the connection in the middle of a response, and logs why. */
    private void abortResponse(String why) {
        abortResponse(ErrorLog.Level.INFO, why);
    }

    private void abortResponse(ErrorLog.Level level, String why) {
        String request = http.request();
        long left = output.pendingBytes();
        close();
        log(level, "the response to " + request + " was aborted with at least " + left + " bytes unsent: "
                + why);
    }

    private void log(ErrorLog.Level level, String what) {
        engine.settings().errorLog().log(level, peer.remote() + ": " + what, null);
    }

    // region: linger
    /**
     * Closes in two steps if the client may still be sending. If the server closed at once, the system would answer further
     * bytes with a reset, which can destroy the response before the client has read it (RFC 9112 section 9.6).
     */
    private void finish() throws IOException {
        if (inputEnded || http.mustReset() || !http.leavesInputUnread() && !input.hasRemaining()) {
            close();
            return;
        }
        lingering = true;
        memory.close();
        transport.shutdownOutput();
        await(Interest.READ);
        countPhase(phaseNumber());
        phaseDeadlineNanos = after(LINGER);
        engine.scheduleAt(this, phaseDeadlineNanos);
        linger();
        engine.probe().changed(this);
    }

    /** Discards input, and closes the connection when the client's input ends. */
    private void linger() {
        lingeredBytes += input.remaining();
        input = NOTHING;
        if (inputEnded) {
            close();
        } else if (lingeredBytes > LINGER_BYTES_MAX) {
            await(Interest.NONE);                                // a client that reads gets its response within LINGER
        }
    }
    // endregion

    /** Answers 503 to a client for which there is no room, without reading its request. */
    void refuse(String reason) {
        if (http.refuse(reason)) {
            guarded(ON_WOKEN);
        }
        engine.refused(peer.remote(), reason);
    }

    /** When its keep-alive time runs out; {@link Long#MAX_VALUE} if it is not waiting for a request. */
    long idleDeadlineNanos() {
        return phase == Phase.IDLE && !lingering && input == NOTHING ? phaseDeadlineNanos : Long.MAX_VALUE;
    }

    /** Its index in {@link OpenConnections}. */
    int index() {
        return index;
    }

    void setIndex(int newIndex) {
        index = newIndex;
    }

    // To be watched.

    /** Its number: the first connection of the engine has 1. */
    public long number() {
        return number;
    }

    /** What it waits for, from the view of HTTP. */
    public String phase() {
        return lingering ? CLOSING : phase.name();
    }

    /** The place of its phase in {@link Totals#phases}. */
    public int phaseNumber() {
        return lingering ? Counters.PHASES - 1 : phase.ordinal();
    }

    /** What it waits for, from the view of the transport. */
    public Interest interest() {
        return interest;
    }

    /** How many bytes of output wait for the client; at least that many if a response is still being made. */
    public long pendingBytes() {
        return output.pendingBytes();
    }

    /** When its patience ends, by the monotonic clock; {@link Long#MAX_VALUE} if it never does. */
    public long deadlineNanos() {
        return phaseDeadlineNanos;
    }

    /** The request that is being read or answered, in words; empty if there is none. */
    public String currentRequest() {
        return http.phase() == Phase.IDLE ? "" : http.request();
    }

    /** The address of the client. */
    public String client() {
        return peer.remote();
    }

    /** What it is doing, in words, for the log. */
    String activity() {
        return lingering ? "closing" : switch (phase) {
            case IDLE -> "idle";
            case HEADER, BODY -> "reading a request";
            case HANDLER -> "waiting for a handler";
            case SOURCE, WRITE -> "sending a response";
        };
    }

    /**
     * Accepts no further request, and closes as soon as none is in flight: the server is stopping. A request that has arrived
     * already is in flight.
     */
    void stop() {
        if (!lingering) {
            guarded(interest == Interest.READ ? ON_READABLE : ON_WOKEN);
        }
    }

    /** Closes at once, even if a request is in flight. Does nothing if it is closed. Never throws. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        countPhase(Counters.NONE);
        try {
            engine.cancel(this);
            memory.close();
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

    /** Runs a step. A fault ends this connection and nothing else: the driver first closes it, then logs the fault. */
    private void guarded(Step step) {
        if (closed) {
            return;
        }
        try {
            step.run(this);
        } catch (TruncatedFileException e) {
            abortResponse(ErrorLog.Level.WARNING, e.getMessage());
        } catch (IOException e) {
            close();                                    // the client is gone
        } catch (Throwable e) {
            try {
                close();
            } finally {
                engine.failed("a connection failed", e);
            }
        }
    }

    /** What a connection does in its turn. The steps are constants, so that a turn allocates none. */
    private interface Step {
        void run(ConnectionDriver connection) throws IOException;
    }
}
