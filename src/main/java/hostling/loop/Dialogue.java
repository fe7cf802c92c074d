package hostling.loop;

import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.metrics.Access;
import hostling.metrics.AccessLog;
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
 * The talk with one client, without the socket: bytes that came are parsed and given to the handler, responses are put
 * into the outbox. It does as much as it can in one call of {@link #advance} and returns when it needs bytes from the
 * client, room in the outbox, or a word from the handler.
 *
 * <p>Requests are dealt with one after the other. The next one of a pipeline is not read before the response of the one
 * before it is written, so responses go out in order (RFC 9112 section 9.3.2), and however many requests wait in the
 * buffer, nothing recurses.
 */
final class Dialogue implements Runnable {
    /** What the dialogue waits for, which decides how long it may. */
    enum Phase { IDLE, HEADER, BODY, ANSWER, SOURCE, WRITE }

    /** As much unwanted content as is read to keep a connection: more costs more than a new connection. */
    private static final int DRAIN_BYTES_MAX = 64 * 1024;
    /** The first is answered with a reset, the second meets it; more would only try the client's parser. */
    private static final int ZEROS_MAX = 2;

    private final Host host;
    private final Supplier<Site> site;
    private final Peer peer;
    private final Runnable wake;
    private final MessageCycle cycle = new MessageCycle();
    /** Null while no request is dealt with. */
    private Codec codec;
    /** Null while no head is read and nothing is refused. */
    private LiveExchange exchange;
    /** Null while no head is read. */
    private RequestHead head;
    private long requestContentBytes;
    private boolean interimQueued;
    private int zeros;
    private boolean mustClose;
    private boolean inputUnread;
    private boolean inputEnded;
    private boolean advancing;
    private long answered;

    /**
     * @param site what is served, asked once a request
     * @param wake to be run when a handler has said something while {@link #advance} was not running
     */
    Dialogue(Host host, Supplier<Site> site, Peer peer, Runnable wake) {
        this.host = host;
        this.site = site;
        this.peer = peer;
        this.wake = wake;
    }

    /**
     * Goes on as far as it can: takes bytes from {@code in}, puts bytes into {@code out}.
     *
     * @throws IOException where a response that was begun can't be finished, so that the connection has to end
     */
    // region: advance
    void advance(ByteBuffer in, Outbox out) throws IOException {
        advancing = true;
        try {
            boolean moved = true;
            while (moved) {
                moved = read(in) || write(out);
            }
        } finally {
            advancing = false;
        }
        rest(in);
    }
    // endregion

    /** The client will send no more than what has been read. */
    void inputEnded() {
        inputEnded = true;
    }

    /** Whether all is said and the connection is to be closed once the outbox is empty. */
    boolean isOver() {
        return cycle.state() == State.CLOSE;
    }

    /** How many responses have been written whole. */
    long answered() {
        return answered;
    }

    /** Whether the client may still be sending what is not going to be read. */
    boolean leavesInputUnread() {
        return inputUnread;
    }

    /** What is waited for, given that the outbox is empty. */
    Phase phase() {
        return switch (cycle.state()) {
            case REQUEST -> codec == null || codec.parser().betweenMessages() ? Phase.IDLE : Phase.HEADER;
            case CONTINUE, CONTENT -> contentIsHeldBack() ? Phase.ANSWER : Phase.BODY;
            case REST_OF_CONTENT -> Phase.BODY;
            case ANSWER, REFUSAL -> Phase.ANSWER;
            case REST_OF_ANSWER, REST_OF_BOTH, LAST_ANSWER ->
                codec.sender().waitsForSource() ? Phase.SOURCE : Phase.WRITE;
            case CLOSE -> Phase.WRITE;
        };
    }

    /**
     * The client was too slow (408, RFC 9110 section 15.5.9), or the handler was (503, RFC 9110 section 15.6.4).
     *
     * @return whether there is an answer to that; where not, the connection is to be closed
     */
    boolean timedOut(Phase waitedFor) {
        if (waitedFor == Phase.IDLE || !cycle.mayAnswer() && cycle.state() != State.REQUEST) {
            return false;
        }
        if (waitedFor == Phase.ANSWER) {
            answerMyself(Status.SERVICE_UNAVAILABLE, "the answer took too long to make");
        } else {
            cycle.step(Step.REFUSED);
            answerMyself(Status.REQUEST_TIMEOUT, "the request took too long to arrive");
        }
        return true;
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
     * what means nothing: that its response is being made (RFC 9110 section 15.2), or, where the response is begun, a
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

    /** Lets go of everything: the connection is gone. */
    void close() {
        if (exchange != null) {
            boolean begun = cycle.isAnswering();
            note(begun ? exchange.response().status() : Access.CLIENT_LEFT);
            endExchange();
        }
        if (codec != null && codec.isReusable()) {
            codec.giveBack();
        }
        codec = null;
    }

    // Reading.

    private boolean read(ByteBuffer in) {
        if (!cycle.reads() || contentIsHeldBack()) {
            return false;
        }
        if (cycle.state() == State.REQUEST && !in.hasRemaining()) {
            return !mayComeMore() && end();
        }
        if (codec == null) {
            codec = host.codecs().borrow();
        }
        try {
            Event event = codec.parser().next(in);
            return event == null ? needMore() : take(event);
        } catch (ProtocolException e) {
            refuse(e);
            return true;
        }
    }

    /** Content stays in the socket until the handler has said what to do with it. */
    private boolean contentIsHeldBack() {
        boolean awaited = cycle.state() == State.CONTENT || cycle.state() == State.CONTINUE;
        return awaited && !exchange.hasSink() && exchange.response() == null;
    }

    private boolean mayComeMore() {
        boolean idle = codec == null || codec.parser().betweenMessages();
        return !inputEnded && !(idle && host.isStopping());
    }

    private boolean end() {
        cycle.step(Step.NO_MORE_INPUT);
        return true;
    }

    /**
     * More bytes are needed: asks for them where the client waits to be asked, gives up where none will come. A request
     * that never became whole is not answered as if it had (RFC 9112 section 8).
     */
    private boolean needMore() {
        if (inputEnded) {
            mustClose = true;
            end();
            if (isOver() && exchange != null) {
                note(Access.CLIENT_LEFT);
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
        try {
            asked.handler().handle(exchange);
        } catch (Throwable e) {
            handlerFailed(e);
        }
    }

    /** The handler has said something, or the content that it gives has more. */
    @Override
    public void run() {
        if (cycle.mayAnswer()) {
            codec.parser().limitBody(exchange.hasSink() ? exchange.sinkBytesMax() : Limits.BODY_BYTES_LIMIT);
        }
        stir();
    }

    private void stir() {
        if (!advancing) {
            wake.run();
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
            } catch (Throwable e) {
                handlerFailed(e);
            }
        }
    }

    private void takeEnd(Event.End end) {
        cycle.step(Step.CONTENT_ENDED);
        if (exchange != null) {
            try {
                exchange.takeEnd(end.trailers());
            } catch (Throwable e) {
                handlerFailed(e);
            }
        }
    }

    private void handlerFailed(Throwable cause) {
        host.settings().errorLog().error("the handler of " + head.method() + " " + head.path() + " failed", cause);
        if (cycle.mayAnswer()) {
            exchange.settleWith(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
        }
    }

    private void refuse(ProtocolException e) {
        cycle.step(Step.REFUSED);
        if (exchange == null) {
            head = null;                                // what there is of a head is not to be relied on
        }
        if (cycle.state() == State.REFUSAL) {
            String field = e.detail().isEmpty() ? "" : ", in the field " + e.detail();
            answerMyself(e.status(), e.violation().reason() + field + " (" + e.violation().section() + ")");
        }
        mustClose = true;
        inputUnread = true;
    }

    /** Answers in the handler's place, and for the last time on this connection. */
    private void answerMyself(int status, String reason) {
        mustClose = true;
        inputUnread = true;
        if (exchange == null) {
            codec = codec != null ? codec : host.codecs().borrow();
            exchange = codec.begin(site.get().errorPages(), null, this);
        }
        exchange.settleWith(Response.error(status, reason));
    }

    // Writing.

    private boolean write(Outbox out) throws IOException {
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
        Response response = exchange.dressedResponse();
        boolean isHead = head != null ? head.hasMethod("HEAD") : codec.parser().isAmidHeadRequest();
        boolean http10 = head != null && head.isHttp10();
        codec.writer().begin(response.encodedHead(), isHead, http10, persists(), host.date());
        codec.sender().begin(response.body(), this);
        if (!exchange.hasSink()) {
            codec.parser().limitBody(DRAIN_BYTES_MAX);
        }
        cycle.step(Step.RESPONSE_BEGUN);
    }

    private boolean persists() {
        return !mustClose && !host.isStopping() && head.wantsPersistence() && !head.hasMethod("CONNECT")
                && restOfContentIsWorthReading();
    }

    /** Whether reading on to the next request costs less than a new connection (RFC 9112 section 9.3). */
    private boolean restOfContentIsWorthReading() {
        if (cycle.state() == State.CONTENT && head.framing() instanceof BodyFraming.Length length) {
            return exchange.hasSink() || length.bytes() - requestContentBytes <= DRAIN_BYTES_MAX;
        }
        return cycle.state() == State.ANSWER || cycle.state() == State.CONTENT && exchange.hasSink();
    }

    private boolean send(Outbox out) throws IOException {
        try {
            boolean done = codec.sender().send(out) && codec.writer().end(out.room());
            if (done) {
                endResponse();
            }
            return done;
        } catch (Exception e) {
            noteUnfinished(e);
            throw new IOException("the response could not be finished", e);
        }
    }

    /** That a file shrinks or a script ends too early has to be expected; anything else is a fault of ours. */
    private void noteUnfinished(Exception cause) {
        String what = "the response to " + (head == null ? "a refused request" : head.method() + " " + head.path())
                + " could not be finished";
        if (cause instanceof IOException) {
            host.settings().errorLog().warning(what + ": " + cause.getMessage());
        } else {
            host.settings().errorLog().error(what, cause);
        }
    }

    private void endResponse() {
        answered++;
        note(exchange.response().status());
        boolean last = mustClose || codec.writer().closesAfter();
        inputUnread |= cycle.state() == State.REST_OF_BOTH;
        cycle.step(last ? Step.LAST_RESPONSE_ENDED : Step.RESPONSE_ENDED);
        endExchange();
    }

    private void endExchange() {
        codec.sender().end();
        LiveExchange ended = exchange;
        exchange = null;
        ended.end();
    }

    private void note(int status) {
        if (host.settings().accessLog() == AccessLog.NONE) {
            return;
        }
        String requestLine = head == null ? "" : head.method() + ' ' + head.target() + " HTTP/1." + head.minorVersion();
        host.settings().accessLog().note(new Access(host.now(), peer.remote(), requestLine, status,
                codec.sender().contentBytes(), field("Referer"), field("User-Agent")));
    }

    private String field(String name) {
        return head == null ? "" : head.fields().first(name).orElse("");
    }

    /** Between two requests nothing of the codec is needed. */
    private void rest(ByteBuffer in) {
        if (codec != null && cycle.state() == State.REQUEST && !in.hasRemaining() && codec.isReusable()) {
            head = null;
            codec.giveBack();
            codec = null;
        }
    }
}
