package hostling.examine;

/** There is nothing to examine: no server, or one that does not answer at all. The message says what to do. */
public final class NoServerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoServerException(String message) {
        super(message);
    }
}
