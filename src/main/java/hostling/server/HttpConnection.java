package hostling.server;

import hostling.http.Body;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.log.ErrorLog;
import hostling.wire.BodyFraming;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.MessageCycle;
import hostling.wire.MessageCycle.State;
import hostling.wire.MessageCycle.Step;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * HTTP with one client: bytes that came are parsed and given to the handler, responses are put
 * into the output buffer. It does as much as it can in one call of {@link #advance} and returns when it needs bytes from the
 * client, room in the output buffer, or a word from the handler, or when it has had its share of the turn.
 *
 * <p>Requests are dealt with one after the other. The next one of a pipeline is not read before the response of the one
 * before it is written, so responses go out in order (RFC 9112 section 9.3.2), and however many requests wait in the
 * buffer, nothing recurses.
 */
final class HttpConnection implements BodyWriter.SourceListener, ServerExchange.Listener {
    /** Is told that there is something to do though nothing has come from the client. */
    interface Listener {
        /** A handler, or the source of a response, has something: {@link #advance} is to be called in a turn soon. */
        void hasWork();
    }

    /** What the connection waits for, which decides how long it may. */
    enum Phase { IDLE, HEADER, BODY, ANSWER, SOURCE, WRITE }

    /** As much unwanted content as is read to keep a connection: more costs more than a new connection. */
    private static final int DRAIN_BYTES_MAX = 64 * 1024;
    /** The first is answered with a reset, the second meets it; more would only try the client's parser. */
    private static final int ZEROS_MAX = 2;
    /** How long one client may be dealt with in one turn, its whole pipeline included. */
    private static final long TURN_NANOS = 2_000_000;
    /** How many steps are made before the clock is looked at: content may come in chunks of a byte. */
    private static final int STEPS_PER_LOOK = 16;

    private final HttpEngine engine;
    private final Supplier<Site> site;
    private final Peer peer;
    private final Listener listener;
    private final AccessRecorder notes;
    private final MessageCycle cycle = new MessageCycle();
    /** Null while no request is dealt with. */
    private Codec codec;
    /** Null while no head is read and nothing is refused. */
    private ServerExchange exchange;
    /** Null while no head is read. */
    private RequestHead head;
    private long requestContentBytes;
    private boolean interimQueued;
    private int zeros;
    private boolean sourceIsReady;
    private boolean mustClose;
    private boolean mustReset;
    private boolean inputUnread;
    private boolean inputEnded;
    private boolean advancing;
    private boolean turnIsOver;
    /** When this turn's share began; meaningless before the first look at the clock. */
    private long turnBeganNanos;
    private boolean turnIsTimed;
    private long answered;

    /**
     * @param site what is served, asked once a request
     * @param listener is told of work while {@link #advance} is not running
     */
    HttpConnection(HttpEngine engine, Supplier<Site> site, Peer peer, Listener listener) {
        this.engine = engine;
        this.site = site;
        this.peer = peer;
        this.listener = listener;
        this.notes = new AccessRecorder(engine, peer);
    }

    /** Begins another turn: whoever was stopped because the turn was over may go on. */
    void beginTurn() {
        turnIsOver = false;
        turnIsTimed = false;
    }

    /** Goes on as far as it can: takes bytes from {@code in}, puts bytes into {@code out}. */
    // region: advance
    void advance(ByteBuffer in, OutputBuffer out) {
        if (sourceIsReady) {
            sourceIsReady = false;
            codec.sender().goOn();
        }
        advancing = true;
        try {
            boolean moved = true;
            long answeredBefore = answered;
            for (int steps = 1; moved && !turnIsOver; steps++) {
                moved = read(in) || write(out);
                boolean anotherRequest = answered != answeredBefore && in.hasRemaining();
                if (anotherRequest || steps % STEPS_PER_LOOK == 0) {
                    answeredBefore = answered;
                    turnIsOver |= isTurnOver();
                }
            }
        } finally {
            advancing = false;
        }
        rest(in);
    }
    // endregion

    /** Whether there is more to do as soon as the output buffer has room, or as this one has its turn again. */
    boolean hasMore(ByteBuffer in) {
        return turnIsOver || (cycle.isAnswering() ? !codec.sender().waitsForSource()
                : in.hasRemaining() && cycle.reads() && !contentIsHeldBack());
    }

    @Override
    public boolean isTurnOver() {
        long nanos = engine.nanoTimeNow();
        if (!turnIsTimed) {
            turnIsTimed = true;
            turnBeganNanos = nanos;
        }
        turnIsOver = nanos - turnBeganNanos > TURN_NANOS;
        return turnIsOver;
    }

    /** The client will send no more than what has been read. */
    void inputEnded() {
        inputEnded = true;
    }

    /** Whether all is said and the connection is to be closed once the output buffer is empty. */
    boolean isOver() {
        return cycle.state() == State.CLOSE;
    }

    /** Whether the connection is to be closed by a reset: the client could not tell otherwise that content is missing. */
    boolean mustReset() {
        return mustReset;
    }

    /** How many responses have been put into the output buffer whole. */
    long answered() {
        return answered;
    }

    /** Whether the client may still be sending what is not going to be read. */
    boolean leavesInputUnread() {
        return inputUnread;
    }

    /** How much memory it holds. */
    long heldBytes() {
        return codec == null ? 0 : codec.heldBytes() + (exchange == null ? 0 : exchange.heldBytes());
    }

    /** The content in memory that is being sent and not in the output buffer yet, or null. */
    Body.Bytes heldContent() {
        return codec == null ? null : codec.sender().bytes();
    }

    /** Whether it would take more memory with what comes next: of a head, or of content that is collected. */
    boolean wantsMemory() {
        return phase() == Phase.HEADER || phase() == Phase.BODY && exchange != null && exchange.isCollecting();
    }

    /** What is waited for, given that the output buffer is empty. */
    Phase phase() {
        return switch (cycle.state()) {
            case REQUEST -> codec == null || codec.parser().betweenMessages() ? Phase.IDLE : Phase.HEADER;
            case CONTINUE, CONTENT, REST_OF_CONTENT -> contentIsHeldBack() ? Phase.ANSWER : Phase.BODY;
            case ANSWER, REFUSAL -> Phase.ANSWER;
            case REST_OF_ANSWER, REST_OF_BOTH, LAST_ANSWER ->
                codec.sender().waitsForSource() ? Phase.SOURCE : Phase.WRITE;
            case CLOSE -> Phase.WRITE;
        };
    }

    /** In words, for the log: which request is being dealt with. */
    String request() {
        return head != null ? head.method() + " " + head.target() : codec == null ? "no request"
                : "a request that begins \"" + codec.parser().requestLine() + '"';
    }

    /**
     * The client was too slow (408, RFC 9110 section 15.5.9), or the handler was (503, RFC 9110 section 15.6.4).
     *
     * @return whether there is an answer to that; if not, the connection is to be closed
     */
    boolean timedOut(Phase waitedFor) {
        if (waitedFor == Phase.IDLE || !mayBeRefused()) {
            return false;
        }
        if (waitedFor == Phase.ANSWER) {
            answerMyself(Response.error(Status.SERVICE_UNAVAILABLE, "the answer took too long to make"));
        } else {
            cycle.step(Step.REFUSED);
            answerMyself(Response.error(Status.REQUEST_TIMEOUT, "the request took too long to arrive"));
        }
        return true;
    }

    /**
     * There is no memory or no room for this client at the moment (503, RFC 9110 section 15.6.4).
     *
     * @return whether that can be said: no response has begun
     */
    boolean refuse(String reason) {
        if (!mayBeRefused()) {
            return false;
        }
        if (cycle.reads()) {
            cycle.step(Step.REFUSED);
        }
        answerMyself(busy(reason));
        return true;
    }

    private static Response busy(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", "1");
    }

    private boolean mayBeRefused() {
        return cycle.mayAnswer() || cycle.state() == State.REQUEST;
    }

    /** Whether {@link #probe} may find out something. */
    boolean mayProbe() {
        return switch (phase()) {
            case ANSWER -> exchange.response() == null && head != null && !head.isHttp10() && !interimQueued;
            case SOURCE -> zeros < ZEROS_MAX;
            default -> false;
        };
    }

    /**
     * The client has closed its side while the handler is at work. It may be gone, or only have said all it has to say:
     * the two look the same until something is written, which a client that is gone answers with a reset. So it is sent
     * what means nothing: that its response is being made (RFC 9110 section 15.2), or, if the response has begun, a
     * leading zero of the next chunk's size.
     */
    void probe() {
        if (phase() == Phase.SOURCE) {
            zeros = codec.writer().leadingZero() ? zeros + 1 : ZEROS_MAX;
        } else {
            codec.writer().interimProcessing();
            interimQueued = true;
        }
    }

    /** The socket has taken bytes: responses that are out are noted. */
    void taken(OutputBuffer out) {
        notes.taken(out.takenBytes());
    }

    /** Lets go of everything: the connection is gone, with what is left in the output buffer. */
    void close(OutputBuffer out) {
        notes.cut(out.takenBytes());
        if (exchange != null) {
            noteCut(cycle.isAnswering() ? exchange.response().status() : AccessRecord.CLIENT_LEFT, out);
            endExchange();
        }
        if (codec != null) {
            codec.giveBack();
            codec = null;
        }
    }

    // Reading.

    private boolean read(ByteBuffer in) {
        if (!cycle.reads() || contentIsHeldBack()) {
            return false;
        }
        if (cycle.state() == State.REQUEST) {
            if (!in.hasRemaining()) {
                return !mayComeMore() && end();
            }
            if (codec != null && codec.isBetweenRequests() && !codec.isReusable()) {
                codec = null;
            }
        }
        if (codec == null) {
            codec = engine.codecs().borrow();
        }
        try {
            Event event = codec.parser().next(in);
            return event == null ? needMore() : take(event);
        } catch (ProtocolException e) {
            refuse(e);
            return true;
        }
    }

    /** Content stays in the socket until the handler has said what to do with it, and while its sink is full. */
    private boolean contentIsHeldBack() {
        if (exchange == null) {
            return false;
        }
        boolean awaited = cycle.state() == State.CONTENT || cycle.state() == State.CONTINUE;
        return exchange.isSinkFull() || awaited && !exchange.hasSink() && exchange.response() == null;
    }

    private boolean mayComeMore() {
        boolean idle = codec == null || codec.parser().betweenMessages();
        return !inputEnded && !(idle && engine.isStopping());
    }

    private boolean end() {
        cycle.step(Step.NO_MORE_INPUT);
        return true;
    }

    /**
     * More bytes are needed: asks for them if the client waits to be asked, gives up if none will come. A request that
     * never became whole is not answered as if it had (RFC 9112 section 8).
     */
    private boolean needMore() {
        if (inputEnded) {
            mustClose = true;
            end();
            if (isOver() && exchange != null) {
                notes.note(head, codec, AccessRecord.CLIENT_LEFT, 0);
                endExchange();
            }
            return true;
        }
        if (cycle.state() == State.CONTINUE && exchange.hasSink()) {
            codec.writer().interimContinue();
            interimQueued = true;
            cycle.step(Step.CONTINUE_SENT);
            return true;
        }
        return false;
    }

    private boolean take(Event event) {
        if (event instanceof RequestHead newHead) {
            beginRequest(newHead);
        } else if (event instanceof Event.BodyPart part) {
            takeContent(part.bytes());
        } else if (event instanceof Event.End end) {
            takeEnd(end);
        }
        return true;
    }

    private void beginRequest(RequestHead newHead) {
        head = newHead;
        requestContentBytes = 0;
        zeros = 0;
        cycle.step(head.expectsContinue() ? Step.HEAD_READ_EXPECTING : Step.HEAD_READ);
        Optional<Method> method = Method.of(head);
        Request request = codec.request(head, method.orElse(Method.GET), peer);
        Site asked = site.get();
        exchange = codec.begin(asked.errorPages(), request, this);
        if (method.isEmpty()) {
            exchange.settleWith(Response.error(Status.NOT_IMPLEMENTED, "this method is not known here"));
            return;
        }
        if (engine.memory().isSpent() && codec.heldBytes() > 2 * Codec.BYTES) {
            exchange.settleWith(busy("there is no memory left for such a request at the moment"));
            return;
        }
        try {
            ForeignCode.handle(asked.handler(), exchange);
        } catch (Fault e) {
            handlerFailed(e);
        }
    }

    @Override
    public void handlerHasSpoken() {
        if (cycle.mayAnswer()) {
            codec.parser().limitBody(exchange.hasSink() ? exchange.sinkBytesMax() : Limits.BODY_BYTES_LIMIT);
        }
        stir();
    }

    @Override
    public void sinkIsReady() {
        stir();
    }

    @Override
    public void sourceIsReady() {
        sourceIsReady = true;
        listener.hasWork();
    }

    private void stir() {
        if (!advancing) {
            listener.hasWork();
        }
    }

    private void takeContent(ByteBuffer bytes) {
        requestContentBytes += bytes.remaining();
        if (cycle.state() == State.CONTINUE) {
            cycle.step(Step.CONTENT_BEGUN);
        }
        if (exchange != null) {
            try {
                exchange.take(bytes);
            } catch (Fault e) {
                handlerFailed(e);
            }
        }
    }

    private void takeEnd(Event.End end) {
        cycle.step(Step.CONTENT_ENDED);
        if (exchange != null) {
            try {
                exchange.takeEnd(end.trailers());
            } catch (Fault e) {
                handlerFailed(e);
            }
        }
    }

    private void handlerFailed(Fault fault) {
        if (cycle.mayAnswer()) {
            exchange.settleWith(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
        }
        errorLog().error("the handler of " + head.method() + " " + head.path() + " failed", fault.getCause());
    }

    private void refuse(ProtocolException e) {
        cycle.step(Step.REFUSED);
        if (exchange == null) {
            head = null;                                // what there is of a head is not to be relied on
        }
        String field = e.detail().isEmpty() ? "" : ", in the field " + e.detail();
        String reason = e.violation().reason() + field + " (" + e.violation().section() + ")";
        if (cycle.state() == State.REFUSAL) {
            answerMyself(Response.error(e.status(), reason));
        }
        mustClose = true;
        inputUnread = true;
        errorLog().info(peer.remote() + ": " + e.status() + " " + e.violation() + " at byte " + e.offset() + " of "
                + request() + ": " + reason);
    }

    /** Answers in the handler's place, and for the last time on this connection. */
    private void answerMyself(Response response) {
        mustClose = true;
        inputUnread = true;
        if (exchange == null) {
            codec = codec != null ? codec : engine.codecs().borrow();
            exchange = codec.begin(site.get().errorPages(), null, this);
        }
        exchange.settleWith(response);
    }

    private ErrorLog errorLog() {
        return engine.settings().errorLog();
    }

    // Writing.

    private boolean write(OutputBuffer out) {
        if (exchange == null || out.hasFile()) {
            return false;
        }
        if (interimQueued) {
            interimQueued = !codec.writer().flush(out.room());
            return !interimQueued;
        }
        if (cycle.mayAnswer() && exchange.response() != null) {
            beginResponse();
        }
        return cycle.isAnswering() && send(out);
    }

    private void beginResponse() {
        Response response = exchange.renderedResponse();
        boolean isHead = head != null ? head.hasMethod("HEAD") : codec.parser().isAmidHeadRequest();
        boolean http10 = head != null && head.isHttp10();
        codec.writer().begin(response.encodedHead(), isHead, http10, persists(), engine.date());
        codec.sender().begin(response.body(), this);
        if (!exchange.hasSink()) {
            codec.parser().limitBody(DRAIN_BYTES_MAX);
        }
        cycle.step(Step.RESPONSE_BEGUN);
    }

    private boolean persists() {
        return !mustClose && !engine.isStopping() && head.wantsPersistence() && !head.hasMethod("CONNECT")
                && restOfContentIsWorthReading();
    }

    /** Whether reading on to the next request costs less than a new connection (RFC 9112 section 9.3). */
    private boolean restOfContentIsWorthReading() {
        if (cycle.state() == State.CONTENT && head.framing() instanceof BodyFraming.Length length) {
            return exchange.hasSink() || length.bytes() - requestContentBytes <= DRAIN_BYTES_MAX;
        }
        return cycle.state() == State.ANSWER || cycle.state() == State.CONTENT && exchange.hasSink();
    }

    private boolean send(OutputBuffer out) {
        try {
            boolean done = codec.sender().send(out) && codec.writer().end(out.room());
            if (done) {
                endResponse(out);
            }
            return done;
        } catch (Fault e) {
            abort(e.getCause(), out);
        } catch (IOException | RuntimeException e) {
            abort(e, out);
        }
        return true;
    }

    /**
     * Gives a response up that was begun. What is in the output buffer still goes out: whole responses before this one above
     * all. The client can tell that this one is not whole: its length, or its last chunk, is missing, or the connection
     * ends with a reset.
     */
    private void abort(Throwable cause, OutputBuffer out) {
        cycle.step(Step.RESPONSE_ABORTED);
        mustClose = true;
        inputUnread = true;
        mustReset = codec.writer().endsWithConnection();
        String what = "the response to " + request() + " could not be finished";
        noteCut(exchange.response().status(), out);
        endExchange();
        if (cause instanceof IOException) {             // a file that shrinks or a script that ends too early
            errorLog().warning(what + ": " + cause.getMessage());
        } else {
            errorLog().error(what, cause);
        }
    }

    private void endResponse(OutputBuffer out) {
        answered++;
        notes.noteLater(head, codec, exchange.response().status(), out);
        boolean last = mustClose || codec.writer().closesAfter();
        inputUnread |= cycle.state() == State.REST_OF_BOTH;
        cycle.step(last ? Step.LAST_RESPONSE_ENDED : Step.RESPONSE_ENDED);
        endExchange();
    }

    private void endExchange() {
        codec.sender().end();
        ServerExchange ended = exchange;
        exchange = null;
        head = null;
        ended.end();
    }

    /** Notes a response of which the bytes in the output buffer may never go out. */
    private void noteCut(int status, OutputBuffer out) {
        notes.note(head, codec, status, Math.max(0, codec.sender().contentBytes() - out.pendingBytes()));
    }

    /** Between two requests nothing of the codec is needed. */
    private void rest(ByteBuffer in) {
        if (codec != null && cycle.state() == State.REQUEST && !in.hasRemaining() && codec.isBetweenRequests()) {
            head = null;
            codec.giveBack();
            codec = null;
        }
    }
}
