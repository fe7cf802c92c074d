package hostling.testing.tutor;

import hostling.cases.Finding;
import hostling.cases.FindingText;

/**
 * A test has failed, and a {@link Finding} says how. The message is one line, for lists; the text is the whole finding, which
 * an IDE and the reports in {@code target/surefire-reports} show. It has no stack trace: the place is in the bytes, not in the
 * code of the test.
 */
public final class FailedCase extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;
    private final String text;

    /**
     * @param summary what is wrong, in one line
     */
    public FailedCase(Finding finding, String summary) {
        super(finding.location().isEmpty() ? finding.heading() + ": " + summary
                : finding.location() + ": " + finding.heading() + ": " + summary);
        this.finding = finding;
        this.text = FindingText.of(finding, false);
        setStackTrace(new StackTraceElement[0]);
    }

    /** What is to say about it. */
    public Finding finding() {
        return finding;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** The whole finding. */
    @Override
    public String toString() {
        return text;
    }
}
