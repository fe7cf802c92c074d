package hostling.wire;

/**
 * The state machine that decodes the <b>chunked</b> transfer coding (RFC 9112 section 7.1). It can stop at any byte, and goes on
 * with the next one. The content is complete only after the empty line that ends the <b>trailer section</b>.
 *
 * <pre>
 * chunked-body = *chunk last-chunk trailer-section CRLF
 * chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
 * last-chunk   = 1*("0") [ chunk-ext ] CRLF
 *
 *    ┌────────────────────── LF ──────────────────────────────┐
 *    ▼                                                        │
 *  SIZE ──▶ EXTENSIONS ── CR ──▶ SIZE_LF ── LF ──▶ DATA ── CR ──▶ DATA_LF
 *                                  │
 *                                  └── LF, the size was 0 ──▶ TRAILERS ──▶ end
 * </pre>
 *
 * <p>Your task: write {@link #next}, and what it needs to remember. The two nested machines are there: {@code extensions} reads
 * from the byte after the size up to the CR of the line, and {@code trailerSection} reads the field lines and the empty line.
 */
final class ChunkedBody implements BodyReader {
    enum State { SIZE, EXTENSIONS, SIZE_LF, DATA, DATA_LF, TRAILERS }

    private final Fields trailers = new Fields(0);
    private final FieldSectionReader trailerSection;
    private final ChunkExtensionReader extensions;
    private State state = State.SIZE;
    private long contentBytesLeft;

    ChunkedBody(Limits limits) {
        trailerSection = new FieldSectionReader(trailers, limits.trailerBytesMax(), limits.fieldCountMax(),
                Violation.TRAILERS_TOO_LARGE, Violation.TRAILERS_TOO_MANY);
        extensions = new ChunkExtensionReader(limits.chunkExtensionBytesMax());
    }

    /**
     * Prepares for the content of another request, of which {@code limit} bytes are accepted. What you add to remember has to be
     * set here.
     */
    void begin(long limit) {
        state = State.SIZE;
        contentBytesLeft = limit;
        trailerSection.reset();
        extensions.reset();
    }

    /** The memory that the trailer section holds, in bytes. */
    int heldBytes() {
        return trailers.heldBytes();
    }

    /** The state, and after a slash the state of the nested machine. */
    String states() {
        return switch (state) {
            case TRAILERS -> "TRAILERS/" + trailerSection.state();
            case EXTENSIONS -> "EXTENSIONS/" + extensions.state();
            case SIZE, SIZE_LF, DATA, DATA_LF -> state.toString();
        };
    }

    @Override
    public void limit(long bytesMax) {
        contentBytesLeft = bytesMax;
    }

    /**
     * Takes bytes until there is an event.
     *
     * <ul>
     * <li>Data of a chunk is an {@link Event.BodyPart} with a slice of the input: as much of the data as is there.
     * <li>At the end it is {@link Event.End#WITHOUT_TRAILERS}, or an {@link Event.End} with the trailers if there are any.
     * <li>If the input ends before, it is null.
     * </ul>
     *
     * <p>A byte that breaks a rule is not taken, but refused: {@code throw in.refuse(violation)}. The violation is
     *
     * <ul>
     * <li>{@link Violation#CHUNK_SIZE} for a byte that is no hexadecimal digit where one has to be, and for a seventeenth digit,
     * <li>{@link Violation#BODY_TOO_LARGE} for the digit with which a size exceeds the bytes that are still accepted,
     * <li>{@link Violation#LINE_ENDING} if no LF follows the CR after a size,
     * <li>{@link Violation#CHUNK_DATA_END} if no CR LF follows the data.
     * </ul>
     *
     * <p>The bytes that end a size are in {@link ByteClass#SIZE_END}; the machine for extensions gets them, and refuses those that
     * are wrong.
     *
     * @throws ProtocolException if a byte breaks a rule
     */
    @Override
    public Event next(ByteCursor in) {
        throw new UnsupportedOperationException("not written yet");
    }
}
