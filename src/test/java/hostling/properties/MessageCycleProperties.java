package hostling.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.wire.MessageCycle;
import hostling.wire.MessageCycle.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Compares the message cycle with a model that does not know its states, only how far the request and the response are.
 * The steps are random, so most are illegal; illegal steps must change nothing.
 */
class MessageCycleProperties {
    private static final Set<Step> ENDS =
            EnumSet.of(Step.RESPONSE_ENDED, Step.LAST_RESPONSE_ENDED, Step.RESPONSE_ABORTED);

    @Property
    void aStepIsLegalExactlyWhereRequestAndAnswerAllowIt(@ForAll @Size(max = 60) List<Step> steps) {
        MessageCycle cycle = new MessageCycle();
        Model model = new Model();
        for (Step step : steps) {
            String before = states(cycle);
            if (model.allows(step)) {
                cycle.step(step);
                model.take(step);
            } else {
                assertThrows(IllegalStateException.class, () -> cycle.step(step));
                assertEquals(before, states(cycle));
            }
            assertEquals(model.isClosed, cycle.isClosed());
            assertEquals(model.allows(Step.REFUSED), cycle.reads());
            assertEquals(model.allows(Step.RESPONSE_BEGUN), cycle.mayRespond());
            assertEquals(model.allows(Step.LAST_RESPONSE_ENDED), cycle.isResponding());
        }
    }

    @Property
    void everyRequestHasAtMostOneAnswerAndNoAnswerIsWithoutARequest(@ForAll @Size(max = 60) List<Step> steps) {
        MessageCycle cycle = new MessageCycle();
        int requests = 0;
        int begun = 0;
        int ended = 0;
        for (Step step : steps) {
            boolean beforeHead = cycle.isIdle();
            if (taken(cycle, step)) {
                requests += beforeHead && step != Step.INPUT_ENDED ? 1 : 0;
                begun += step == Step.RESPONSE_BEGUN ? 1 : 0;
                ended += ENDS.contains(step) ? 1 : 0;
            }
            assertEquals(cycle.isResponding() ? 1 : 0, begun - ended);
            boolean answerIsDue = cycle.mayRespond() || requests > begun && cycle.isClosed();
            assertEquals(answerIsDue ? 1 : 0, requests - begun);
        }
    }

    private static String states(MessageCycle cycle) {
        return cycle.request() + " / " + cycle.response();
    }

    private static boolean taken(MessageCycle cycle, Step step) {
        try {
            cycle.step(step);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The rules of HTTP for one connection, without names for what is expected next. */
    private static final class Model {
        private enum Content { NO_REQUEST, HELD_BACK, COMING, OVER }

        private enum Answer { TO_COME, BEGUN, ENDED }

        private Content content = Content.NO_REQUEST;
        private Answer answer = Answer.TO_COME;
        private boolean isRefused;
        /** The server reads nothing more, so this is the last request. */
        private boolean isLast;
        private boolean isClosed;

        boolean allows(Step step) {
            boolean reading = content != Content.OVER;
            boolean inRequest = content != Content.NO_REQUEST || isRefused;
            return !isClosed && switch (step) {
                case HEAD_READ, HEAD_READ_EXPECTING -> content == Content.NO_REQUEST;
                case CONTINUE_SENT, CONTENT_BEGUN -> content == Content.HELD_BACK && answer == Answer.TO_COME;
                case CONTENT_ENDED -> content == Content.HELD_BACK || content == Content.COMING;
                case REFUSED, INPUT_ENDED -> reading;
                case RESPONSE_BEGUN -> inRequest && answer == Answer.TO_COME;
                case RESPONSE_ENDED -> answer == Answer.BEGUN && !isLast;
                case LAST_RESPONSE_ENDED, RESPONSE_ABORTED -> answer == Answer.BEGUN;
            };
        }

        void take(Step step) {
            switch (step) {
                case HEAD_READ, CONTINUE_SENT, CONTENT_BEGUN -> content = Content.COMING;
                case HEAD_READ_EXPECTING -> content = Content.HELD_BACK;
                case CONTENT_ENDED -> content = Content.OVER;
                case REFUSED -> {
                    isRefused = true;
                    isLast = true;
                    content = Content.OVER;
                    isClosed = answer == Answer.ENDED;
                }
                case INPUT_ENDED -> {
                    isLast = true;
                    content = Content.OVER;
                    isClosed = answer != Answer.BEGUN;
                }
                case RESPONSE_BEGUN -> answer = Answer.BEGUN;
                case RESPONSE_ENDED -> answer = Answer.ENDED;
                case LAST_RESPONSE_ENDED, RESPONSE_ABORTED -> isClosed = true;
            }
            if (content == Content.OVER && answer == Answer.ENDED && !isClosed) {
                content = Content.NO_REQUEST;
                answer = Answer.TO_COME;
            }
        }
    }
}
