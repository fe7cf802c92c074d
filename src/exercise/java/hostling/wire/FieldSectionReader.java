package hostling.wire;

/**
 * The state machine that reads field lines, including the empty line that ends them, for the header section and the
 * trailer section (RFC 9112 sections 5 and 7.1.2).
 *
 * <pre>
 * field-line = field-name ":" OWS field-value OWS
 *
 *        ┌───────────────────────── LF ───────────────────────────┐
 *        ▼                                                        │
 *   LINE_START ──▶ NAME ── ":" ──▶ VALUE_START ──▶ VALUE ── CR ──▶ LINE_LF
 *        │
 *        └── CR ──▶ SECTION_LF ── LF ──▶ done
 * </pre>
 *
 * <p>Your task: write {@link #read}.
 *
 * <p>Lenient parsers accept a line that ends with a lone LF, a lone CR, whitespace before the colon and <b>obsolete line
 * folding</b>. This one refuses them, because the next server may read them differently.
 *
 * <p>A section that exceeds a limit is refused too. No field is ever ignored silently: it could be the one that matters
 * (RFC 9110 section 5.4).
 */
final class FieldSectionReader {
    enum State { LINE_START, NAME, VALUE_START, VALUE, LINE_LF, SECTION_LF }

    private final Fields fields;
    private final int countMax;
    private final Violation tooLarge;
    private final Violation tooMany;
    private final int bytesMax;
    private int bytesLeft;
    private State state = State.LINE_START;

    /**
     * @param fields   receives the lines
     * @param bytesMax the size of all lines together, including their CRLF
     * @param countMax the number of lines
     * @param tooLarge the violation if the section exceeds {@code bytesMax}
     * @param tooMany  the violation if it exceeds {@code countMax}
     */
    FieldSectionReader(Fields fields, int bytesMax, int countMax, Violation tooLarge, Violation tooMany) {
        this.fields = fields;
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
        this.countMax = countMax;
        this.tooLarge = tooLarge;
        this.tooMany = tooMany;
    }

    /** Prepares for another section and clears the fields. */
    void reset() {
        fields.clear();
        bytesLeft = bytesMax;
        state = State.LINE_START;
    }

    State state() {
        return state;
    }

    /**
     * Takes the bytes available, and remembers in the state what comes next. Returns true once the empty line that ends the section is
     * taken, and takes nothing after it; false if it needs more bytes.
     *
     * <p>The bytes of a name or a value are moved with {@code in.moveRun(allowed, max, fields.store())}: it takes as many bytes of the
     * class {@code allowed} as there are, at most {@code max}, and returns how many. It may have taken all that is there: then the name
     * or value goes on with the next call. {@code in.skipRun(allowed, max)} takes bytes and forgets them. Any other byte you look at with
     * {@code in.peek()}, and only then take it with {@code in.skip()}.
     *
     * <ul>
     * <li>A name consists of bytes of {@link ByteClass#TCHAR}, and the colon follows at once; then {@code fields.endName()}.
     *     {@code fields.lineIsEmpty()} is true if no byte of the name has come.
     * <li>Blanks ({@link ByteClass#BLANK}) between the colon and the value are skipped. The value consists of bytes of
     *     {@link ByteClass#FIELD_TEXT}, and the CR follows; then {@code fields.endValue()}, which drops blanks at the end of the value.
     * <li>Each byte of a field line counts, with the colon, the blanks, CR and LF: {@code bytesLeft} says how many more there may be.
     *     The two bytes of the empty line do not count. {@code fields.count()} says how many lines there are.
     * </ul>
     *
     * <p>A byte that breaks a rule is not taken, but refused: {@code throw in.refuse(violation)}. If several rules are broken, the first
     * of these counts.
     *
     * <ul>
     * <li>At the beginning of a line: {@link Violation#LINE_ENDING} if the byte is LF; {@link Violation#FIELD_LEADING_SPACE} if it is a
     *     blank; {@code tooMany} if there are {@code countMax} lines, and another one begins.
     * <li>After a name: {@code tooLarge} if no byte is left; {@link Violation#FIELD_NAME_SYNTAX} if the byte is not a colon, or the name
     *     is empty.
     * <li>After a value: {@code tooLarge} if no byte is left, with the name of the field, as RFC 6585 section 5 asks:
     *     {@code throw new ProtocolException(tooLarge, in.offset(), fields.unfinishedName())}; {@link Violation#LINE_ENDING} if the byte
     *     is LF; {@link Violation#FIELD_VALUE_SYNTAX} if it is not CR.
     * <li>After the CR of a line: {@code tooLarge} if no byte is left; {@link Violation#LINE_ENDING} if the byte is not LF.
     * <li>After the CR of the empty line: {@link Violation#LINE_ENDING} if the byte is not LF.
     * </ul>
     *
     * @throws ProtocolException if a byte breaks a rule
     */
    boolean read(ByteCursor in) {
        throw new UnsupportedOperationException("not written yet");
    }
}
