package hostling.wire;

/**
 * The state machine that skips the extensions between a chunk size and its CRLF (RFC 9112 section 7.1.1). The server
 * uses no extension but checks every byte: servers that skipped "to the end of the line", and took a lone LF for it,
 * have had requests smuggled through them.
 *
 * <pre>
 * chunk-ext     = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 * chunk-ext-val = token / quoted-string
 * </pre>
 *
 * <p>{@code BWS}, bad whitespace, must not be sent but must be accepted (RFC 9110 section 5.6.3).
 */
final class ChunkExtensionReader {
    enum State { SIZE_END, BEFORE_SEMICOLON, BEFORE_NAME, NAME, AFTER_NAME, BEFORE_VALUE, TOKEN, QUOTED, ESCAPED,
        VALUE_END }

    private final int bytesMax;
    private int bytesLeft;
    private State state = State.SIZE_END;

    /** @param bytesMax the size of all extensions of one body together */
    ChunkExtensionReader(int bytesMax) {
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
    }

    /** Prepares for another body. */
    void reset() {
        bytesLeft = bytesMax;
        state = State.SIZE_END;
    }

    State state() {
        return state;
    }

    /** Takes the bytes available. Returns true once the CR is taken; the reader is then ready for the next chunk. */
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

    /** The state after this byte, or null if the byte is not allowed here. */
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
