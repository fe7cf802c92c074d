package hostling.testing.tutor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import hostling.cases.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs planted tests, and reads what the report says about them. */
class TestReportTest {
    private static final String LOUD = "at level 1";
    private static final String QUIET = "at level 3";

    /** One test of each kind fails. */
    static class Planted {
        @Test
        void twoIsThree() {
            assertEquals(3, 2);
        }

        @TestFactory
        List<DynamicTest> cases() {
            return List.of(DynamicTest.dynamicTest("a case", () -> {
                throw new FailedCase(finding("A tab is white space"), "expected a; got b");
            }));
        }

        @Test
        void isRight() { }
    }

    /** Nothing fails, but a page is stale. */
    static class Stale {
        @Test
        void isStale() {
            new Freshness(false).check("a", "b", "a page has changed", "mvn test");
        }
    }

    private static Finding finding(String heading) {
        return new Finding(heading, "cases.md:1", List.of(new Finding.Sent("sent", new byte[] {'\t'}, 0, "here")), List.of(),
                "02-the-parser.md", "mvn test -Dcase=tab");
    }

    private static String report(Class<?> planted, String mode) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        LauncherConfig alone = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).addTestExecutionListeners(
                        new TestReport(new PrintStream(printed, true, UTF_8), mode)).build();
        LauncherFactory.create(alone).execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(planted)).build());
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void theFailureThatExplainsItselfComesFirst() {
        String report = report(Planted.class, QUIET);
        assertTrue(report.startsWith("""

                2 of 3 tests failed. Begin with this one, of the layer testing:

                A tab is white space
                  sent      \\t
                            ^ here
                  read      docs/02-the-parser.md
                  case      cases.md:1
                  run       mvn test -Dcase=tab

                Then:
                  TestReportTest.Planted: Two is three: expected: <3> but was: <2>

                Failures by class:
                  testing      TestReportTest.Planted 2
                """), report);
    }

    @Test
    void withoutAFailureOnlyTheNumbersAreTold() {
        String report = report(LayerOrderTest.class, LOUD);
        assertTrue(report.matches("testing           3 tests, all right, \\d+ s\nAll 3 tests are right.\n"), report);
        assertEquals("", report(LayerOrderTest.class, QUIET));
    }

    @Test
    void whatIsStaleIsALineAlsoIfQuiet() {
        assertEquals("\nStale: a page has changed: write them anew with mvn test\n", report(Stale.class, QUIET));
    }

    @Test
    void anIdeIsToldNothing() {
        assertEquals("", report(Planted.class, ""));
    }

    @Test
    void anAssertionIsToldWithItsLine() {
        AssertionError error = new AssertionError("expected: <3> but was: <2>");
        error.setStackTrace(new StackTraceElement[] {new StackTraceElement("hostling.http.Ranges", "of", "Ranges.java", 12),
            new StackTraceElement("hostling.http.RangesTest", "aRangeIsCut", "RangesTest.java", 34)});
        Finding finding = new Failure("hostling.http.RangesTest", "aRangeIsCut", "[2] 0-4", error).finding();
        assertEquals("RangesTest: A range is cut", finding.heading());
        assertEquals(List.of(new Finding.Words("of", "[2] 0-4"), new Finding.Words("problem", "expected: <3> but was: <2>"),
                new Finding.Words("at", "Ranges.java:12, called by RangesTest.java:34")), finding.parts());
        assertEquals("mvn test -Dtest=RangesTest#aRangeIsCut", finding.command());
    }

    @Test
    void theLowestLayerComesFirstAndIsSaidToBeTheCause() {
        Summary summary = new Summary();
        summary.failure(new Failure("hostling.app.ServerTest", "starts", "", new AssertionError("no")));
        summary.failure(new Failure("hostling.http.RangesTest", "aRangeIsCut", "", new AssertionError("no")));
        String text = summary.text(true);
        assertTrue(text.indexOf("RangesTest: A range is cut") < text.indexOf("ServerTest"), text);
        assertTrue(text.contains("http is broken: 1 of the failures above it may only follow from that."), text);
    }

    @Test
    void whatWasNotRunIsSaid() {
        Summary summary = new Summary();
        summary.failure(new Failure("hostling.wire.FieldsTest", "aFieldIsFound", "", new AssertionError("no")));
        summary.notRun("hostling.http.RangesTest");
        summary.stale("a page");
        String text = summary.text(true);
        assertTrue(text.contains("1 class of tests was not run"), text);
        assertFalse(text.contains("Stale"), "a page that is written anew from a mistake would be wrong");
    }

    @Test
    void afterFiveThereIsANumber() {
        Summary summary = new Summary();
        for (int i = 0; i < 10; i++) {
            summary.failure(new Failure("hostling.wire.FieldsTest", "aFieldIsFound", "case " + i, new AssertionError("no")));
        }
        String text = summary.text(true);
        assertEquals(5, text.lines().filter(line -> line.startsWith("  FieldsTest:")).count());
        assertTrue(text.contains("and 4 more"), text);
    }
}
