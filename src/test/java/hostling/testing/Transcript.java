package hostling.testing;

import hostling.cases.Bytes;
import hostling.wire.Event;
import hostling.wire.Fields;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The events of a {@link RequestParser} as text, one line per event: the format of the {@code events} blocks of the
 * case files. Two transcripts are equal if and only if the events are equal, except for the case of field names.
 *
 * <p>While it writes, it checks what the parser promises for any input: a part is not empty and is read-only, "need
 * more" means that all bytes were taken, the offset of a refusal is the number of bytes taken, and a refusal is final.
 * Each segment lies in the middle of a larger array, which is overwritten once the segment is used up: a parser that
 * reads outside the segment, or reads it again later, will not get the same events twice.
 */
public final class Transcript {
    /** The last line if the bytes end within a message. */
    public static final String INCOMPLETE = "incomplete";
    private static final int MARGIN_BYTES = 3;
    private static final byte MARGIN = '!';
    private static final byte USED = '#';
    /** This many equal field lines or more are written as one, with their number. */
    private static final int EQUAL_LINES_MIN = 3;

    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private long bytesTaken;
    private long messageStart;
    private long eventsLeft;
    private ProtocolException refusal;

    private Transcript() { }

    /** Feeds the segments to the parser until it refuses. */
    public static Transcript of(RequestParser parser, List<byte[]> segments) {
        Transcript transcript = new Transcript();
        for (byte[] segment : segments) {
            if (transcript.refusal == null) {
                transcript.feed(parser, segment);
            }
        }
        transcript.endContent();
        if (transcript.refusal != null) {
            transcript.lines.add("error " + transcript.refusal);
        } else if (!parser.betweenMessages()) {
            transcript.lines.add(INCOMPLETE);
        }
        return transcript;
    }

    /** The same for bytes that come in one piece. */
    public static Transcript of(RequestParser parser, byte[] bytes) {
        return of(parser, List.of(bytes));
    }

    /** The line for a head, and one for each of its fields. */
    public static List<String> head(String method, String target, int minorVersion, List<String> fieldLines) {
        List<String> lines = new ArrayList<>();
        lines.add("head " + show(method) + " " + show(target) + " HTTP/1." + minorVersion);
        lines.addAll(folded(fieldLines));
        return lines;
    }

    /** The line for a field. */
    public static String field(String name, String value) {
        return "  " + show(name.toLowerCase(Locale.ROOT)) + ":" + (value.isEmpty() ? "" : " " + show(value));
    }

    /** The lines for content; none for empty content. */
    public static List<String> body(byte[] bytes) {
        return bytes.length == 0 ? List.of() : List.of("body " + bytes.length + " \"" + Bytes.show(bytes) + "\"");
    }

    /** The line for an end, and one for each trailer field. */
    public static List<String> end(List<String> trailerLines) {
        List<String> lines = new ArrayList<>();
        lines.add("end");
        lines.addAll(folded(trailerLines));
        return lines;
    }

    /** The line for a refusal. */
    public static String error(int status, String violation, long offset) {
        return "error " + status + " " + violation + " at " + offset;
    }

    private static String show(String text) {
        return Bytes.show(Bytes.latin1(text));
    }

    private static List<String> folded(List<String> fieldLines) {
        List<String> folded = new ArrayList<>();
        int i = 0;
        while (i < fieldLines.size()) {
            String line = fieldLines.get(i);
            int end = i + 1;
            while (end < fieldLines.size() && fieldLines.get(end).equals(line)) {
                end++;
            }
            folded.addAll(end - i < EQUAL_LINES_MIN ? fieldLines.subList(i, end) : List.of(line + " × " + (end - i)));
            i = end;
        }
        return folded;
    }

    /** The events, one per line. */
    public List<String> lines() {
        return lines;
    }

    /** The events as one text, without a line end after the last one. */
    public String text() {
        return String.join("\n", lines);
    }

    /** How many bytes the parser took, over all messages. */
    public long bytesTaken() {
        return bytesTaken;
    }

    /** The refusal with which it ended, or null. */
    public ProtocolException refusal() {
        return refusal;
    }

    private void feed(RequestParser parser, byte[] segment) {
        byte[] array = new byte[MARGIN_BYTES + segment.length + MARGIN_BYTES];
        Arrays.fill(array, MARGIN);
        System.arraycopy(segment, 0, array, MARGIN_BYTES, segment.length);
        ByteBuffer in = ByteBuffer.wrap(array, MARGIN_BYTES, segment.length);
        eventsLeft += 2L * segment.length + 1;

        long takenBefore = bytesTaken;
        try {
            for (Event event = parser.next(in); event != null; event = parser.next(in)) {
                bytesTaken = takenBefore + in.position() - MARGIN_BYTES;
                write(event);
            }
            require(!in.hasRemaining(), "null means that all bytes are taken, but some are left");
        } catch (ProtocolException e) {
            refusal = e;
        }
        bytesTaken = takenBefore + in.position() - MARGIN_BYTES;
        if (refusal != null) {
            checkRefusal(parser, in);
        }
        Arrays.fill(array, USED);
    }

    private void write(Event event) {
        require(eventsLeft-- > 0, "more events than the bytes can give");
        if (event instanceof Event.BodyPart part) {
            require(part.bytes().isReadOnly(), "a body part can be written to");
            require(part.bytes().hasRemaining(), "a body part is empty");
            byte[] bytes = new byte[part.bytes().remaining()];
            part.bytes().get(bytes);
            content.writeBytes(bytes);
            return;
        }
        endContent();
        if (event instanceof RequestHead head) {
            lines.addAll(head(head.method(), head.target(), head.minorVersion(), fieldLines(head.fields())));
        } else if (event instanceof Event.End end) {
            lines.addAll(end(fieldLines(end.trailers())));
            messageStart = bytesTaken;
        }
    }

    private void endContent() {
        lines.addAll(body(content.toByteArray()));
        content.reset();
    }

    private static List<String> fieldLines(Fields fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            lines.add(field(fields.name(i), fields.value(i)));
        }
        return lines;
    }

    private void checkRefusal(RequestParser parser, ByteBuffer rest) {
        long taken = bytesTaken - messageStart;
        require(refusal.offset() == taken, refusal + ", but " + taken + " bytes of the message are taken");
        checkRefusesAgain(parser, rest);
        checkRefusesAgain(parser, ByteBuffer.wrap(Bytes.latin1("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
    }

    private void checkRefusesAgain(RequestParser parser, ByteBuffer in) {
        int position = in.position();
        try {
            Event event = parser.next(in);
            throw new AssertionError("after " + refusal + " the parser gave " + event);
        } catch (ProtocolException again) {
            require(again.toString().equals(refusal.toString()), "after " + refusal + " came " + again);
            require(in.position() == position, "bytes were taken after " + refusal);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transcript that && lines.equals(that.lines) && bytesTaken == that.bytesTaken;
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
