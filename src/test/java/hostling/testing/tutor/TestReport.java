package hostling.testing.tutor;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints a line for each layer, and at the end what a tutor would say about the failures. It is silent unless the build has set
 * the system property {@code tests.report}: an IDE has views of its own. Its value is the level of Maven's messages; with
 * {@code mvn -q} only failures and stale pages are printed.
 */
public final class TestReport implements TestExecutionListener {
    private static final String MODE = System.getProperty("tests.report", "");
    /** How Maven counts the level of its messages: with -q, only errors. */
    private static final String QUIET = "level 3";
    private static final String JQWIK = "[engine:jqwik]";

    /** Held, as a logger that nobody holds forgets its level. */
    private static final Logger JQWIK_LOG = Logger.getLogger("net.jqwik");

    private final PrintStream out;
    private final boolean prints;
    private final boolean isQuiet;
    private final Summary summary = new Summary();
    private TestNames tests;
    private String group = "";
    private long groupStartNanos;
    private int groupTests;
    private int groupFailures;

    /** As the service loader makes it. */
    public TestReport() {
        this(System.out, MODE);
    }

    TestReport(PrintStream out, String mode) {
        this.out = out;
        this.prints = !mode.isEmpty();
        this.isQuiet = mode.endsWith(QUIET);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        tests = new TestNames(started);
        if (prints) {
            JQWIK_LOG.setLevel(Level.SEVERE);               // how it looks for samples is of no interest here
        }
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        if (reason.equals(LowestLayer.REASON)) {
            summary.notRun(tests.className(skipped));
        }
    }

    @Override
    public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
        if (!prints) {
            return;
        }
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        if (finished.isTest() || failed) {
            enter(groupOf(finished));
            groupTests++;
            groupFailures += failed ? 1 : 0;
            summary.test();
        }
        result.getThrowable().ifPresent(cause -> {
            if (failed) {
                fail(tests.failure(finished, cause));
            } else if (cause instanceof StalePage stale) {
                summary.stale(stale.getMessage());
            }
        });
    }

    private void fail(Failure failure) {
        summary.failure(failure);
        if (failure.layer().equals(Layers.LOWEST)) {
            LowestLayer.hasFailed();
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (!prints) {
            return;
        }
        enter("");
        out.print(summary.text(isQuiet));
        out.flush();
    }

    private void enter(String next) {
        if (next.equals(group)) {
            return;
        }
        if (!group.isEmpty() && !isQuiet) {
            long seconds = Math.round((System.nanoTime() - groupStartNanos) / 1e9);
            out.printf("%-12s %,6d tests, %s, %d s%n", group, groupTests, groupFailures == 0 ? "all right" : groupFailures + " failed",
                    seconds);
        }
        group = next;
        groupStartNanos = System.nanoTime();
        groupTests = 0;
        groupFailures = 0;
    }

    /** The properties have an engine of their own, which runs after that of the other tests. */
    private String groupOf(TestIdentifier test) {
        return test.getUniqueId().startsWith(JQWIK) ? "properties" : Layers.of(tests.className(test));
    }
}
