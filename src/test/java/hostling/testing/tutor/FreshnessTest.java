package hostling.testing.tutor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What is stale is a line for a person, and a failure before it lands. */
class FreshnessTest {
    private static final String LINE = "a page shows lines that have changed: write them anew with mvn test";

    private static void compare(boolean isStrict, String there) {
        new Freshness(isStrict).check("new", there, "a page shows lines that have changed", "mvn test");
    }

    @Test
    void aStalePageSkipsTheTest() {
        assertEquals(LINE, assertThrows(StalePage.class, () -> compare(false, "old")).getMessage());
    }

    @Test
    void whereItHasToBeFreshItIsAFailure() {
        assertEquals(LINE, assertThrows(AssertionError.class, () -> compare(true, "old")).getMessage());
    }

    @Test
    void aFreshPageIsNothingToSpeakOf() {
        compare(false, "new");
        compare(true, "new");
    }
}
