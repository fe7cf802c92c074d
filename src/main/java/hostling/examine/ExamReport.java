package hostling.examine;

import java.util.List;

/**
 * What came out of an examination.
 *
 * @param url    the server, as the user named it
 * @param server what it says of itself in the field Server; empty if it says nothing
 */
public record ExamReport(String url, String server, List<StageReport> stages) {
    /** How many checks have this verdict. */
    public int count(Verdict verdict) {
        return stages.stream().mapToInt(stage -> stage.count(verdict)).sum();
    }

    /** How many checks can be passed or not. */
    public int rated() {
        return stages.stream().mapToInt(StageReport::rated).sum();
    }

    /** The result in a sentence. */
    public String summary() {
        return count(Verdict.PASSED) + " of " + rated() + " checks passed" + also(Verdict.FAILED) + also(Verdict.WEAK)
                + also(Verdict.DIFFERS) + also(Verdict.NOT_TRIED) + ".";
    }

    private String also(Verdict verdict) {
        return count(verdict) == 0 ? "" : ", " + count(verdict) + " " + verdict.words();
    }
}
