package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A connection does not keep apart what was written. */
class PiecesTest {
    @Test
    void aReadGivesWhatHasCome() throws ReflectiveOperationException {
        assertEquals("""
                the client writes  GET / HT
                the server reads   GET / HT
                the client writes  TP/1.1\\r\\n
                the client writes  Host: a\\r\\n\\r\\n
                the server reads   TP/1.1\\r\\nHost: a\\r\\n\\r\\n
                """, Programs.print("Pieces"));
    }
}
