package hostling.testing.tutor;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.cases.RequestCase;
import hostling.cases.Requirement;
import hostling.testing.Outcome;
import hostling.wire.Limits;
import java.util.ArrayList;
import java.util.List;

/** Says how a parser fails a case. */
public final class CaseFinding {
    private static final String PARTS = "In one piece it is read right. But a network may cut a request anywhere, even within a token: "
            + "a parser must be able to stop after any byte, and to go on with the next one.";

    private final RequestCase failed;

    /** @param failed the case */
    public CaseFinding(RequestCase failed) {
        this.failed = failed;
    }

    /** It fails without any cut. */
    public FailedCase inOnePiece(List<String> expected, Outcome outcome) {
        return new Difference(failed.input(), expected, outcome).failure(List.of());
    }

    /** It fails if a segment ends before the byte with this index. */
    public FailedCase cut(int index, List<String> expected, Outcome outcome) {
        return new Difference(failed.input(), expected, outcome).failureAt(index, "here a new segment begins", List.of(
                new Finding.Words("cut", "the first segment has " + index + (index == 1 ? " byte. " : " bytes. ") + PARTS)));
    }

    /** It fails if each byte is a segment, but not with a single cut. */
    public FailedCase byteByByte(List<String> expected, Outcome outcome) {
        return new Difference(failed.input(), expected, outcome).failure(List.of(
                new Finding.Words("cut", "after each byte. " + PARTS)));
    }

    /** It fails if another request follows. */
    public FailedCase withAnotherBehind(byte[] second, List<String> expected, Outcome outcome) {
        byte[] both = Bytes.join(failed.input(), second);
        return new Difference(both, expected, outcome).failureAt(failed.input().length, "here the next request begins", List.of(
                new Finding.Words("next", "Alone it is read right. But a client may send the next request at once: a parser takes the "
                        + "bytes of one message and no more, and after a refusal none.")));
    }

    /** The rules with these ids, as the table of requirements has them. */
    static List<Requirement> requirements(List<String> ids) {
        return CaseLibrary.ofTheProgram().requirements(ids);
    }

    private final class Difference {
        private final byte[] sent;
        private final List<String> expected;
        private final Outcome outcome;

        Difference(byte[] sent, List<String> expected, Outcome outcome) {
            this.sent = sent;
            this.expected = expected;
            this.outcome = outcome;
        }

        FailedCase failure(List<Finding.Part> more) {
            EventDifference events = new EventDifference(sent, Limits.DEFAULT, expected, outcome.events());
            return failed(outcome.problem().isEmpty() ? events.parts() : problem(-1, ""), events, more);
        }

        FailedCase failureAt(int index, String note, List<Finding.Part> more) {
            EventDifference events = new EventDifference(sent, Limits.DEFAULT, expected, outcome.events());
            return failed(outcome.problem().isEmpty() ? events.parts(index, note) : problem(index, note), events, more);
        }

        private List<Finding.Part> problem(int at, String note) {
            return List.of(new Finding.Sent("sent", sent, at, note), new Finding.Words("expected", String.join("\n", expected)),
                    new Finding.Words("got", outcome.problem()));
        }

        private FailedCase failed(List<Finding.Part> parts, EventDifference events, List<Finding.Part> more) {
            List<Finding.Part> all = new ArrayList<>(parts);
            all.addAll(more);
            String test = failed.location().contains("/hostile/") ? "HostileCasesTest" : "RequestCasesTest";
            Finding finding = new Finding(failed.heading(), failed.location(), all, requirements(failed.requirements()),
                    failed.chapter(), "mvn test -Dtest=" + test + " -Dcase=" + failed.id());
            return new FailedCase(finding, outcome.problem().isEmpty() ? events.summary() : outcome.problem());
        }
    }
}
