package hostling.project.fuzz.abnf;

import java.util.List;

/**
 * A request that the grammar has.
 *
 * @param fields   names as they were sent
 * @param content  a byte is a character
 * @param end      the index behind its last byte
 */
public record AbnfRequest(String method, String target, int minorVersion, List<Field> fields, String content,
                          List<Field> trailers, int end) {
    /** A field line without the white space around its value. */
    public record Field(String name, String value) { }

    /** What there is instead of a request. */
    public static final class NotARequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final boolean byLimit;

        NotARequest(int status, boolean byLimit) {
            super(status == 0 ? "incomplete" : "refused with " + status, null, false, false);
            this.status = status;
            this.byLimit = byLimit;
        }

        /** The status that answers it, or 0: it may become a request when more bytes come. */
        public int status() {
            return status;
        }

        /** Whether it is too large, so that what else is wrong with it need not have been seen. */
        public boolean isByLimit() {
            return byLimit;
        }
    }
}
