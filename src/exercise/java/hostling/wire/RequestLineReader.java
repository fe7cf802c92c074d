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
 * <p>Your task: write {@link #read}.
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

    /**
     * Takes the bytes available, and remembers in the state what comes next. Returns true once the LF of the line is taken, and takes
     * nothing after it; false if it needs more bytes.
     *
     * <p>The bytes of a part are moved with {@code in.moveRun(allowed, max, head.line())}: it takes as many bytes of the class
     * {@code allowed} as there are, at most {@code max}, and the head keeps them. It may have taken all that is there: then the part
     * may go on with the next call. A part ends with a byte that is not in its class: {@code head.endMethod()} notes the end of the
     * method, and adds the space itself; {@code head.endTarget()} and {@code head.endVersion()} do the same, and return a violation, or
     * null if the part is right. Look at the byte after a part with {@code in.peek()}, and take it with
     * {@code in.skip()} only if all is right, also with what these methods return.
     *
     * <ul>
     * <li>The method consists of bytes of {@link ByteClass#TCHAR}, the target of {@link ByteClass#TARGET}, the version of
     *     {@link ByteClass#VERSION}. The version has at most 8 bytes; {@code head.versionLength()} says how many there are.
     * <li>The line has at most {@code bytesMax} bytes, and {@code head.line().length()} says how many there are, with the spaces.
     * <li>{@code head.targetStart()} is where the target begins in the line.
     * </ul>
     *
     * <p>A byte that breaks a rule is not taken, but refused: {@code throw in.refuse(violation)}. If several rules are broken, the first
     * of these counts.
     *
     * <ul>
     * <li>After the method: {@link Violation#METHOD_TOO_LONG} if the line has no room left; {@link Violation#TLS} if the byte is the
     *     first of the line and that of a TLS client; {@link Violation#METHOD_SYNTAX} if it is not a space, or the method is empty.
     * <li>After the target: {@link Violation#TARGET_TOO_LONG} if the line has no room left; {@link Violation#VERSION_SYNTAX} if the byte
     *     is CR or LF; {@link Violation#TARGET_SYNTAX} if it is not a space, or the target is empty; and then what
     *     {@code head.endTarget()} returns.
     * <li>After the version: {@link Violation#LINE_ENDING} if the byte is LF; {@link Violation#TARGET_TOO_LONG} if it is not CR and the
     *     line has no room left; {@link Violation#VERSION_SYNTAX} if it is not CR; and then what {@code head.endVersion()} returns.
     * <li>After the CR: {@link Violation#LINE_ENDING} if the byte is not LF.
     * </ul>
     *
     * @throws ProtocolException if a byte breaks a rule
     */
    boolean read(ByteCursor in) {
        throw new UnsupportedOperationException("not written yet");
    }
}
