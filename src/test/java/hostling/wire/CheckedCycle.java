package hostling.wire;

import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import hostling.wire.MessageCycle.RequestState;
import hostling.wire.MessageCycle.ResponseState;
import hostling.wire.MessageCycle.Step;
import java.util.ArrayList;
import java.util.List;

/** A message cycle in a test. If something is wrong, it tells all steps up to there, each with the states after it. */
final class CheckedCycle {
    private static final String READ = "01-how-a-request-travels.md#which-side-may-send-next";

    private final MessageCycle cycle = new MessageCycle();
    private final List<String> made = new ArrayList<>(List.of(line("(at the beginning)")));
    private List<String> rules = List.of();

    /** A new cycle that has made these steps. */
    static CheckedCycle after(Step... steps) {
        CheckedCycle checked = new CheckedCycle();
        for (Step each : steps) {
            checked.makes(each, "On the way to what is to be shown, " + each + " has to be allowed");
        }
        return checked;
    }

    /** Names the requirements of the RFCs that demand what follows. */
    CheckedCycle because(String... requirements) {
        rules = List.of(requirements);
        return this;
    }

    /** Makes a step, which has to be allowed. The heading says why. */
    CheckedCycle makes(Step step, String heading) {
        if (!cycle.allows(step)) {
            throw failure(heading, "allows(" + step + ") is true", "false");
        }
        try {
            cycle.step(step);
        } catch (IllegalStateException e) {
            throw failure(heading, "step(" + step + ") does what allows(" + step + ") promises", e.toString());
        }
        made.add(line(step.toString()));
        return this;
    }

    /** Tries a step, which must not be allowed. The heading says why. */
    CheckedCycle refuses(Step step, String heading) {
        if (cycle.allows(step)) {
            throw failure(heading, "allows(" + step + ") is false", "true");
        }
        String before = states();
        try {
            cycle.step(step);
        } catch (IllegalStateException e) {
            require(before.equals(states()), heading, "step(" + step + ") throws, and changes nothing", states());
            return this;
        }
        throw failure(heading, "step(" + step + ") throws an IllegalStateException", "nothing is thrown");
    }

    /** Requires these states. */
    CheckedCycle is(RequestState request, ResponseState response, String heading) {
        require(cycle.request() == request && cycle.response() == response, heading, states(request, response), states());
        return this;
    }

    /** Requires that the next request may come. */
    CheckedCycle isIdle(String heading) {
        is(RequestState.IDLE, ResponseState.IDLE, heading);
        require(cycle.isIdle(), heading, "isIdle() is true", "false");
        return this;
    }

    /** Requires that the connection ends here; the state of the request does not matter any more. */
    CheckedCycle isClosed(String heading) {
        require(cycle.response() == ResponseState.CLOSE && cycle.isClosed(), heading, "response CLOSE", states());
        return this;
    }

    /** Requires that the client may send, or not. */
    CheckedCycle reads(boolean expected, String heading) {
        require(cycle.reads() == expected, heading, "reads() is " + expected, "" + cycle.reads());
        return this;
    }

    /** Requires that the server may begin its response, or not. */
    CheckedCycle mayRespond(boolean expected, String heading) {
        require(cycle.mayRespond() == expected, heading, "mayRespond() is " + expected, "" + cycle.mayRespond());
        return this;
    }

    private void require(boolean isTrue, String heading, String expected, String got) {
        if (!isTrue) {
            throw failure(heading, expected, got);
        }
    }

    private FailedCase failure(String heading, String expected, String got) {
        return new FailedCase(new Finding(heading, "", List.of(new Finding.Words("steps", String.join("\n", made)),
                new Finding.Words("expected", expected), new Finding.Words("got", got)),
                CaseLibrary.ofTheProgram().requirements(rules), READ), "expected: " + expected + "; got: " + got);
    }

    private String line(String step) {
        return String.format("%-21s%s", step, states());
    }

    private String states() {
        return states(cycle.request(), cycle.response());
    }

    private static String states(RequestState request, ResponseState response) {
        return "request " + request + ", response " + response;
    }
}
