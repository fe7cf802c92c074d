package hostling.config;

/** A value that will not do. Whoever knows where it stands makes a complaint of it. */
final class InvalidValueException extends Exception {
    private final transient DiagnosticKind mistake;
    private final transient Object[] details;

    /** @param details what goes into the message, see {@link DiagnosticKind} */
    InvalidValueException(DiagnosticKind mistake, Object... details) {
        super(mistake.name(), null, false, false);
        this.mistake = mistake;
        this.details = details;
    }

    DiagnosticKind mistake() {
        return mistake;
    }

    Object[] details() {
        return details;
    }
}
