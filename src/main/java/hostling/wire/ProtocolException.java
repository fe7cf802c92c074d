package hostling.wire;

/**
 * The one thing that the protocol core throws on input: the peer broke a rule of the protocol or a limit.
 *
 * <p>It carries no stack trace, since where the server stood says nothing about what the client sent, and filling one
 * in costs more than the rest of the refusal.
 */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Violation violation;
    private final long offset;
    private final String detail;

    /**
     * @param violation the rule that was broken
     * @param offset    how many bytes of the message came before the one that broke it, 0 or more
     */
    public ProtocolException(Violation violation, long offset) {
        this(violation, offset, "");
    }

    /**
     * @param detail what the client may be told beside the reason, for example the name of a field; harmless as text
     */
    ProtocolException(Violation violation, long offset, String detail) {
        super(violation.reason(), null, false, false);
        this.violation = violation;
        this.offset = offset;
        this.detail = detail;
    }

    /** The rule that was broken. */
    public Violation violation() {
        return violation;
    }

    /** The status code of the answer. */
    public int status() {
        return violation.status();
    }

    /** How many bytes of this message came before the one that broke the rule. */
    public long offset() {
        return offset;
    }

    /** What the client may be told beside the reason, or the empty string. */
    public String detail() {
        return detail;
    }

    @Override
    public String toString() {
        return violation.status() + " " + violation + " at " + offset;
    }
}
