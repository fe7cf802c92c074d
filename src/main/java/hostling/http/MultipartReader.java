package hostling.http;

import hostling.http.MultipartEvent.PartContent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads multipart/form-data: bytes in, {@link MultipartEvent}s out (RFC 7578; RFC 2046 section 5.1).
 *
 * <pre>
 *             ┌────────── boundary ───────────────────────────────────────────────────────┐
 *             ▼                                                                           │
 *  PREAMBLE ──▶ BOUNDARY_END ── CR ──▶ BOUNDARY_LF ── LF ──▶ LINE ── CR ──▶ LINE_LF ──▶ CONTENT
 *                  │   └─ SP ─▶ PADDING ─ CR ─▲               ▲── LF, a line ──┘  LF, none
 *                  └─ "-" ──▶ CLOSING ── "-" ──▶ EPILOGUE
 * </pre>
 *
 * <p>A part ends at {@code CR LF "--" boundary}. A boundary has neither CR nor LF, so the CR at the front of this
 * delimiter is the only one in it: where a match fails, no byte of what had matched can begin another match. That is
 * why nothing is searched twice, and why a beginning of the delimiter that the end of a segment cut off need not be
 * kept: where it turns out to be content, the delimiter itself has the same bytes to hand out.
 *
 * <p>A line with the boundary in it is content unless CR LF stands before it (RFC 7578 section 4.1). Parts come out one
 * by one in the order of the form, and those of one name are never made into one (RFC 7578 section 5.2).
 *
 * <p>Line ends are CR LF and nothing else, lines are not folded, a boundary with anything but white space behind it is
 * refused: what could be read in two ways is not read.
 */
public final class MultipartReader {
    enum State { PREAMBLE, BOUNDARY_END, PADDING, BOUNDARY_LF, CLOSING, LINE, LINE_LF, CONTENT, EPILOGUE }

    /**
     * How much is read that is nobody's content.
     *
     * @param headBytesMax for the head of a part, and as much again for what stands before the first part and behind
     *                     the last
     * @param partsMax     how many parts
     */
    public record Limits(int headBytesMax, int partsMax) {
        public static final Limits DEFAULT = new Limits(8 * 1024, 100);
    }

    /** {@code boundary := 0*69<bchars> bcharsnospace} (RFC 2046 section 5.1.1). */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");
    private static final int LINE_END_BYTES = 2;
    private static final MultipartEvent PART_END = new MultipartEvent.PartEnd();
    private static final MultipartEvent END = new MultipartEvent.End();

    private final ByteBuffer delimiter;
    private final Limits limits;
    private final PartFields fields = new PartFields();
    private final ByteBuffer line;
    private State state = State.PREAMBLE;
    /** How many bytes of the delimiter have been read. */
    private int matched;
    /** How many of these were read before the content began: the end of the line in front of it. */
    private int matchedBefore;
    private int roomLeft;
    private int parts;
    private MultipartEvent event;
    private MultipartException refusal;

    /** @param boundary 1 to 70 characters, as {@link #boundary} gives them */
    public MultipartReader(String boundary, Limits limits) {
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw new IllegalArgumentException("not a boundary: " + boundary);
        }
        this.delimiter = ByteBuffer.wrap(("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
        this.limits = limits;
        this.line = ByteBuffer.allocate(limits.headBytesMax());
        this.roomLeft = limits.headBytesMax();
        beginBehindALine();
    }

    /**
     * The boundary that a Content-Type names; empty where the type is not multipart/form-data. Types and the names of
     * parameters are the same in either case (RFC 9110 section 8.3.1).
     *
     * @throws MultipartException where it is, but names none that is one
     */
    public static Optional<String> boundary(String contentType) {
        String type = contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("multipart/form-data")) {
            return Optional.empty();
        }
        Optional<Parameters> parsed = Parameters.parse(contentType, Parameters.Escapes.ANY);
        return Optional.of(parsed.flatMap(parameters -> parameters.get("boundary")).filter(BOUNDARY.asMatchPredicate())
                .orElseThrow(() -> new MultipartException("the Content-Type names no boundary of 1 to 70 characters")));
    }

    /**
     * The next event, or null: more bytes are needed, and all that there were are taken. An event may come without a
     * byte being left.
     *
     * @throws MultipartException when the content breaks a rule or a limit, and the same again on every later call
     */
    public MultipartEvent next(ByteBuffer in) {
        if (refusal != null) {
            throw refusal;
        }
        try {
            return advance(in);
        } catch (MultipartException e) {
            refusal = e;
            throw e;
        }
    }

    /**
     * No more bytes will come.
     *
     * @throws MultipartException where that is too early
     */
    public void end() {
        if (refusal != null) {
            throw refusal;
        }
        require(state == State.EPILOGUE, "the content ends before its last boundary");
    }

