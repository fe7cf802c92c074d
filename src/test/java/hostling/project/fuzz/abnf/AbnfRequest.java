package hostling.project.fuzz.abnf;

import java.util.List;

/**
 * A request in the terms of the grammar.
 *
 * @param fields   names as they were sent
 * @param content  one character per byte
 * @param end      the index after its last byte
 */
public record AbnfRequest(String method, String target, int minorVersion, List<Field> fields, String content,
                          List<Field> trailers, int end) {
    /** A field line without the white space around its value. */
    public record Field(String name, String value) { }

    /** Thrown if there is no complete and valid request. */
    public static final class NotARequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final boolean byLimit;

        NotARequest(int status, boolean byLimit) {
            super(status == 0 ? "incomplete" : "refused with " + status, null, false, false);
            this.status = status;
            this.byLimit = byLimit;
        }

        /** The status of the refusal, or 0 if more bytes may complete the request. */
        public int status() {
            return status;
        }

        /** Whether it exceeds a limit; then its other faults may not have been seen. */
        public boolean isByLimit() {
            return byLimit;
        }
    }
}
