package hostling.wire;

/**
 * The only exception that the protocol core throws because of input: the peer broke a rule of the protocol or a limit.
 *
 * <p>It has no stack trace: the place in the code says nothing about what the client sent, and recording the trace costs
 * more than the rest of the refusal.
 */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Violation violation;
    private final long offset;
    private final String detail;

    /**
     * @param violation the rule that was broken
     * @param offset    the number of bytes of the message before the one that broke the rule, 0 or more
     */
    public ProtocolException(Violation violation, long offset) {
        this(violation, offset, "");
    }

    /**
     * @param detail what the response may state besides the reason, for example a field name; safe to display
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

    /** The status code of the response. */
    public int status() {
        return violation.status();
    }

    /** The number of bytes of the message before the one that broke the rule. */
    public long offset() {
        return offset;
    }

    /** What the response may state besides the reason, or the empty string. */
    public String detail() {
        return detail;
    }

    @Override
    public String toString() {
        return violation.status() + " " + violation + " at " + offset;
    }
}
