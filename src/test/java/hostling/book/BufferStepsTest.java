package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.book.BufferSteps.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a buffer knows after each step. */
class BufferStepsTest {
    private final List<Step> steps = new BufferSteps().run();

    @Test
    void putMovesThePosition() {
        assertEquals(new Step("allocate(8)", 0, 8, 8, "........"), steps.get(0));
        assertEquals(new Step("put ab;cd", 5, 8, 8, "ab;cd..."), steps.get(1));
    }

    @Test
    void flipSetsTheLimitToThePositionAndThePositionToZero() {
        assertEquals(new Step("flip", 0, 5, 8, "ab;cd..."), steps.get(2));
    }

    @Test
    void getMovesThePositionAndLeavesTheBytes() {
        assertEquals(new Step("get ab;", 3, 5, 8, "ab;cd..."), steps.get(3));
    }

    @Test
    void compactMovesWhatWasNotTakenAndClearsNothing() {
        assertEquals(new Step("compact", 2, 8, 8, "cd;cd..."), steps.get(4));
    }

    @Test
    void theSecondHalfOfAMessageIsPutAfterTheFirst() {
        assertEquals(List.of(new Step("put e;", 4, 8, 8, "cde;d..."), new Step("flip", 0, 4, 8, "cde;d..."),
                new Step("get cde;", 4, 4, 8, "cde;d..."), new Step("compact", 0, 8, 8, "cde;d...")), steps.subList(5, 9));
    }
}