    private MultipartEvent advance(ByteBuffer in) {
        event = null;
        while (event == null && (in.hasRemaining() || matched == delimiter.limit())) {
            state = switch (state) {                    // no default: a forgotten state does not compile
                case PREAMBLE, CONTENT -> matched > 0 ? match(in) : run(in);
                case BOUNDARY_END -> boundaryEnd(in.get());
                case PADDING      -> padding(in.get());
                case BOUNDARY_LF  -> beginPart(in.get());
                case CLOSING      -> close(in.get());
                case LINE         -> line(in);
                case LINE_LF      -> endLine(in.get());
                case EPILOGUE     -> epilogue(in);
            };
        }
        return event;
    }

    // Content, and what stands before the first boundary.

    /** What comes next is behind an end of line, where a boundary may stand at once. */
    private void beginBehindALine() {
        matched = LINE_END_BYTES;
        matchedBefore = LINE_END_BYTES;
    }

    /** Takes all up to a delimiter, or to what may become one. */
    private State run(ByteBuffer in) {
        int start = in.position();
        int end = start;
        while (true) {
            end = indexOfCr(in, end);
            matched = matchLength(in, end);
            if (end + matched == in.limit() || matched == delimiter.limit()) {
                break;
            }
            end += matched;
        }
        in.position(end + matched);
        take(in.slice(start, end - start).asReadOnlyBuffer());
        return state;
    }

    private static int indexOfCr(ByteBuffer in, int from) {
        int i = from;
        while (i < in.limit() && in.get(i) != '\r') {
            i++;
        }
        return i;
    }

    /** How many bytes from an index on are those that the delimiter begins with. */
    private int matchLength(ByteBuffer in, int from) {
        int max = Math.min(delimiter.limit(), in.limit() - from);
        int i = 0;
        while (i < max && in.get(from + i) == delimiter.get(i)) {
            i++;
        }
        return i;
    }

    /** Goes on with a delimiter that has begun. */
    private State match(ByteBuffer in) {
        while (matched < delimiter.limit() && in.hasRemaining() && in.get(in.position()) == delimiter.get(matched)) {
            in.get();
            matched++;
        }
        if (matched == delimiter.limit()) {
            return boundary();
        }
        if (in.hasRemaining()) {
            take(delimiter.slice(matchedBefore, matched - matchedBefore));
            matched = 0;
            matchedBefore = 0;
        }
        return state;
    }

    private State boundary() {
        if (state == State.CONTENT) {
            event = PART_END;
        }
        matched = 0;
        matchedBefore = 0;
        roomLeft = limits.headBytesMax();
        return State.BOUNDARY_END;
    }

    private void take(ByteBuffer bytes) {
        if (state == State.PREAMBLE) {
            spend(bytes.remaining(), "there is too much before the first boundary");
        } else if (bytes.hasRemaining()) {
            event = new PartContent(bytes);
        }
    }

    // The rest of a boundary's line.

    private State boundaryEnd(int b) {
        return b == '-' ? State.CLOSING : padding(b);
    }

    /** {@code transport-padding := *LWSP-char}: of no meaning. */
    private State padding(int b) {
        if (b == '\r') {
            return State.BOUNDARY_LF;
        }
        require(b == ' ' || b == '\t', "a line begins with the boundary and goes on");
        spend(1, "there is too much white space behind a boundary");
        return State.PADDING;
    }

    private State beginPart(int b) {
        require(b == '\n', "a CR without LF ends the line of a boundary");
        parts++;
        require(parts <= limits.partsMax(), "there are more than " + limits.partsMax() + " parts");
        fields.clear();
        line.clear();
        return State.LINE;
    }

    private State close(int b) {
        require(b == '-', "a line begins with the boundary and goes on");
        roomLeft = limits.headBytesMax();
        event = END;
        return State.EPILOGUE;
    }

    private State epilogue(ByteBuffer in) {
        spend(in.remaining(), "there is too much behind the last boundary");
        in.position(in.limit());
        return State.EPILOGUE;
    }

    // The head of a part.

    private State line(ByteBuffer in) {
        int start = in.position();
        int end = indexOfCr(in, start);
        spend(end - start, "the head of a part is too large");
        line.put(in.slice(start, end - start));
        in.position(end);
        if (!in.hasRemaining()) {
            return State.LINE;
        }
        in.get();
        return State.LINE_LF;
    }

    private State endLine(int b) {
        require(b == '\n', "a CR without LF ends a line in the head of a part");
        spend(LINE_END_BYTES, "the head of a part is too large");
        if (line.position() > 0) {
            fields.add(text(line.flip()));
            line.clear();
            return State.LINE;
        }
        event = fields.head();
        beginBehindALine();
        return State.CONTENT;
    }

    /**
     * Browsers send names in the encoding of the form's page, which is UTF-8 (RFC 7578 section 5.1.2). Other ways of
     * encoding names have been tried; what comes in one of them is taken as it stands (RFC 7578 section 5.1.3).
     */
    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MultipartException("the head of a part is not UTF-8");
        }
    }

    private void spend(int bytes, String otherwise) {
        roomLeft -= bytes;
        require(roomLeft >= 0, otherwise);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MultipartException(otherwise);
        }
    }
}
