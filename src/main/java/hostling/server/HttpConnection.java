package hostling.server;

import hostling.http.Body;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.log.AccessRecord;
import hostling.log.ErrorLog;
import hostling.wire.BodyFraming;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.MessageCycle;
import hostling.wire.MessageCycle.RequestState;
import hostling.wire.MessageCycle.Step;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import hostling.wire.ResponseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * HTTP with one client, without I/O: it parses input, passes requests to the handler, and puts responses into the output
 * buffer. One call of {@link #advance} does as much as possible. It returns when it needs bytes from the client, room in the
 * output buffer or a decision of the handler, or when it has used its share of the turn.
 *
 * <p>Requests are handled one after the other. With <b>pipelining</b>, the next request is not read until the response to
 * the previous one is in the output buffer, so responses leave in order (RFC 9112 section 9.3.2). A loop handles the
 * requests in the input buffer, without recursion, however many there are.
 */
final class HttpConnection implements BodyWriter.SourceListener, ServerExchange.Listener {
    /** Called when there is work although the client has sent nothing. */
    interface Listener {
        /** A handler or the source of a response can go on: call {@link #advance} in a turn soon. */
        void requestTurn();
    }

    /** What the connection waits for; each phase has its own time limit. */
    enum Phase { IDLE, HEADER, BODY, HANDLER, SOURCE, WRITE }

    /** Most bytes of unwanted content to read for the sake of <b>keep-alive</b>: more costs more than a new connection. */
    private static final int DRAIN_BYTES_MAX = 64 * 1024;
    /** A client that is gone answers the first one with a reset, which the second one meets; more would test its parser. */
    private static final int PROBE_ZEROS_MAX = 2;
    /** The share of one client, with its whole pipeline, in one turn. */
    private static final long TURN_NANOS = 2_000_000;
    /** Steps between two readings of the clock: content may come in chunks of one byte. */
    private static final int STEPS_PER_CHECK = 16;

    private final HttpEngine engine;
    private final Endpoint endpoint;
    private final ClientAddress client;
    private final Listener listener;
    private final AccessRecorder accessRecorder;
    private final MessageCycle cycle = new MessageCycle();
    /** Null between requests. */
    private Codec codec;
    /** Null until a head is read or a request is refused. */
    private ServerExchange exchange;
    /** Null until a head is read. */
    private RequestHead head;
    private long requestContentBytes;
    /** Whether a probe or an interim response is queued that has to leave before the response. */
    private boolean flushFirst;
    private int zerosSent;
    private boolean sourceIsReady;
    private boolean mustClose;
    private boolean mustReset;
    private boolean inputUnread;
    private boolean inputEnded;
    private boolean advancing;
    private boolean turnIsOver;
    /** When this turn's share began; meaningless until the first reading of the clock. */
    private long turnBeganNanos;
    private boolean turnIsTimed;
    private long answered;
    /** When the head was complete, and when the response began; meaningless before. */
    private long headNanos;
    private long firstByteNanos;
    /** Whether the response began in this turn: then its end needs no reading of the clock. */
    private boolean beganThisTurn;

    /**
     * @param endpoint where the connection was accepted: its site is asked for once per request
     * @param number   the number of the connection
     * @param listener called when there is work while {@link #advance} is not running
     */
    HttpConnection(HttpEngine engine, Endpoint endpoint, Peer peer, long number, Listener listener) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.client = new ClientAddress(engine, peer);
        this.listener = listener;
        this.accessRecorder = new AccessRecorder(engine, number);
    }

    /** Begins another turn, with a new share. */
    void beginTurn() {
        turnIsOver = false;
        turnIsTimed = false;
        beganThisTurn = false;
    }

    /** Advances as far as possible: takes bytes from {@code in}, puts bytes into {@code out}. */
    // region: advance
    void advance(ByteBuffer in, OutputBuffer out) {
        if (sourceIsReady) {
            sourceIsReady = false;
            codec.bodyWriter().resume();
        }
        advancing = true;
        try {
            boolean moved = true;
            long answeredBefore = answered;
            for (int steps = 1; moved && !turnIsOver; steps++) {
                moved = read(in) || write(out);
                boolean anotherRequest = answered != answeredBefore && in.hasRemaining();
                if (anotherRequest || steps % STEPS_PER_CHECK == 0) {
                    answeredBefore = answered;
                    turnIsOver |= isTurnOver();
                }
            }
        } finally {
            advancing = false;
        }
        releaseIdleCodec(in);
    }
    // endregion

    /** Whether there is more to do as soon as the output buffer has room or the next turn begins. */
    boolean hasMore(ByteBuffer in) {
        return turnIsOver || (cycle.isResponding() ? !codec.bodyWriter().waitsForSource()
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

    /** Called when the client has closed its side: no more input will come. */
    void inputEnded() {
        inputEnded = true;
    }

    /** Whether the connection must be closed once the output buffer is empty. */
    boolean isOver() {
        return cycle.isClosed();
    }

    /** Whether the connection must be closed by a reset, the only way to tell the client that content is missing. */
    boolean mustReset() {
        return mustReset;
    }

    /** How many responses are complete in the output buffer or beyond. */
    long answered() {
        return answered;
    }

    /** Whether the client may still be sending input that will not be read. */
    boolean leavesInputUnread() {
        return inputUnread;
    }

    /** The memory it holds, in bytes, without {@link #heldContent}. */
    long heldBytes() {
        return codec == null ? 0 : codec.heldBytes() + (exchange == null ? 0 : exchange.heldBytes());
    }

    /** The content in memory that is being sent and is not in the output buffer yet, or null. */
    Body.Bytes heldContent() {
        return codec == null ? null : codec.bodyWriter().bytes();
    }

    /** Whether more input would take more memory: input of a head, or of content that is being collected. */
    boolean wantsMemory() {
        return phase() == Phase.HEADER || phase() == Phase.BODY && exchange != null && exchange.isCollecting();
    }

    /** What the connection waits for if the output buffer is empty. */
    Phase phase() {
        return switch (cycle.response()) {
            case IDLE, DONE -> switch (cycle.request()) {
                case IDLE -> hasBegunRequest() ? Phase.HEADER : Phase.IDLE;
                case EXPECTS_CONTINUE, BODY -> contentIsHeldBack() ? Phase.HANDLER : Phase.BODY;
                case DONE, ERROR -> Phase.HANDLER;
            };
            case BODY -> codec.bodyWriter().waitsForSource() ? Phase.SOURCE : Phase.WRITE;
            case CLOSE -> Phase.WRITE;
        };
    }

    /** The current request, in words, for the log. */
    String request() {
        return head != null ? head.method() + " " + head.target() : codec == null ? "no request"
                : "a request that begins \"" + codec.parser().requestLine() + '"';
    }

    /**
     * Answers if the client (408, RFC 9110 section 15.5.9) or the handler (503, RFC 9110 section 15.6.4) was too slow.
     *
     * @return whether there is such an answer; if not, close the connection
     */
    boolean timedOut(Phase waitedFor) {
        if (waitedFor == Phase.IDLE || !mayBeRefused()) {
            return false;
        }
        if (waitedFor == Phase.HANDLER) {
            overrideHandler(Response.error(Status.SERVICE_UNAVAILABLE, "the handler took too long to respond"));
        } else {
            cycle.step(Step.REFUSED);
            overrideHandler(Response.error(Status.REQUEST_TIMEOUT, "the request took too long to arrive"));
        }
        return true;
    }

    /**
     * Answers that there is no memory or no room for this client at the moment (503, RFC 9110 section 15.6.4).
     *
     * @return false if it is too late, because a response has begun
     */
    boolean refuse(String reason) {
        if (!mayBeRefused()) {
            return false;
        }
        if (cycle.reads()) {
            cycle.step(Step.REFUSED);
        }
        overrideHandler(busy(reason));
        return true;
    }

    private static Response busy(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", "1");
    }

    private boolean mayBeRefused() {
        return cycle.mayRespond() || cycle.isIdle();
    }

    /** Whether {@link #probe} can find out anything. */
    boolean mayProbe() {
        return switch (phase()) {
            case HANDLER -> exchange.response() == null && head != null && !flushFirst;
            case SOURCE -> zerosSent < PROBE_ZEROS_MAX;
            default -> false;
        };
    }

    /**
     * Finds out whether a client that closed its side is gone, or has only finished sending (<b>half-closed</b>). The two
     * look the same until the server writes: a client that is gone answers with a reset. So the server writes a byte that
     * has to come next in any case (see {@link ResponseWriter#queueProbe}).
     */
    void probe() {
        boolean amidResponse = phase() == Phase.SOURCE;
        boolean queued = codec.writer().queueProbe();
        if (amidResponse) {
            zerosSent = queued ? zerosSent + 1 : PROBE_ZEROS_MAX;
        } else {
            flushFirst = queued;
        }
    }

    /** Called when the transport has accepted bytes: logs the responses that have left completely. */
    void written(OutputBuffer out) {
        accessRecorder.written(out.writtenBytes());
    }

    /** Releases everything: the connection is closed, and the bytes left in the output buffer are lost. */
    void close(OutputBuffer out) {
        accessRecorder.connectionClosed(out.writtenBytes());
        if (exchange != null) {
            int status = cycle.isResponding() ? exchange.response().status() : AccessRecord.CLIENT_CLOSED_REQUEST;
            recordAborted(status, out, count(status));
            endExchange();
        }
        if (codec != null) {
            codec.release();
            codec = null;
        }
    }

    // Reading.

    private boolean read(ByteBuffer in) {
        if (!cycle.reads() || contentIsHeldBack()) {
            return false;
        }
        if (cycle.isIdle()) {
            if (!in.hasRemaining()) {
                return !mayReceiveMore() && end();
            }
            if (codec != null && codec.isBetweenRequests() && !codec.isReusable()) {
                codec = null;
            }
        }
        try {
            if (client.awaitsHeader() && !client.readHeader(in)) {
                return inputEnded && end();
            }
            if (codec == null) {
                codec = engine.codecs().borrow();
            }
            Event event = codec.parser().next(in);
            return event == null ? needMore() : take(event);
        } catch (ProtocolException e) {
            refuse(e);
            return true;
        }
    }

    /** Content stays in the socket until the handler has decided what to do with it, and while its sink is full. */
    private boolean contentIsHeldBack() {
        if (exchange == null) {
            return false;
        }
        boolean awaited = cycle.isAmidRequest() && cycle.mayRespond();
        return exchange.isSinkFull() || awaited && !exchange.hasSink() && exchange.response() == null;
    }

    private boolean mayReceiveMore() {
        boolean mayBegin = answered == 0 ? engine.awaitsFirstRequests() : !engine.isStopping();
        return !inputEnded && (mayBegin || hasBegunRequest());
    }

    private boolean hasBegunRequest() {
        return client.hasBegunHeader() || codec != null && codec.parser().hasBegun();
    }

    private boolean end() {
        cycle.step(Step.INPUT_ENDED);
        return true;
    }

    /**
     * More bytes are needed: sends 100 (Continue) if the client waits for it, gives up if none will come. An incomplete
     * request gets no answer as if it were complete (RFC 9112 section 8).
     */
    private boolean needMore() {
        if (inputEnded) {
            mustClose = true;
            end();
            if (isOver() && exchange != null) {
                long duration = count(AccessRecord.CLIENT_CLOSED_REQUEST);
                accessRecorder.record(client.remote(), head, codec, AccessRecord.CLIENT_CLOSED_REQUEST, 0, duration);
                endExchange();
            }
            return true;
        }
        if (cycle.request() == RequestState.EXPECTS_CONTINUE && exchange.hasSink()) {
            codec.writer().interimContinue();
            flushFirst = true;
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
        headNanos = engine.nanoTime();
        requestContentBytes = 0;
        zerosSent = 0;
        cycle.step(head.expectsContinue() ? Step.HEAD_READ_EXPECTING : Step.HEAD_READ);
        Optional<Method> method = Method.of(head);
        Request request = client.request(codec, head, method.orElse(Method.GET));
        Site asked = endpoint.site();
        exchange = codec.begin(asked.errorPages(), request, this);
        if (method.isEmpty()) {
            exchange.overrideResponse(Response.error(Status.NOT_IMPLEMENTED, "this server does not know the method"));
            return;
        }
        if (engine.memory().isExhausted() && codec.heldBytes() > 2 * Codec.BYTES) {
            exchange.overrideResponse(busy("there is no memory left for a request of this size at the moment"));
            return;
        }
        try {
            ForeignCode.handle(asked.handler(), exchange);
        } catch (ForeignCodeException e) {
            handlerFailed(e);
        }
    }

    @Override
    public void handlerDecided() {
        if (cycle.mayRespond()) {
            codec.parser().limitBody(exchange.hasSink() ? exchange.sinkBytesMax() : Limits.BODY_BYTES_LIMIT);
        }
        requestTurn();
    }

    private void requestTurn() {
        if (!advancing) {
            listener.requestTurn();
        }
    }

    @Override
    public void sinkIsReady() {
        requestTurn();
    }

    @Override
    public void sourceIsReady() {
        sourceIsReady = true;
        listener.requestTurn();
    }


    private void takeContent(ByteBuffer bytes) {
        requestContentBytes += bytes.remaining();
        if (cycle.request() == RequestState.EXPECTS_CONTINUE) {
            cycle.step(Step.CONTENT_BEGUN);
        }
        if (exchange != null) {
            try {
                exchange.take(bytes);
            } catch (ForeignCodeException e) {
                handlerFailed(e);
            }
        }
    }

    private void takeEnd(Event.End end) {
        cycle.step(Step.CONTENT_ENDED);
        if (exchange != null) {
            try {
                exchange.takeEnd(end.trailers());
            } catch (ForeignCodeException e) {
                handlerFailed(e);
            }
        }
    }

    private void handlerFailed(ForeignCodeException fault) {
        if (exchange.answers(fault)) {
            return;
        }
        if (cycle.mayRespond()) {
            exchange.overrideResponse(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
        }
        errorLog().error("the handler of " + head.method() + " " + head.path() + " failed", fault.getCause());
    }

    private void refuse(ProtocolException e) {
        engine.counters().refused(e.violation());
        cycle.step(Step.REFUSED);
        if (exchange == null) {
            head = null;                                // a partial head must not be relied on
        }
        String field = e.detail().isEmpty() ? "" : ", in the field " + e.detail();
        String reason = e.violation().reason() + field + ", at byte " + e.offset() + " of the request ("
                + e.violation().section() + ")";
        if (cycle.mayRespond()) {
            overrideHandler(Response.error(e.status(), reason));
        }
        mustClose = true;
        inputUnread = true;
        errorLog().info(client.remote() + ": " + e.status() + " " + e.violation() + " in " + request() + ": " + reason);
    }

    /** What is known of a request that was refused: its error page may depend on host and Accept. */
    private Request requestSoFar(RequestHead headSoFar) {
        return client.request(codec, headSoFar, Method.of(headSoFar).orElse(Method.GET));
    }

    /** Answers instead of the handler. This is the last response of the connection. */
    private void overrideHandler(Response response) {
        mustClose = true;
        inputUnread = true;
        if (exchange == null) {
            codec = codec != null ? codec : engine.codecs().borrow();
            headNanos = engine.nanoTime();
            Request request = codec.parser().headSoFar().map(this::requestSoFar).orElse(null);
            exchange = codec.begin(endpoint.site().errorPages(), request, this);
        }
        exchange.overrideResponse(response);
    }

    private ErrorLog errorLog() {
        return engine.settings().errorLog();
    }

    // Writing.

    private boolean write(OutputBuffer out) {
        if (exchange == null || out.hasFile()) {
            return false;
        }
        if (flushFirst) {
            flushFirst = !codec.writer().flush(out.room());
            return !flushFirst;
        }
        if (cycle.mayRespond() && exchange.response() != null) {
            beginResponse();
        }
        return cycle.isResponding() && send(out);
    }

    private void beginResponse() {
        Response response = exchange.renderedResponse();
        firstByteNanos = engine.nanoTimeNow();
        beganThisTurn = true;
        boolean isHead = head != null ? head.hasMethod("HEAD") : codec.parser().isHeadRequest();
        boolean http10 = head != null && head.isHttp10();
        if (engine.settings().timing()) {
            codec.writer().begin(response.encodedHead(), isHead, http10, persists(), engine.date(), firstByteNanos - headNanos);
        } else {
            codec.writer().begin(response.encodedHead(), isHead, http10, persists(), engine.date());
        }
        codec.bodyWriter().begin(response.body(), this);
        if (!exchange.hasSink()) {
            codec.parser().limitBody(DRAIN_BYTES_MAX);
        }
        cycle.step(Step.RESPONSE_BEGUN);
    }

    private boolean persists() {
        return !mustClose && !engine.isStopping() && endpoint.isOpen() && head.wantsPersistence() && !head.hasMethod("CONNECT")
                && restOfContentIsWorthReading();
    }

    /** Whether reading the rest of the content costs less than a new connection (RFC 9112 section 9.3). */
    private boolean restOfContentIsWorthReading() {
        if (cycle.request() == RequestState.BODY && head.framing() instanceof BodyFraming.Length length) {
            return exchange.hasSink() || length.bytes() - requestContentBytes <= DRAIN_BYTES_MAX;
        }
        return cycle.request() == RequestState.DONE || cycle.request() == RequestState.BODY && exchange.hasSink();
    }

    private boolean send(OutputBuffer out) {
        try {
            boolean done = codec.bodyWriter().send(out) && codec.writer().end(out.room());
            if (done) {
                endResponse(out);
            }
            return done;
        } catch (ForeignCodeException e) {
            abort(e.getCause(), out);
        } catch (IOException | RuntimeException e) {
            abort(e, out);
        }
        return true;
    }

    /**
     * Aborts a response that has begun. The output buffer is still sent, since it may hold earlier responses that are
     * complete. The client can tell that this one is incomplete: content is shorter than its length, the last chunk is
     * missing, or the connection ends with a reset.
     */
    private void abort(Throwable cause, OutputBuffer out) {
        int status = exchange.response().status();
        long duration = count(status);
        cycle.step(Step.RESPONSE_ABORTED);
        mustClose = true;
        inputUnread = true;
        mustReset = codec.writer().isCloseDelimited();
        String what = "the response to " + request() + " could not be completed";
        recordAborted(status, out, duration);
        endExchange();
        if (cause instanceof IOException) {             // for example, a file shrank or a script ended too early
            errorLog().warning(what + ": " + cause.getMessage());
        } else {
            errorLog().error(what, cause);
        }
    }

    private void endResponse(OutputBuffer out) {
        answered++;
        int status = exchange.response().status();
        accessRecorder.recordWhenWritten(client.remote(), head, codec, status, out, count(status));
        boolean last = mustClose || codec.writer().closesAfter();
        inputUnread |= cycle.isAmidRequest();
        cycle.step(last ? Step.LAST_RESPONSE_ENDED : Step.RESPONSE_ENDED);
        endExchange();
    }

    /** Counts the exchange, which ends now; returns its duration in nanoseconds. */
    private long count(int status) {
        long now = cycle.isResponding() && beganThisTurn ? firstByteNanos : engine.nanoTimeNow();
        long first = cycle.isResponding() ? firstByteNanos : now;
        Optional<Method> method = head == null ? Optional.empty() : Method.of(head);
        engine.counters().answered(method, status, exchange.route(), first - headNanos, now - headNanos);
        engine.recent().add(method, exchange.request() == null ? "" : exchange.request().path(), status, now - headNanos, now);
        return now - headNanos;
    }

    private void endExchange() {
        codec.bodyWriter().end();
        ServerExchange ended = exchange;
        exchange = null;
        head = null;
        client.requestEnded();
        ended.end();
    }

    /** Logs an aborted response, as if its bytes in the output buffer were never sent; the duration is in nanoseconds. */
    private void recordAborted(int status, OutputBuffer out, long duration) {
        accessRecorder.record(client.remote(), head, codec, status,
                Math.max(0, codec.bodyWriter().contentBytes() - out.pendingBytes()), duration);
    }

    /** Returns the codec to the pool: an idle connection needs none. */
    private void releaseIdleCodec(ByteBuffer in) {
        if (codec != null && cycle.isIdle() && !in.hasRemaining() && codec.isBetweenRequests()) {
            head = null;
            codec.release();
            codec = null;
        }
    }
}
