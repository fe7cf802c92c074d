package hostling.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Finding;
import hostling.testing.ResponseCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step names, and what a teacher keeps back, is tried. */
class ChecksTest {
    private static final Exercise WITHOUT_STEPS = new Exercise("a", "A", Path.of("a.md"), List.of(), "a.md", List.of(), List.of());
    private static final Checks CHECKS = new Checks(WITHOUT_STEPS);

    private static List<Check> checks(String... names) {
        return CHECKS.of(new Exercise.Step("A step", List.of(names)));
    }

    @Test
    void aResponseIsTriedInOnePieceAndThenInPieces() throws Throwable {
        List<Check> checks = checks("responses/length-known", "responses/length-zero");
        String known = "A known length goes into Content-Length";
        String zero = "No content has the length 0";
        assertEquals(List.of(known, zero, known, zero), checks.stream().map(check -> check.about().heading()).toList());
        for (Check each : checks) {
            each.trial().execute();
        }
    }

    @Test
    void aFileOfResponsesHasAllOfItsCases() {
        long cases = ResponseCase.all().stream().filter(each -> each.location().contains("/responses/chunked.md:")).count();
        assertTrue(cases > 1);
        assertEquals(2 * cases, checks("responses/chunked.md").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses/simple-get", "length-known", "responses/chunky.md", "responses/"})
    void whatIsNoCaseIsNamed(String name) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> checks(name));
        assertEquals("a.md names no case: " + name, refused.getMessage());
    }

    @Test
    void aResponseThatIsHeldBackIsTriedAfterTheSteps() {
        ResponseCase right = ResponseCase.all().get(0);
        assertEquals(0, failures(right));
        assertEquals(1, failures(right.withBytes(new byte[1])));
    }

    private static long failures(ResponseCase heldBack) {
        Grading grading = new Grading(WITHOUT_STEPS, new StudentCode(WITHOUT_STEPS, Path.of("")), new HeldBack(List.of(), List.of(heldBack)));
        return grading.failure(about -> { }).map(Finding::heading).filter(heldBack.heading()::equals).stream().count();
    }
}
