package hostling.server;

/** Anything that foreign code threw: see {@link ForeignCode}. */
final class ForeignCodeException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param cause what was thrown */
    ForeignCodeException(Throwable cause) {
        super(null, cause, false, false);
    }
}
