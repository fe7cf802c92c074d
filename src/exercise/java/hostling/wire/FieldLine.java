package hostling.wire;

/**
 * One field line of a response (RFC 9110 section 5). It can't hold anything that breaks the framing of the response: if
 * an application passes on client input with a line break, it gets an exception instead of <b>response splitting</b>
 * (RFC 9112 section 11.1). And a server must not generate anything that breaks the grammar (RFC 9110 section 2.2).
 *
 * <p>Your task, when all else is done: check name and value. As long as you don't, every line is taken. {@link Token#matches} says
 * whether a text is a token, and {@link ByteClass#allIn} whether all characters of a text are in a class of bytes;
 * {@link ByteClass#FIELD_TEXT} has visible characters, space and tab.
 *
 * @param name  a token
 * @param value visible characters up to U+00FF, each sent as one byte, with spaces and tabs only between them
 */
public record FieldLine(String name, String value) {
    /**
     * Checks name and value.
     *
     * @throws IllegalArgumentException if one has a character that is not allowed: above all CR, LF, NUL and other controls
     */
    public FieldLine {
        // Nothing is checked yet.
    }

    /** A text for the message of an exception, without controls. */
    private static String printable(String text) {
        return '"' + text.replaceAll("[^ -~]", "?") + '"';
    }
}
