package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.book.PartialWrites.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each write to a full socket takes, and what is left over. */
class PartialWritesTest {
    private static final int ANSWER_BYTES = 20;
    private static final int MANY = 1_000;

    @Test
    void aWriteTakesWhatFitsAndTheRestIsRemembered() {
        assertEquals(List.of(new Turn(true, 8, 12), new Turn(false, 5, 7), new Turn(false, 5, 2), new Turn(false, 2, 0)),
                new PartialWrites(false).run(4));
    }

    @Test
    void theNextRequestIsReadWhenTheAnswerIsSent() {
        assertEquals(new Turn(true, 8, 12), new PartialWrites(false).run(5).get(4));
    }

    @Test
    void nothingIsLostAndNothingComesTwice() {
        for (boolean readsOn : List.of(false, true)) {
            PartialWrites server = new PartialWrites(readsOn);
            server.run(9);
            String received = new String(server.socket().received(), ISO_8859_1);
            assertTrue(received.startsWith("a".repeat(ANSWER_BYTES) + "b".repeat(ANSWER_BYTES - 2)), received);
        }
    }

    @Test
    void aServerThatWaitsHoldsOneAnswerAtMost() {
        for (Turn turn : new PartialWrites(false).run(MANY)) {
            assertTrue(turn.left() < ANSWER_BYTES, turn.toString());
        }
    }

    @Test
    void inAServerThatReadsOnAnswersPileUp() {
        List<Turn> turns = new PartialWrites(true).run(MANY);
        for (int i = 1; i < MANY; i++) {
            assertEquals(turns.get(i - 1).left() + ANSWER_BYTES - 5, turns.get(i).left());
        }
    }
}
