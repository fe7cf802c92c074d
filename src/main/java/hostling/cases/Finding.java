package hostling.cases;

import java.util.List;

/**
 * What a reader needs to know about a result that is not as it should be, in the order in which it is read.
 *
 * @param heading      what should be true, as a sentence
 * @param location     where the case is written, as file and line; empty if it is in no file
 * @param parts        what was sent, what was expected, what came
 * @param requirements the rules of the RFCs that require it
 * @param chapter      where to read about it, as a file of {@code docs}, perhaps with an anchor; empty if nowhere
 * @param command      what to type to try this alone; empty if there is nothing
 */
public record Finding(String heading, String location, List<Part> parts, List<Requirement> requirements, String chapter,
                      String command) {
    /** A finding without a command. */
    public Finding(String heading, String location, List<Part> parts, List<Requirement> requirements, String chapter) {
        this(heading, location, parts, requirements, chapter, "");
    }

    /** Something with a name of one word. */
    public sealed interface Part permits Words, Sent {
        /** The word before it. */
        String label();
    }

    /** A sentence, or several lines. */
    public record Words(String label, String text) implements Part { }

    /**
     * Bytes, of which one may be pointed at.
     *
     * @param at   the index of this byte, at most their number; -1 for none
     * @param note what is to say about it
     */
    public record Sent(String label, byte[] bytes, int at, String note) implements Part {
        /** Bytes of which none is special. */
        public Sent(String label, byte[] bytes) {
            this(label, bytes, -1, "");
        }
    }
}
