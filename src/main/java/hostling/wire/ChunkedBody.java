package hostling.wire;

/**
 * The state machine that decodes the <b>chunked</b> transfer coding (RFC 9112 section 7.1). It is the decoder of section
 * 7.1.3 turned inside out, so that it can stop at any byte. The content is complete only after the empty line that ends
 * the <b>trailer section</b>: without the last chunk it is incomplete, however the connection ends (RFC 9112 sections
 * 7.1.3 and 8).
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
 */
final class ChunkedBody implements BodyReader {
    enum State { SIZE, EXTENSIONS, SIZE_LF, DATA, DATA_LF, TRAILERS }

    /** The hex digits of a 64-bit number. Leading zeros are legal, but no peer needs more digits than this. */
    private static final int SIZE_DIGITS_MAX = 16;

    private final Fields trailers = new Fields(0);
    private final FieldSectionReader trailerSection;
    private final ChunkExtensionReader extensions;
    private State state = State.SIZE;
    private long contentBytesLeft;
    private long chunkBytesLeft;
    private int sizeDigits;

    ChunkedBody(Limits limits) {
        trailerSection = new FieldSectionReader(trailers, limits.trailerBytesMax(), limits.fieldCountMax(),
                Violation.TRAILERS_TOO_LARGE, Violation.TRAILERS_TOO_MANY);
        extensions = new ChunkExtensionReader(limits.chunkExtensionBytesMax());
    }

    /** Prepares for the content of another request, of which {@code limit} bytes are accepted. */
    void begin(long limit) {
        state = State.SIZE;
        contentBytesLeft = limit;
        chunkBytesLeft = 0;
        sizeDigits = 0;
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

    @Override
    public Event next(ByteCursor in) {
        while (!in.isEmpty()) {
            if (state == State.DATA && chunkBytesLeft > 0) {
                return data(in);
            }
            if (state == State.TRAILERS) {
                return trailerSection.read(in) ? end() : null;
            }
            state = switch (state) {
                case SIZE -> size(in);
                case EXTENSIONS -> extensions.read(in) ? State.SIZE_LF : State.EXTENSIONS;
                case SIZE_LF -> sizeEnd(in);
                case DATA -> dataEnd(in, '\r', State.DATA_LF);
                case DATA_LF -> dataEnd(in, '\n', State.SIZE);
                case TRAILERS -> throw new AssertionError("trailers are read above");
            };
        }
        return null;
    }

    private State size(ByteCursor in) {
        int b = in.peek();
        if (ByteClass.SIZE_END[b] && sizeDigits > 0) {
            sizeDigits = 0;
            return State.EXTENSIONS;
        }
        int digit = ByteClass.hexDigit(b);
        if (digit < 0) {
            throw in.refuse(Violation.CHUNK_SIZE);
        }
        if (sizeDigits == SIZE_DIGITS_MAX) {
            throw in.refuse(Violation.CHUNK_SIZE);
        }
        long size = chunkBytesLeft * 16 + digit;        // can't overflow: contentBytesLeft is 2^50 at most (Limits)
        if (size > contentBytesLeft) {
            throw in.refuse(Violation.BODY_TOO_LARGE);
        }
        chunkBytesLeft = size;
        sizeDigits++;
        in.skip();
        return State.SIZE;
    }

    private State sizeEnd(ByteCursor in) {
        if (!in.skipIf('\n')) {
            throw in.refuse(Violation.LINE_ENDING);
        }
        return chunkBytesLeft == 0 ? State.TRAILERS : State.DATA;
    }

    private Event data(ByteCursor in) {
        int count = (int) Math.min(chunkBytesLeft, in.remaining());
        chunkBytesLeft -= count;
        contentBytesLeft -= count;
        return new Event.BodyPart(in.slice(count));
    }

    private State dataEnd(ByteCursor in, int expected, State next) {
        if (!in.skipIf(expected)) {
            throw in.refuse(Violation.CHUNK_DATA_END);
        }
        return next;
    }

    private Event end() {
        return trailers.count() == 0 ? Event.End.WITHOUT_TRAILERS : new Event.End(trailers);
    }
}
