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
 * <p>A part ends at the delimiter, {@code CRLF "--" boundary}. A boundary has neither CR nor LF, so the delimiter has
 * only one CR, its first byte: if a match fails, none of the matched bytes can begin another match. So no byte is
 * searched twice, and a partial match at the end of a segment need not be stored: if it turns out to be content, the
 * delimiter itself supplies the same bytes.
 *
 * <p>A boundary is content unless {@code CRLF "--"} precedes it (RFC 7578 section 4.1). Parts come in the order of the
 * form, and parts of the same name are never merged (RFC 7578 section 5.2).
 *
 * <p>Ambiguous input is refused: a line that ends with anything but CRLF, a folded line, a boundary followed by anything
 * but whitespace. A reader is not thread-safe.
 */
public final class MultipartReader {
    enum State { PREAMBLE, BOUNDARY_END, PADDING, BOUNDARY_LF, CLOSING, LINE, LINE_LF, CONTENT, EPILOGUE }

    /**
     * The limits on everything but content.
     *
     * @param headBytesMax bytes in the head of a part; the preamble before the first part and the epilogue after the last
     *                     may each have as many
     * @param partsMax     number of parts
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
    /** The number of delimiter bytes matched so far. */
    private int matched;
    /** How many of these came before the content: the CRLF of the preceding line, which may begin a delimiter. */
    private int matchedBefore;
    private int roomLeft;
    private int parts;
    private MultipartEvent event;
    private MultipartException refusal;

    /** @param boundary 1 to 70 characters, as {@link #boundary} returns it */
    public MultipartReader(String boundary, Limits limits) {
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw new IllegalArgumentException("not a boundary: " + boundary);
        }
        this.delimiter = ByteBuffer.wrap(("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
        this.limits = limits;
        this.line = ByteBuffer.allocate(limits.headBytesMax());
        this.roomLeft = limits.headBytesMax();
        beginLine();
    }

    /**
     * The boundary in a Content-Type; empty if the type is not multipart/form-data. Types and parameter names are
     * case-insensitive (RFC 9110 section 8.3.1).
     *
     * @throws MultipartException if the type is multipart/form-data but has no valid boundary
     */
    public static Optional<String> boundary(String contentType) {
        String type = contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("multipart/form-data")) {
            return Optional.empty();
        }
        Optional<Parameters> parsed = Parameters.parse(contentType, Parameters.Escapes.ANY);
        return Optional.of(parsed.flatMap(parameters -> parameters.get("boundary")).filter(BOUNDARY.asMatchPredicate())
                .orElseThrow(() -> new MultipartException("the Content-Type has no boundary of 1 to 70 characters")));
    }

    /**
     * Takes bytes from the buffer's position on. An event may come even if the buffer is empty, so call it until it
     * returns null.
     *
     * @return the next event, or null if all bytes are taken and more are needed
     * @throws MultipartException if the content breaks a rule or a limit; every later call throws it again
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
     * Declares that no more bytes will come.
     *
     * @throws MultipartException if the content is incomplete
     */
    public void end() {
        if (refusal != null) {
            throw refusal;
        }
        require(state == State.EPILOGUE, "the content ends before its closing boundary");
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

    // Content, and the preamble before the first boundary.

    /** The next byte is at the beginning of a line, so a boundary may follow at once. */
    private void beginLine() {
        matched = LINE_END_BYTES;
        matchedBefore = LINE_END_BYTES;
    }

    /** Takes all bytes up to a delimiter, or to the beginning of one at the end of the buffer. */
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

    /** The number of bytes, from an index on, that match the beginning of the delimiter. */
    private int matchLength(ByteBuffer in, int from) {
        int max = Math.min(delimiter.limit(), in.limit() - from);
        int i = 0;
        while (i < max && in.get(from + i) == delimiter.get(i)) {
            i++;
        }
        return i;
    }

    /** Continues with a delimiter that has begun. */
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
            spend(bytes.remaining(), "the preamble before the first boundary is too large");
        } else if (bytes.hasRemaining()) {
            event = new PartContent(bytes);
        }
    }

    // The rest of a boundary line.

    private State boundaryEnd(int b) {
        return b == '-' ? State.CLOSING : padding(b);
    }

    /** {@code transport-padding := *LWSP-char}: it has no meaning. */
    private State padding(int b) {
        if (b == '\r') {
            return State.BOUNDARY_LF;
        }
        require(b == ' ' || b == '\t', "a boundary is followed by something other than whitespace");
        spend(1, "there is too much whitespace after a boundary");
        return State.PADDING;
    }

    private State beginPart(int b) {
        require(b == '\n', "a boundary line ends with a CR without LF");
        parts++;
        require(parts <= limits.partsMax(), "the form has more than " + limits.partsMax() + " parts");
        fields.clear();
        line.clear();
        return State.LINE;
    }

    private State close(int b) {
        require(b == '-', "a boundary is followed by something other than whitespace");
        roomLeft = limits.headBytesMax();
        event = END;
        return State.EPILOGUE;
    }

    private State epilogue(ByteBuffer in) {
        spend(in.remaining(), "the epilogue after the closing boundary is too large");
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
        require(b == '\n', "a line in the head of a part ends with a CR without LF");
        spend(LINE_END_BYTES, "the head of a part is too large");
        if (line.position() > 0) {
            fields.add(text(line.flip()));
            line.clear();
            return State.LINE;
        }
        event = fields.head();
        beginLine();
        return State.CONTENT;
    }

    /**
     * Browsers send names in the encoding of the form's page, which is UTF-8 (RFC 7578 section 5.1.2). Other
     * encodings of names have been tried; such names are kept as sent (RFC 7578 section 5.1.3).
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
