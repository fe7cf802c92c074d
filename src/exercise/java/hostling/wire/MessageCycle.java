package hostling.wire;

import static hostling.wire.MessageCycle.Step.CONTENT_BEGUN;
import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.CONTINUE_SENT;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
import static hostling.wire.MessageCycle.Step.HEAD_READ_EXPECTING;
import static hostling.wire.MessageCycle.Step.INPUT_ENDED;
import static hostling.wire.MessageCycle.Step.LAST_RESPONSE_ENDED;
import static hostling.wire.MessageCycle.Step.REFUSED;
import static hostling.wire.MessageCycle.Step.RESPONSE_ABORTED;
import static hostling.wire.MessageCycle.Step.RESPONSE_BEGUN;
import static hostling.wire.MessageCycle.Step.RESPONSE_ENDED;

/**
 * Which side may send next on a connection: two small state machines above the parser and the writer, one for the request
 * and one for the response. They run side by side, because a response may begin before its request is complete. When both
 * are done, both begin again with the next request.
 *
 * <pre>
 *   request:   IDLE ──▶ EXPECTS_CONTINUE ──▶ BODY ──▶ DONE        response:   IDLE ──▶ BODY ──▶ DONE
 *                └───────────────────────────▲                                          └──▶ CLOSE
 *              from each of the first three: ──▶ ERROR
 * </pre>
 *
 * <p>The tables in this class hold every transition. A step that is not allowed is a bug in the caller.
 *
 * <p>The picture leaves some arrows out. For example, a client that waits for {@code 100 Continue} may go on without it.
 *
 * <p>Your task: write the rest of the tables, and the methods {@link #allows}, {@link #step}, {@link #reads} and
 * {@link #mayRespond}. The rest is right as it is.
 */
public final class MessageCycle {
    /** How much of the request has been received. */
    public enum RequestState {
        /** Nothing: its head comes next. */
        IDLE,
        /** The head; the client holds back its content until it receives {@code 100 Continue} (RFC 9110 section 10.1.1). */
        EXPECTS_CONTINUE,
        /** The head; content comes next, or the end of the request. */
        BODY,
        /** All of it. */
        DONE,
        /** It broke a rule, or ended too early: where another request would begin is not known. */
        ERROR
    }

    /** How much of the response has been written. */
    public enum ResponseState {
        /** Nothing. */
        IDLE,
        /** The head; content comes next, or the end of the response. */
        BODY,
        /** All of it. The rest of the request is still to come, and is discarded. */
        DONE,
        /** Nothing more will be written: the caller closes the connection. */
        CLOSE
    }

    /** Steps are named after what happened. */
    public enum Step {
        /** A head was read. */
        HEAD_READ,
        /** A head was read, and its sender waits for {@code 100 Continue}. */
        HEAD_READ_EXPECTING,
        /** {@code 100 Continue} was sent. */
        CONTINUE_SENT,
        /** Content arrived before {@code 100 Continue} was sent: the client did not wait. */
        CONTENT_BEGUN,
        /** The request is complete. */
        CONTENT_ENDED,
        /** The request broke a rule. */
        REFUSED,
        /** The client stopped sending too early, or the server stopped reading. */
        INPUT_ENDED,
        /** The head of the final response was written. */
        RESPONSE_BEGUN,
        /** The final response is complete, and the connection persists. */
        RESPONSE_ENDED,
        /** The final response is complete, and it was the last one. */
        LAST_RESPONSE_ENDED,
        /** The final response was begun but can't be completed. */
        RESPONSE_ABORTED
    }

    private static final RequestState[][] REQUEST = new RequestState[RequestState.values().length][Step.values().length];
    private static final ResponseState[][] RESPONSE =
            new ResponseState[ResponseState.values().length][Step.values().length];

    private RequestState request = RequestState.IDLE;
    private ResponseState response = ResponseState.IDLE;

    static {
        request(RequestState.IDLE,   HEAD_READ,      RequestState.BODY);
        response(ResponseState.IDLE, RESPONSE_BEGUN, ResponseState.BODY);
        // all other arrows
    }

    /**
     * Whether a step may be made now.
     *
     * <ul>
     *   <li>If the response is CLOSE, none may.
     *   <li>A step that has RESPONSE in its name needs an arrow from the state of the response, and all others need one from the
     *       state of the request. In the other machine it may have an arrow, too, and need not.
     *   <li>A response needs more than its own arrows: one may not begin, and one may not end with RESPONSE_ENDED, in certain states of
     *       the request. Which are they?
     * </ul>
     */
    public boolean allows(Step step) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Makes a step. Each machine that has an arrow for it follows the arrow, and the other one stays where it is. If both are DONE
     * then, both become IDLE.
     *
     * @throws IllegalStateException if the step is not allowed; the states stay as they are
     */
    public void step(Step step) {
        throw new UnsupportedOperationException("not written yet");
    }

    private static void request(RequestState state, Step step, RequestState next) {
        REQUEST[state.ordinal()][step.ordinal()] = next;
    }

    private static void response(ResponseState state, Step step, ResponseState next) {
        RESPONSE[state.ordinal()][step.ordinal()] = next;
    }

    /** Null if the step does not change the request's state. */
    static RequestState next(RequestState state, Step step) {
        return REQUEST[state.ordinal()][step.ordinal()];
    }

    /** Null if the step does not change the response's state. */
    static ResponseState next(ResponseState state, Step step) {
        return RESPONSE[state.ordinal()][step.ordinal()];
    }

    /** How much of the current request has been received. */
    public RequestState request() {
        return request;
    }

    /** How much of its response has been written. */
    public ResponseState response() {
        return response;
    }

    /** Whether neither a request nor a response has begun. */
    public boolean isIdle() {
        return request == RequestState.IDLE && response == ResponseState.IDLE;
    }

    /** Whether the caller closes the connection, as soon as what was written has been sent. */
    public boolean isClosed() {
        return response == ResponseState.CLOSE;
    }

    /** Whether bytes of a request are to be read from the client. */
    public boolean reads() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Whether the head of the request has been read, and its end has not. */
    public boolean isAmidRequest() {
        return request == RequestState.EXPECTS_CONTINUE || request == RequestState.BODY;
    }

    /** Whether the final response has begun and not ended. */
    public boolean isResponding() {
        return response == ResponseState.BODY;
    }

    /** Whether the final response may begin. */
    public boolean mayRespond() {
        throw new UnsupportedOperationException("not written yet");
    }
}
