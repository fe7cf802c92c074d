package hostling.wire;

import static hostling.wire.MessageCycle.Step.CONTENT_BEGUN;
import static hostling.wire.MessageCycle.Step.CONTENT_ENDED;
import static hostling.wire.MessageCycle.Step.CONTINUE_SENT;
import static hostling.wire.MessageCycle.Step.HEAD_READ;
import static hostling.wire.MessageCycle.Step.HEAD_READ_EXPECTING;
import static hostling.wire.MessageCycle.Step.LAST_RESPONSE_ENDED;
import static hostling.wire.MessageCycle.Step.NO_MORE_INPUT;
import static hostling.wire.MessageCycle.Step.REFUSED;
import static hostling.wire.MessageCycle.Step.RESPONSE_ABORTED;
import static hostling.wire.MessageCycle.Step.RESPONSE_BEGUN;
import static hostling.wire.MessageCycle.Step.RESPONSE_ENDED;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which side may send next on a connection: the small state machine above the parser and the writer. A request and its
 * response overlap (a response may come before the content is read, or instead of reading it). The table in this class
 * holds every permitted transition: a state, a step, the next state. A step that is not in it is a bug in the caller.
 */
public final class MessageCycle {
    /** States are named after what is expected next. */
    public enum State {
        /** A request. */
        REQUEST,
        /** Content or a response; the client holds back its content until it receives {@code 100 Continue}. */
        CONTINUE,
        /** Content or a response. */
        CONTENT,
        /** A response; the request is complete. */
        ANSWER,
        /** The rest of a response; the request is complete. */
        REST_OF_ANSWER,
        /** The rest of a response that began before the request was complete, and content to be discarded. */
        REST_OF_BOTH,
        /** The rest of the last response: the client stopped sending or broke a rule before or during it. */
        LAST_ANSWER,
        /** Content to be discarded, after a complete response. */
        REST_OF_CONTENT,
        /** A response to a request that broke a rule; nothing more is read. */
        REFUSAL,
        /** Nothing: the caller closes the connection. */
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
        NO_MORE_INPUT,
        /** The head of the final response was written. */
        RESPONSE_BEGUN,
        /** The final response is complete, and the connection persists. */
        RESPONSE_ENDED,
        /** The final response is complete, and it was the last one. */
        LAST_RESPONSE_ENDED,
        /** The final response was begun but can't be completed. */
        RESPONSE_ABORTED
    }

    // region: cycle-table
    private static final Map<State, Map<Step, State>> TABLE = new EnumMap<>(State.class);

    static {
        row(State.REQUEST,         HEAD_READ,           State.CONTENT);
        row(State.REQUEST,         HEAD_READ_EXPECTING, State.CONTINUE);
        row(State.REQUEST,         REFUSED,             State.REFUSAL);
        row(State.REQUEST,         NO_MORE_INPUT,       State.CLOSE);

        row(State.CONTINUE,        CONTINUE_SENT,       State.CONTENT);
        row(State.CONTINUE,        CONTENT_BEGUN,       State.CONTENT);
        row(State.CONTINUE,        CONTENT_ENDED,       State.ANSWER);
        row(State.CONTINUE,        REFUSED,             State.REFUSAL);
        row(State.CONTINUE,        NO_MORE_INPUT,       State.CLOSE);
        row(State.CONTINUE,        RESPONSE_BEGUN,      State.REST_OF_BOTH);

        row(State.CONTENT,         CONTENT_ENDED,       State.ANSWER);
        row(State.CONTENT,         REFUSED,             State.REFUSAL);
        row(State.CONTENT,         NO_MORE_INPUT,       State.CLOSE);
        row(State.CONTENT,         RESPONSE_BEGUN,      State.REST_OF_BOTH);

        row(State.ANSWER,          RESPONSE_BEGUN,      State.REST_OF_ANSWER);
        row(State.REST_OF_ANSWER,  RESPONSE_ENDED,      State.REQUEST);
        row(State.REST_OF_ANSWER,  LAST_RESPONSE_ENDED, State.CLOSE);
        row(State.REST_OF_ANSWER,  RESPONSE_ABORTED,    State.CLOSE);

        row(State.REST_OF_BOTH,    CONTENT_ENDED,       State.REST_OF_ANSWER);
        row(State.REST_OF_BOTH,    RESPONSE_ENDED,      State.REST_OF_CONTENT);
        row(State.REST_OF_BOTH,    LAST_RESPONSE_ENDED, State.CLOSE);
        row(State.REST_OF_BOTH,    RESPONSE_ABORTED,    State.CLOSE);
        row(State.REST_OF_BOTH,    REFUSED,             State.LAST_ANSWER);
        row(State.REST_OF_BOTH,    NO_MORE_INPUT,       State.LAST_ANSWER);
        row(State.REST_OF_CONTENT, CONTENT_ENDED,       State.REQUEST);
        row(State.REST_OF_CONTENT, REFUSED,             State.CLOSE);
        row(State.REST_OF_CONTENT, NO_MORE_INPUT,       State.CLOSE);

        row(State.REFUSAL,         RESPONSE_BEGUN,      State.LAST_ANSWER);
        row(State.LAST_ANSWER,     LAST_RESPONSE_ENDED, State.CLOSE);
        row(State.LAST_ANSWER,     RESPONSE_ABORTED,    State.CLOSE);
    }
    // endregion

    /** The table as an array, for fast look-up; null marks a forbidden step. */
    private static final State[][] NEXT = new State[State.values().length][Step.values().length];

    static {
        TABLE.forEach((from, steps) -> steps.forEach((step, to) -> NEXT[from.ordinal()][step.ordinal()] = to));
    }

    private State state = State.REQUEST;

    private static void row(State state, Step step, State next) {
        TABLE.computeIfAbsent(state, any -> new EnumMap<>(Step.class)).put(step, next);
    }

    /** The table, for tests and diagrams. */
    static Map<State, Map<Step, State>> table() {
        return TABLE;
    }

    /** The current state: what is expected next. */
    public State state() {
        return state;
    }

    /**
     * Makes a step.
     *
     * @throws IllegalStateException if the step is not allowed in this state
     */
    public void step(Step step) {
        State next = NEXT[state.ordinal()][step.ordinal()];
        if (next == null) {
            throw new IllegalStateException(step + " is not allowed in state " + state);
        }
        state = next;
    }

    /** Whether bytes of a request are to be read from the client. */
    public boolean reads() {
        return switch (state) {
            case REQUEST, CONTINUE, CONTENT, REST_OF_BOTH, REST_OF_CONTENT -> true;
            case ANSWER, REST_OF_ANSWER, LAST_ANSWER, REFUSAL, CLOSE -> false;
        };
    }

    /** Whether the final response has begun and not ended. */
    public boolean isAnswering() {
        return state == State.REST_OF_ANSWER || state == State.REST_OF_BOTH || state == State.LAST_ANSWER;
    }

    /** Whether the final response may begin. */
    public boolean mayAnswer() {
        return switch (state) {
            case CONTINUE, CONTENT, ANSWER, REFUSAL -> true;
            case REQUEST, REST_OF_ANSWER, REST_OF_BOTH, LAST_ANSWER, REST_OF_CONTENT, CLOSE -> false;
        };
    }
}
