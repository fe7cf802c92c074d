package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How many bytes are looked at until the end of a head is found. */
class StepsTest {
    @Test
    void whoReadsAgainLooksAtAllThatHasCome() {
        for (int length : new int[] {4, 5, 100, 1000}) {
            assertEquals((long) length * (length + 1) / 2, new Steps(length).readAgain());
        }
    }

    @Test
    void whoRemembersLooksAtEachByteOnce() {
        for (int length : new int[] {4, 5, 100, 1000}) {
            assertEquals(length, new Steps(length).remember());
        }
    }

    @Test
    void itPrintsALineForEachLength() throws ReflectiveOperationException {
        assertEquals("""
                 bytes     read again   remember
                   100          5,050        100
                 8,192     33,558,528      8,192
                """, Programs.print("Steps", "100", "8192"));
    }
}
