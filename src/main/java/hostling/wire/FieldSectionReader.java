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

    /** Takes the bytes available. Returns true once the empty line is taken, and takes nothing after it. */
    boolean read(ByteCursor in) {
        while (!in.isEmpty()) {
            if (state == State.SECTION_LF) {
                lineFeed(in);
                return true;
            }
            state = switch (state) {
                case LINE_START -> lineStart(in);
                case NAME -> name(in);
                case VALUE_START -> valueStart(in);
                case VALUE -> value(in);
                case LINE_LF -> lineEnd(in);
                case SECTION_LF -> throw new AssertionError("the section ends there");
            };
        }
        return false;
    }

    private State lineStart(ByteCursor in) {
        int b = in.peek();
        if (b == '\r') {
            in.skip();
            return State.SECTION_LF;
        }
        if (ByteClass.BLANK[b] || b == '\n') {
            throw in.refuse(b == '\n' ? Violation.LINE_ENDING : Violation.FIELD_LEADING_SPACE);
        }
        if (fields.count() == countMax) {
            throw in.refuse(tooMany);
        }
        return State.NAME;
    }

    private State name(ByteCursor in) {
        bytesLeft -= in.moveRun(ByteClass.TCHAR, bytesLeft, fields.store());
        if (in.isEmpty()) {
            return State.NAME;
        }
        requireRoom(in);
        if (in.peek() != ':' || fields.lineIsEmpty()) {
            throw in.refuse(Violation.FIELD_NAME_SYNTAX);
        }
        take(in);
        fields.endName();
        return State.VALUE_START;
    }

    private State valueStart(ByteCursor in) {
        bytesLeft -= in.skipRun(ByteClass.BLANK, bytesLeft);
        return in.isEmpty() ? State.VALUE_START : State.VALUE;
    }

    private State value(ByteCursor in) {
        bytesLeft -= in.moveRun(ByteClass.FIELD_TEXT, bytesLeft, fields.store());
        if (in.isEmpty()) {
            return State.VALUE;
        }
        if (bytesLeft == 0) {                           // RFC 6585 section 5: the response should name the field
            throw new ProtocolException(tooLarge, in.offset(), fields.unfinishedName());
        }
        int b = in.peek();
        if (b != '\r') {
            throw in.refuse(b == '\n' ? Violation.LINE_ENDING : Violation.FIELD_VALUE_SYNTAX);
        }
        take(in);
        fields.endValue();
        return State.LINE_LF;
    }

    private State lineEnd(ByteCursor in) {
        requireRoom(in);
        bytesLeft--;
        lineFeed(in);
        return State.LINE_START;
    }

    private void lineFeed(ByteCursor in) {
        if (!in.skipIf('\n')) {
            throw in.refuse(Violation.LINE_ENDING);
        }
    }

    private void take(ByteCursor in) {
        in.skip();
        bytesLeft--;
    }

    private void requireRoom(ByteCursor in) {
        if (bytesLeft == 0) {
            throw in.refuse(tooLarge);
        }
    }
}
