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
    private static final String CHAPTER_ON_CUTS = "02-the-parser.md#a-token-that-is-cut";
    private static final String PARTS = "In one piece it is read right. But a network may cut a request anywhere, even within a token: "
            + "a parser must be able to stop after any byte, and to go on with the next one.";

    private final RequestCase failed;

    /** @param failed the case */
    public CaseFinding(RequestCase failed) {
        this.failed = failed;
    }

    /** It fails without any cut. */
    public FailedCase inOnePiece(List<String> expected, Outcome outcome) {
        EventDifference events = new EventDifference(failed.input(), Limits.DEFAULT, expected, outcome.events());
        return failure(outcome.problem().isEmpty() ? events.parts() : problem(failed.input(), -1, "", expected, outcome),
                rules(), failed.chapter(), summary(events, outcome));
    }

    /** It fails if a segment ends before the byte with this index. */
    public FailedCase cut(int index, List<String> expected, Outcome outcome) {
        return pointed(failed.input(), index, "here a new segment begins", expected, outcome, List.of(), CHAPTER_ON_CUTS,
                new Finding.Words("cut", "The first segment has " + index + (index == 1 ? " byte. " : " bytes. ") + PARTS));
    }

    /** It fails if each byte is a segment, but not with a single cut. */
    public FailedCase byteByByte(List<String> expected, Outcome outcome) {
        return pointed(failed.input(), -1, "", expected, outcome, List.of(), CHAPTER_ON_CUTS,
                new Finding.Words("cut", "Each byte is a segment. " + PARTS));
    }

    /** It fails if another request follows. */
    public FailedCase withAnotherBehind(byte[] second, List<String> expected, Outcome outcome) {
        return pointed(Bytes.join(failed.input(), second), failed.input().length, "here the next request begins", expected, outcome,
                rules(), failed.chapter(), new Finding.Words("next", "Alone it is read right. But a client may send the next request at "
                        + "once: a parser takes the bytes of one message and no more, and after a refusal none."));
    }

    /** It fails if another request came before. */
    public FailedCase afterAnother(byte[] first, List<String> expected, Outcome outcome) {
        return pointed(Bytes.join(first, failed.input()), first.length, "here this request begins", expected, outcome, rules(),
                failed.chapter(), new Finding.Words("before", "Alone it is read right. But a parser reads all requests of a connection, one "
                        + "after the other: nothing that it remembered of the first may be left when the next one begins."));
    }

    /** The rules with these ids, as the table of requirements has them. */
    static List<Requirement> requirements(List<String> ids) {
        return CaseLibrary.ofTheProgram().requirements(ids);
    }

    private List<Requirement> rules() {
        return requirements(failed.requirements());
    }

    private FailedCase pointed(byte[] sent, int at, String note, List<String> expected, Outcome outcome, List<Requirement> rules,
            String chapter, Finding.Words how) {
        EventDifference events = new EventDifference(sent, Limits.DEFAULT, expected, outcome.events());
        List<Finding.Part> parts = new ArrayList<>(outcome.problem().isEmpty() ? events.parts(at, note)
                : problem(sent, at, note, expected, outcome));
        parts.add(how);
        return failure(parts, rules, chapter, summary(events, outcome));
    }

    private static List<Finding.Part> problem(byte[] sent, int at, String note, List<String> expected, Outcome outcome) {
        return List.of(new Finding.Sent("sent", sent, at, note), new Finding.Words("expected", String.join("\n", expected)),
                new Finding.Words("got", outcome.problem()));
    }

    private static String summary(EventDifference events, Outcome outcome) {
        return outcome.problem().isEmpty() ? events.summary() : outcome.problem();
    }

    private FailedCase failure(List<Finding.Part> parts, List<Requirement> rules, String chapter, String summary) {
        String test = failed.location().contains("/hostile/") ? "HostileCasesTest" : "RequestCasesTest";
        return new FailedCase(new Finding(failed.heading(), failed.location(), parts, rules, chapter,
                "mvn test -Dtest=" + test + " -Dcase=" + failed.id()), summary);
    }
}
