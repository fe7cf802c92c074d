package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The search finds the mistake if it looks where mistakes are. */
class SearchTest {
    @Test
    void theRuleIsBrokenByASign() {
        assertTrue(Search.breaksTheRule("+5"));
        assertFalse(Search.breaksTheRule("5"));
        assertFalse(Search.breaksTheRule("5g"));
    }

    @Test
    void theSameSeedMakesTheSameInputs() {
        assertEquals(new Search(7).nearlyRight(), new Search(7).nearlyRight());
    }

    @Test
    void nearlyRightInputsFindTheSignForEachSeed() {
        for (long seed = 0; seed < 100; seed++) {
            Search search = new Search(seed);
            String found = search.first(search::nearlyRight, Search::breaksTheRule).orElseThrow();
            assertTrue(Search.smallest(found, Search::breaksTheRule).matches("[+-]0"), found);
        }
    }

    @Test
    void nothingSmallerIsLeft() {
        assertEquals("b", Search.smallest("aabaa", text -> text.contains("b")));
        assertEquals("b0", Search.smallest("aab9", text -> text.matches(".*b.")));
    }
}
