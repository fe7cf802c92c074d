package hostling.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads requests: bytes in, {@link Event}s out (RFC 9112).
 *
 * <p>An explicit <b>state machine</b>. Each state is named after what is expected next; the loop in {@link #head} calls
 * the method of the current state, which takes the available bytes and returns the next state. A run of bytes of one
 * class is taken in one step, and the head keeps a token that the end of the segment cuts in two. So nothing is read
 * twice, the events do not depend on how the bytes were split, and the caller may reuse its buffer at once. A parser is
 * not thread-safe.
 *
 * <pre>
 *  START ──────────────────▶ REQUEST_LINE ── LF ──▶ FIELDS ── LF ──▶ BODY ──▶ START
 *    └─ CR ─▶ START_LF ─ LF ──▲
 * </pre>
 *
 * <p>The request line, field lines and chunks have their own state machines: {@link RequestLineReader},
 * {@link FieldSectionReader} and {@link ChunkedBody}. After a violation nothing more is read, because the beginning of the
 * next message is unknown.
 */
public final class RequestParser {
    enum State { START, START_LF, REQUEST_LINE, FIELDS, BODY }

    private final Limits limits;
    private final ByteCursor in = new ByteCursor();
    private final RequestHead head = new RequestHead();
    private final RequestLineReader requestLine;
    private final FieldSectionReader fieldSection;
    private final FixedBody fixedBody = new FixedBody();
    private final ChunkedBody chunkedBody;
    private BodyReader body = fixedBody;
    private State state = State.START;
    private ProtocolException refusal;

    /** Creates a parser for the beginning of a connection. */
    public RequestParser(Limits limits) {
        this.limits = limits;
        requestLine = new RequestLineReader(head, limits.requestLineBytesMax());
        fieldSection = new FieldSectionReader(head.fields(), limits.fieldSectionBytesMax(), limits.fieldCountMax(),
                Violation.FIELDS_TOO_LARGE, Violation.FIELDS_TOO_MANY);
        chunkedBody = new ChunkedBody(limits);
    }

    /**
     * Takes bytes from the buffer's position on, but none after the event that it returns. An {@link Event.End} may come
     * even if the buffer is empty, so call it until it returns null.
     *
     * @return the next event, or null if more bytes are needed
     * @throws ProtocolException if the peer broke a rule or a limit; every later call throws it again
     */
    public Event next(ByteBuffer buffer) {
        if (refusal != null) {
            throw refusal;
        }
        in.attach(buffer);
        try {
            return state == State.BODY ? content() : head();
        } catch (ProtocolException e) {
            refusal = e;
            throw e;
        } finally {
            in.detach();
        }
    }

    /** Whether the parser is between two messages: no byte of the next one has been taken. */
    public boolean betweenMessages() {
        return state == State.START;
    }

    /** Whether a byte of the next message was taken. The empty line that may precede a message does not count. */
    public boolean hasBegun() {
        return state != State.START && state != State.START_LF && !(state == State.REQUEST_LINE && head.line().length() == 0);
    }

    /**
     * The head of the request being read or refused, as far as it was read; empty if its request line is incomplete or
     * invalid. It may lack fields, and the message after it may not be framed: it is good for an error response only.
     */
    public Optional<RequestHead> headSoFar() {
        return state == State.FIELDS || state == State.BODY ? Optional.of(head) : Optional.empty();
    }

    /**
     * Whether the head being read, or refused, is known to be that of a HEAD request: even its error response has no
     * content (RFC 9110 section 9.3.2).
     */
    public boolean isHeadRequest() {
        return switch (state) {
            case START, START_LF -> false;
            case REQUEST_LINE -> requestLine.state() != RequestLineReader.State.METHOD && head.hasMethod("HEAD");
            case FIELDS, BODY -> head.hasMethod("HEAD");
        };
    }

    /**
     * Sets how many more bytes of content are accepted in the request being read; a larger request is refused with 413.
     *
     * @param bytesMax 0 to {@link Limits#BODY_BYTES_LIMIT}
     */
    public void limitBody(long bytesMax) {
        body.limit(Math.min(bytesMax, Limits.BODY_BYTES_LIMIT));
    }

    /** The memory, in bytes, held for the request being read, or read last; it grows with the request. */
    public int heldBytes() {
        return head.heldBytes() + chunkedBody.heldBytes();
    }

    /** The request line, as far as received, of the request being read or refused: for a log. */
    public String requestLine() {
        return state == State.START ? "" : head.lineSoFar();
    }

    /** The state, and after a slash the state of the nested machine: for tests and diagrams. */
    String states() {
        return switch (state) {
            case REQUEST_LINE -> "REQUEST_LINE/" + requestLine.state();
            case FIELDS -> "FIELDS/" + fieldSection.state();
            case BODY -> body == chunkedBody ? "BODY/" + chunkedBody.states() : "BODY";
            case START, START_LF -> state.toString();
        };
    }

    // region: parser-loop
    private Event head() {
        while (!in.isEmpty()) {
            state = switch (state) {                    // no default: a forgotten state does not compile
                case START        -> start();
                case START_LF     -> startEnd();
                case REQUEST_LINE -> requestLine.read(in) ? State.FIELDS : State.REQUEST_LINE;
                case FIELDS       -> fieldSection.read(in) ? State.BODY : State.FIELDS;
                case BODY         -> throw new AssertionError("the loop ends at BODY");
            };
            if (state == State.BODY) {
                return finish();
            }
        }
        return null;
    }
    // endregion

    /** Skips one empty line before a request: some old clients send one after a body (RFC 9112 section 2.2). */
    private State start() {
        in.beginMessage();
        head.clear();
        requestLine.reset();
        fieldSection.reset();
        return in.skipIf('\r') ? State.START_LF : State.REQUEST_LINE;
    }

    private State startEnd() {
        if (!in.skipIf('\n')) {
            throw in.refuse(Violation.LINE_ENDING);
        }
        return State.REQUEST_LINE;
    }

    private Event finish() {
        refuseIf(HeadRules.checkHost(head));
        String repeated = HeadRules.repeatedSingleton(head.fields());
        if (repeated != null) {
            throw new ProtocolException(Violation.FIELD_REPEATED, in.offset(), repeated);
        }
        BodyFraming framing = BodyFraming.of(head);
        if (framing instanceof BodyFraming.Refused refused) {
            throw in.refuse(refused.violation());
        }
        refuseIf(HeadRules.checkExpect(head));
        head.setFraming(framing);
        body = reader(framing);
        return head;
    }

    private BodyReader reader(BodyFraming framing) {
        if (framing instanceof BodyFraming.Length length) {
            fixedBody.begin(length.bytes(), limits.bodyBytesMax());
            return fixedBody;
        }
        chunkedBody.begin(limits.bodyBytesMax());
        return chunkedBody;
    }

    private Event content() {
        Event event = body.next(in);
        if (event instanceof Event.End) {
            state = State.START;
        }
        return event;
    }

    private void refuseIf(Violation violation) {
        if (violation != null) {
            throw in.refuse(violation);
        }
    }
}
