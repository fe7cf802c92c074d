package hostling.wire;

/**
 * One field line of a response (RFC 9110 section 5). What could break the framing of a response can't get into one: an
 * application that passes on what a client sent, line breaks included, meets an exception here instead of the wire.
 * That is the remedy of RFC 9112 section 11.1 against the splitting of responses; and a server generates nothing that
 * breaks the grammar (RFC 9110 section 2.2).
 *
 * @param name  a token
 * @param value visible characters, spaces and tabs, none at either end; characters up to U+00FF, written as one byte
 *              each
 */
public record FieldLine(String name, String value) {
    /**
     * Checks name and value.
     *
     * @throws IllegalArgumentException where a field can't have them: CR, LF, NUL and other controls above all
     */
    public FieldLine {
        if (name.isEmpty() || !ByteClass.allIn(ByteClass.TCHAR, name)) {
            throw new IllegalArgumentException("not a field name: " + printable(name));
        }
        if (!ByteClass.allIn(ByteClass.FIELD_TEXT, value)) {
            throw new IllegalArgumentException("the value of " + name + " has a character that no field can have: "
                    + printable(value));
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException("the value of " + name + " begins or ends with white space");
        }
    }

    private static String printable(String text) {
        return '"' + text.replaceAll("[^ -~]", "?") + '"';
    }
}
