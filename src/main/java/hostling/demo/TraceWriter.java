package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.handler.Json;
import hostling.wire.BodyFraming;
import hostling.wire.Event;
import hostling.wire.Fields;
import hostling.wire.ParserTrace;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a trace of the parser as JSON. Adjacent pieces of content become one event, so it does not matter how they were cut. */
final class TraceWriter implements ParserTrace.Listener {
    private final List<String> runs = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final StringBuilder content = new StringBuilder();
    private int contentEnd;
    private int lastRunBytes;
    private int messageStart;
    private int refusedAt;
    private ProtocolException refusal;

    @Override
    public void bytes(String state, int count) {
        runs.add("[\"" + state + "\", " + count + "]");  // a state is of letters and slashes
        lastRunBytes = count;
    }

    @Override
    public void event(int bytesRead, Event event) {
        if (event instanceof Event.BodyPart part) {
            content.append(ISO_8859_1.decode(part.bytes()));
            contentEnd = bytesRead;
            return;
        }
        writeContent();
        if (event instanceof RequestHead head) {
            add(bytesRead, "head", "\"method\": " + Json.string(head.method()) + ", \"target\": " + Json.string(head.target())
                    + ", \"version\": \"HTTP/1." + head.minorVersion() + "\", \"fields\": " + fields(head.fields())
                    + ", \"framing\": " + Json.string(framing(head)));
        } else if (event instanceof Event.End end) {
            add(bytesRead, "end", "\"trailers\": " + fields(end.trailers()));
            messageStart = bytesRead;
        }
    }

    private void writeContent() {
        if (content.length() > 0) {
            add(contentEnd, "content", "\"bytes\": " + content.length() + ", \"text\": " + Json.string(content.toString()));
            content.setLength(0);
        }
    }

    private void add(int bytesRead, String kind, String rest) {
        events.add("{\"at\": " + bytesRead + ", \"kind\": \"" + kind + "\", " + rest + "}");
    }

    private static String fields(Fields fields) {
        return IntStream.range(0, fields.count())
                .mapToObj(line -> "[" + Json.string(fields.name(line)) + ", " + Json.string(fields.value(line)) + "]")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Where the content ends, and which field says so. */
    private static String framing(RequestHead head) {
        Fields fields = head.fields();
        if (!(head.framing() instanceof BodyFraming.Length length)) {
            return "content in chunks, because of Transfer-Encoding: " + String.join(", ", fields.all("Transfer-Encoding"));
        } else if (!fields.has("Content-Length")) {
            return "no content, because there is neither Content-Length nor Transfer-Encoding";
        }
        String amount = length.isEmpty() ? "no content" : length.bytes() + (length.bytes() == 1 ? " byte" : " bytes") + " of content";
        return amount + ", because of Content-Length: " + fields.all("Content-Length").get(0);
    }

    @Override
    public void refused(int bytesRead, ProtocolException e) {
        writeContent();
        refusal = e;
        refusedAt = bytesRead;
    }

    /** Each state with the number of bytes that met it. */
    String runs() {
        return runs.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /** The events, with all details. */
    String events() {
        writeContent();
        return events.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whether another trace has the same events and the same refusal, or none. */
    boolean isLike(TraceWriter other) {
        writeContent();
        other.writeContent();
        return events.equals(other.events) && String.valueOf(refusal).equals(String.valueOf(other.refusal));
    }

    /** The refusal, with the bytes that cause it, or {@code null}; only for a trace byte by byte. */
    String refusal(byte[] bytes) {
        return refusal == null ? "null" : refusalOf(bytes);
    }

    private String refusalOf(byte[] bytes) {
        String because = new RefusalCause(bytes, messageStart, refusedAt - lastRunBytes, refusedAt)
                .spans(refusal.violation(), refusal.detail()).stream()
                .map(span -> "[" + span.from() + ", " + span.to() + "]").collect(Collectors.joining(", ", "[", "]"));
        return "{\"at\": " + refusedAt + ", \"status\": " + refusal.status() + ", \"violation\": \"" + refusal.violation()
                + "\", \"reason\": " + Json.string(refusal.violation().reason()) + ", \"section\": "
                + Json.string(refusal.violation().section()) + ", \"field\": " + Json.string(refusal.detail())
                + ", \"because\": " + because + "}";
    }
}
