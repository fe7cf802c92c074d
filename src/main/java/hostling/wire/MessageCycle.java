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
 * Who may speak next on a connection: the small machine above the two big ones. A request and its response overlap (an
 * answer may come before the content is read, or instead of reading it), and the table in this class is the whole of
 * what may happen: a state, a step, the state behind it. A step that is not in it is a fault of the caller.
 */
public final class MessageCycle {
    /** States are named for what is expected next. */
    public enum State {
        /** A request. */
        REQUEST,
        /** Content, or an answer; the client holds its content back until it is asked for it. */
        CONTINUE,
        /** Content, or an answer. */
        CONTENT,
        /** An answer; the request is whole. */
        ANSWER,
        /** The rest of an answer; the request is whole. */
        REST_OF_ANSWER,
        /** The rest of an answer that began before the request was whole, and content that nobody wants. */
        REST_OF_BOTH,
        /** The rest of the last answer; the client broke off or broke a rule meanwhile, or before. */
        LAST_ANSWER,
        /** Content that nobody wants, behind an answer. */
        REST_OF_CONTENT,
        /** An answer to a request that can't be read; nothing is read any more. */
        REFUSAL,
        /** Nothing: the connection is to be closed. */
        CLOSE
    }

    /** Steps are named for what happened. */
    public enum Step {
        /** A head was read. */
        HEAD_READ,
        /** A head was read whose sender waits for {@code 100 Continue}. */
        HEAD_READ_EXPECTING,
        /** {@code 100 Continue} was sent. */
        CONTINUE_SENT,
        /** Content came though nobody had asked for it yet: the client did not wait. */
        CONTENT_BEGUN,
        /** The request is whole. */
        CONTENT_ENDED,
        /** The request broke a rule. */
        REFUSED,
        /** The client sends no more though more was expected, or no more is taken from it. */
        NO_MORE_INPUT,
        /** The head of the final response was written. */
        RESPONSE_BEGUN,
        /** The final response is written whole, and the connection is to be used again. */
        RESPONSE_ENDED,
        /** The final response is written whole, and it was the last one. */
        LAST_RESPONSE_ENDED,
        /** The final response was begun and can't be finished. */
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

    /** The same by index, for a look-up at each step: null is what can't happen. */
    private static final State[][] NEXT = new State[State.values().length][Step.values().length];

    static {
        TABLE.forEach((from, steps) -> steps.forEach((step, to) -> NEXT[from.ordinal()][step.ordinal()] = to));
    }

    private State state = State.REQUEST;

    private static void row(State state, Step step, State next) {
        TABLE.computeIfAbsent(state, any -> new EnumMap<>(Step.class)).put(step, next);
    }

    /** The table, for those who draw or check it. */
    static Map<State, Map<Step, State>> table() {
        return TABLE;
    }

    /** What is expected next. */
    public State state() {
        return state;
    }

    /**
     * Notes what happened.
     *
     * @throws IllegalStateException where it can't happen now
     */
    public void step(Step step) {
        State next = NEXT[state.ordinal()][step.ordinal()];
        if (next == null) {
            throw new IllegalStateException(step + " can't happen when " + state + " is expected");
        }
        state = next;
    }

    /** Whether bytes of a request are wanted from the client. */
    public boolean reads() {
        return switch (state) {
            case REQUEST, CONTINUE, CONTENT, REST_OF_BOTH, REST_OF_CONTENT -> true;
            case ANSWER, REST_OF_ANSWER, LAST_ANSWER, REFUSAL, CLOSE -> false;
        };
    }

    /** Whether the final response is begun and not ended. */
    public boolean isAnswering() {
        return state == State.REST_OF_ANSWER || state == State.REST_OF_BOTH || state == State.LAST_ANSWER;
    }

    /** Whether the final response may be begun. */
    public boolean mayAnswer() {
        return switch (state) {
            case CONTINUE, CONTENT, ANSWER, REFUSAL -> true;
            case REQUEST, REST_OF_ANSWER, REST_OF_BOTH, LAST_ANSWER, REST_OF_CONTENT, CLOSE -> false;
        };
    }
}
