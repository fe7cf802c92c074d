package hostling.wire;

/**
 * The machine that passes over what may stand between a chunk size and its CR LF (RFC 9112 section 7.1.1). Nothing uses
 * extensions, but what they may hold has to be known to the byte: servers that skipped "to the end of the line", and
 * took a lone LF for one, have had requests smuggled through them.
 *
 * <pre>
 * chunk-ext     = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 * chunk-ext-val = token / quoted-string
 * </pre>
 *
 * <p>{@code BWS} is white space that nobody should send and everybody has to take (RFC 9110 section 5.6.3).
 */
final class ChunkExtensionReader {
    enum State { SIZE_END, BEFORE_SEMICOLON, BEFORE_NAME, NAME, AFTER_NAME, BEFORE_VALUE, TOKEN, QUOTED, ESCAPED,
        VALUE_END }

    private final int bytesMax;
    private int bytesLeft;
    private State state = State.SIZE_END;

    /** Reads as much as {@code bytesMax} for all chunks of a body together. */
    ChunkExtensionReader(int bytesMax) {
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
    }

    /** Begins another body. */
    void clear() {
        bytesLeft = bytesMax;
        state = State.SIZE_END;
    }

    State state() {
        return state;
    }

    /** Takes what there is; true once the CR is taken, and then ready for the next chunk. */
    boolean read(ByteCursor in) {
        while (!in.isEmpty()) {
            int b = in.peek();
            if (b == '\r' && mayEnd()) {
                in.skip();
                state = State.SIZE_END;
                return true;
            }
            if (bytesLeft == 0) {
                throw in.refuse(Violation.CHUNK_EXTENSIONS_TOO_LARGE);
            }
            State next = after(b);
            if (next == null) {
                throw in.refuse(b == '\n' && mayEnd() ? Violation.LINE_ENDING : Violation.CHUNK_EXTENSION);
            }
            state = next;
            in.skip();
            bytesLeft--;
        }
        return false;
    }

    private boolean mayEnd() {
        return state == State.SIZE_END || state == State.NAME || state == State.TOKEN || state == State.VALUE_END;
    }

    /** The state behind this byte, or null where it can't stand here. */
    private State after(int b) {
        boolean blank = ByteClass.BLANK[b];
        boolean tchar = ByteClass.TCHAR[b];
        return switch (state) {
            case SIZE_END, VALUE_END, BEFORE_SEMICOLON ->
                b == ';' ? State.BEFORE_NAME : blank ? State.BEFORE_SEMICOLON : null;
            case BEFORE_NAME -> tchar ? State.NAME : blank ? State.BEFORE_NAME : null;
            case NAME -> tchar ? State.NAME : afterName(b);
            case AFTER_NAME -> afterName(b);
            case BEFORE_VALUE ->
                tchar ? State.TOKEN : b == '"' ? State.QUOTED : blank ? State.BEFORE_VALUE : null;
            case TOKEN -> tchar ? State.TOKEN : b == ';' ? State.BEFORE_NAME : blank ? State.BEFORE_SEMICOLON : null;
            case QUOTED -> b == '"' ? State.VALUE_END : b == '\\' ? State.ESCAPED
                : ByteClass.QDTEXT[b] ? State.QUOTED : null;
            case ESCAPED -> ByteClass.FIELD_TEXT[b] ? State.QUOTED : null;
        };
    }

    private static State afterName(int b) {
        return b == '=' ? State.BEFORE_VALUE : b == ';' ? State.BEFORE_NAME
            : ByteClass.BLANK[b] ? State.AFTER_NAME : null;
    }
}
