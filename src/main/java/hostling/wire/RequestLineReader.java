package hostling.wire;

/**
 * The state machine that reads the request line, including its CRLF (RFC 9112 section 3).
 *
 * <pre>
 * request-line = method SP request-target SP HTTP-version
 *
 *  METHOD ── SP ──▶ TARGET ── SP ──▶ VERSION ── CR ──▶ LINE_LF ── LF ──▶ done
 * </pre>
 *
 * <p>Lenient parsers accept several spaces between the parts, a tab, or a line that ends with a lone LF. This one refuses
 * them, because the next server may find another target in the same line.
 */
final class RequestLineReader {
    enum State { METHOD, TARGET, VERSION, LINE_LF }

    /** The length of {@code HTTP/1.1}; anything longer is not a version. */
    private static final int VERSION_BYTES_MAX = 8;
    /** The first byte that a TLS client sends (RFC 8446 section 5.1). */
    private static final int TLS_HANDSHAKE = 0x16;

    private final RequestHead head;
    private final int bytesMax;
    private State state = State.METHOD;

    /**
     * @param head     receives the bytes of the line and the ends of its parts
     * @param bytesMax the size of the line without its CRLF
     */
    RequestLineReader(RequestHead head, int bytesMax) {
        this.head = head;
        this.bytesMax = bytesMax;
    }

    /** Prepares for another line; {@link RequestHead#clear} drops the bytes of the last one. */
    void reset() {
        state = State.METHOD;
    }

    State state() {
        return state;
    }

    // region: request-line
    /** Takes the bytes available. Returns true once the LF of the line is taken, and takes nothing after it. */
    boolean read(ByteCursor in) {
        while (!in.isEmpty()) {
            if (state == State.LINE_LF) {
                require(in.skipIf('\n'), Violation.LINE_ENDING, in);
                return true;
            }
            state = switch (state) {
                case METHOD -> method(in);
                case TARGET -> target(in);
                case VERSION -> version(in);
                case LINE_LF -> throw new AssertionError("the line ends there");
            };
        }
        return false;
    }

    private State method(ByteCursor in) {
        in.moveRun(ByteClass.TCHAR, room(), head.line());
        if (in.isEmpty()) {
            return State.METHOD;
        }
        require(room() > 0, Violation.METHOD_TOO_LONG, in);
        require(in.peek() != TLS_HANDSHAKE || head.line().length() > 0, Violation.TLS, in);
        require(in.peek() == ' ' && head.line().length() > 0, Violation.METHOD_SYNTAX, in);
        in.skip();
        head.endMethod();
        return State.TARGET;
    }

    private State target(ByteCursor in) {
        in.moveRun(ByteClass.TARGET, room(), head.line());
        if (in.isEmpty()) {
            return State.TARGET;
        }
        require(room() > 0, Violation.TARGET_TOO_LONG, in);
        require(in.peek() != '\r' && in.peek() != '\n', Violation.VERSION_SYNTAX, in);
        require(in.peek() == ' ' && head.line().length() > head.targetStart(), Violation.TARGET_SYNTAX, in);
        refuseIf(head.endTarget(), in);
        in.skip();
        return State.VERSION;
    }

    private State version(ByteCursor in) {
        in.moveRun(ByteClass.VERSION, Math.min(room(), VERSION_BYTES_MAX - head.versionLength()), head.line());
        if (in.isEmpty()) {
            return State.VERSION;
        }
        int b = in.peek();
        require(b != '\n', Violation.LINE_ENDING, in);
        require(b == '\r' || room() > 0, Violation.TARGET_TOO_LONG, in);
        require(b == '\r', Violation.VERSION_SYNTAX, in);
        refuseIf(head.endVersion(), in);
        in.skip();
        return State.LINE_LF;
    }
    // endregion

    private int room() {
        return bytesMax - head.line().length();
    }

    private static void require(boolean holds, Violation otherwise, ByteCursor in) {
        if (!holds) {
            throw in.refuse(otherwise);
        }
    }

    private static void refuseIf(Violation violation, ByteCursor in) {
        if (violation != null) {
            throw in.refuse(violation);
        }
    }
}
