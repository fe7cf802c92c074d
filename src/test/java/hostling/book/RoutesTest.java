package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The longest prefix decides, and not the order. */
class RoutesTest {
    @Test
    void theFirstRouteHidesTheOthers() {
        assertEquals("files of www", Routes.first("/uploads/secret/a.txt"));
    }

    @Test
    void theLongestPrefixWins() {
        assertEquals("nobody may read this", Routes.longest("/uploads/secret/a.txt"));
        assertEquals("files that visitors have sent", Routes.longest("/uploads/a.txt"));
        assertEquals("files of www", Routes.longest("/a.txt"));
    }

    /** A prefix ends in a slash, so that it ends where a name ends. */
    @Test
    void aNameThatBeginsLikeARouteIsAnother() {
        assertEquals("files of www", Routes.longest("/uploads-of-others/a.txt"));
    }
}
