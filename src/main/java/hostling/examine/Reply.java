package hostling.examine;

import java.util.List;
import java.util.Locale;

/**
 * A response as it came.
 *
 * @param minorVersion the digit after {@code HTTP/1.}
 * @param reason       the text after the status code; may be empty
 * @param fields       its fields in order, each a name and a value
 * @param content      its content as far as it came, without the chunked coding
 * @param isWhole      whether it came to its end
 * @param endsWithConnection whether only the end of the connection shows where its content ends
 */
record Reply(int minorVersion, int status, String reason, List<Field> fields, byte[] content, boolean isWhole,
             boolean endsWithConnection) {
    private static final int FIRST_FINAL_STATUS = 200;

    /** A field line. */
    record Field(String name, String value) { }

    /** Whether another response to the same request follows (RFC 9110 section 15.2). */
    boolean isInterim() {
        return status < FIRST_FINAL_STATUS;
    }

    /** The value of a field, the first one if it is repeated; empty if it is missing. */
    String field(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).findFirst().orElse("");
    }

    /** Whether there is such a field. */
    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    /** Whether it says that the server closes the connection (RFC 9112 section 9.6). */
    boolean announcesClose() {
        String connection = field("Connection").toLowerCase(Locale.ROOT);
        return connection.contains("close") || minorVersion == 0 && !connection.contains("keep-alive");
    }

    /** The status line without the version. */
    @Override
    public String toString() {
        return status + (reason.isEmpty() ? "" : " " + reason) + (isWhole ? "" : " (not whole)");
    }
}
