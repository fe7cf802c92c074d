package hostling.config;

/** A value is invalid. The code that catches it knows the position in the file, and adds a diagnostic. */
final class InvalidValueException extends Exception {
    private final transient DiagnosticKind kind;
    private final transient Object[] details;

    /** @param details the values for the placeholders of the message, see {@link DiagnosticKind} */
    InvalidValueException(DiagnosticKind kind, Object... details) {
        super(kind.name(), null, false, false);
        this.kind = kind;
        this.details = details;
    }

    DiagnosticKind kind() {
        return kind;
    }

    Object[] details() {
        return details;
    }
}
