package hostling.examine;

/** A check could not be tried; the message says what it needs. */
final class NotTriedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTriedException(String needs) {
        super(needs);
    }
}
