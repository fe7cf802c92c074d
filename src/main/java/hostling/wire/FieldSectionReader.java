package hostling.wire;

/**
 * The machine that reads field lines up to and with the empty line behind them, for the header section and for the
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
 * <p>What others read as lenience is refused here, because the next server may read it differently: a line that ends in
 * a lone LF, a lone CR, white space before the colon, a folded line.
 *
 * <p>What is larger than is read here is refused too, never left out in silence: to pass over a field could be to pass
 * over the one that matters (RFC 9110 section 5.4).
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
     * @param fields   where the lines go
     * @param bytesMax the size that all lines with their CR LF may have together
     */
    FieldSectionReader(Fields fields, int bytesMax, int countMax, Violation tooLarge, Violation tooMany) {
        this.fields = fields;
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
        this.countMax = countMax;
        this.tooLarge = tooLarge;
        this.tooMany = tooMany;
    }

    /** Begins another section. */
    void clear() {
        fields.clear();
        bytesLeft = bytesMax;
        state = State.LINE_START;
    }

    State state() {
        return state;
    }

    /** Takes what there is; true once the empty line is taken, and not a byte more. */
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
        if (bytesLeft == 0) {                           // RFC 6585 section 5 asks that the field be named
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
