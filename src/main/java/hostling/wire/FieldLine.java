package hostling.wire;

/**
 * One field line of a response (RFC 9110 section 5). It can't hold anything that breaks the framing of the response: if
 * an application passes on client input with a line break, it gets an exception instead of <b>response splitting</b>
 * (RFC 9112 section 11.1). And a server must not generate anything that breaks the grammar (RFC 9110 section 2.2).
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
        if (!Token.matches(name)) {
            throw new IllegalArgumentException("not a field name: " + printable(name));
        }
        if (!ByteClass.allIn(ByteClass.FIELD_TEXT, value)) {
            throw new IllegalArgumentException("the value of " + name
                    + " contains a character that is not allowed in a field: " + printable(value));
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException("the value of " + name + " begins or ends with whitespace");
        }
    }

    private static String printable(String text) {
        return '"' + text.replaceAll("[^ -~]", "?") + '"';
    }
}
