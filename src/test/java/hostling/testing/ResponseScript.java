package hostling.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.cases.Bytes;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import hostling.wire.ResponseWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Does with a response writer what the lines of a case say, with buffers of one size. */
final class ResponseScript {
    private static final Pattern CONTINUE = Pattern.compile("continue");
    private static final Pattern TO = Pattern.compile("to ([A-Z]+) HTTP/1\\.([01])( and close)?");
    private static final Pattern HEAD = Pattern.compile("head ([0-9]{3})(?: (.+))?");
    private static final Pattern FIELD = Pattern.compile("  ([^ :]+):(?: (.+))?");
    private static final Pattern LENGTH = Pattern.compile("length ([0-9]{1,18}|unknown)");
    private static final Pattern BODY = Pattern.compile("body ([0-9]+) \"(.*)\"");
    private static final Pattern THEN = Pattern.compile("then (open|close)");
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    /** What stands in the array of a source before its position, and after its limit. */
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final ResponseWriter writer = new ResponseWriter();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final int bufferSize;
    private final int bytesMax;
    private String method = "GET";
    private boolean isHttp10;
    private boolean persist;
    private int status;
    private String reason = "";
    private final List<FieldLine> fields = new ArrayList<>();

    /** A writer does what nobody could go on with. */
    static final class WriterFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WriterFault(String message) {
            super(message);
        }
    }

    /** @param bytesMax with more bytes than these the writer is taken to write for ever */
    ResponseScript(int bufferSize, int bytesMax) {
        this.bufferSize = bufferSize;
        this.bytesMax = bytesMax;
    }

    /**
     * Checks the form of a line.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    static void check(String line) {
        Matcher body = BODY.matcher(line);
        if (Stream.of(CONTINUE, TO, HEAD, FIELD, LENGTH, BODY, THEN).noneMatch(form -> form.matcher(line).matches())) {
            throw new IllegalArgumentException("unknown line: " + line);
        }
        int count = Bytes.read(body.matches() ? body.group(2) : line).length;
        if (body.matches() && count != Integer.parseInt(body.group(1))) {
            throw new IllegalArgumentException("the content has " + count + " bytes: " + line);
        }
    }

    /** Whether a line ends a response. */
    static boolean isEnd(String line) {
        return THEN.matcher(line).matches();
    }

    /** What was written. */
    byte[] wire() {
        return wire.toByteArray();
    }

    /**
     * Does what a line says.
     *
     * @throws WriterFault if the writer can't have done it
     */
    void take(String line) {
        Matcher to = TO.matcher(line);
        Matcher head = HEAD.matcher(line);
        Matcher field = FIELD.matcher(line);
        Matcher length = LENGTH.matcher(line);
        Matcher body = BODY.matcher(line);
        Matcher then = THEN.matcher(line);
        if (CONTINUE.matcher(line).matches()) {
            writer.interimContinue();
        } else if (to.matches()) {
            method = to.group(1);
            isHttp10 = to.group(2).equals("0");
            persist = to.group(3) == null;
            fields.clear();
        } else if (head.matches()) {
            status = Integer.parseInt(head.group(1));
            reason = text(head.group(2));
        } else if (field.matches()) {
            fields.add(new FieldLine(field.group(1), text(field.group(2))));
        } else if (length.matches()) {
            begin(length.group(1));
        } else if (body.matches()) {
            content(Bytes.read(body.group(2)));
        } else if (then.matches()) {
            end(then.group(1).equals("close"));
        }
    }

    private static String text(String escaped) {
        return escaped == null ? "" : new String(Bytes.read(escaped), ISO_8859_1);
    }

    private void begin(String length) {
        long bytes = length.equals("unknown") ? ResponseHead.UNKNOWN_LENGTH : Long.parseLong(length);
        writer.begin(new ResponseHead(status, reason, fields, bytes), method.equals("HEAD"), isHttp10, persist, DATE);
    }

    /** Leaves out content that the response can't have, as the loop does. */
    private void content(byte[] bytes) {
        if (!writer.hasContent()) {
            return;
        }
        ByteBuffer source = ByteBuffer.wrap(Bytes.join(Bytes.latin1(BEFORE), bytes, Bytes.latin1(AFTER)), BEFORE.length(), bytes.length);
        untilDone("content", out -> writer.content(source, out));
        if (source.hasRemaining()) {
            throw new WriterFault("content() says that all is taken, but of " + bytes.length + " bytes of the source there are still "
                    + source.remaining());
        }
    }

    private void end(boolean closes) {
        untilDone("end", writer::end);
        if (!writer.betweenResponses()) {
            throw new WriterFault("end() says that all is written, but betweenResponses() is false: it has not noted the end, or bytes "
                    + "still wait");
        }
        if (writer.closesAfter() != closes) {
            throw new WriterFault("closesAfter() is " + !closes + ", but the connection " + (closes ? "can't stay open" : "could stay open"));
        }
    }

    private void untilDone(String name, Predicate<ByteBuffer> call) {
        boolean isDone = false;
        while (!isDone) {
            ByteBuffer out = ByteBuffer.allocate(bufferSize);
            isDone = call.test(out);
            wire.write(out.array(), 0, out.position());
            if (!isDone && out.position() == 0) {
                throw new WriterFault(name + "() asks for more room, but writes nothing into an empty buffer of " + bufferSize
                        + (bufferSize == 1 ? " byte" : " bytes") + ". So it would be called again and again");
            }
            if (wire.size() > bytesMax) {
                throw new WriterFault(name + "() does not end: there are " + wire.size() + " bytes already. Does it begin anew when it is "
                        + "called again, and not go on?");
            }
        }
    }
}
