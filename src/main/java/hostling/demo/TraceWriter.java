package hostling.demo;

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

/** Writes a trace of the parser as JSON. */
final class TraceWriter implements ParserTrace.Listener {
    private final List<String> runs = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private String refusal = "null";
    /** Content that has arrived one byte at a time; it is written as one event. */
    private int contentBytes;
    private int contentEnd;

    @Override
    public void bytes(String state, int count) {
        runs.add("[" + Json.string(state) + ", " + count + "]");
    }

    @Override
    public void event(int bytesRead, Event event) {
        if (event instanceof Event.BodyPart part) {
            contentBytes += part.bytes().remaining();
            contentEnd = bytesRead;
            return;
        }
        writeContent();
        if (event instanceof RequestHead head) {
            add(bytesRead, "head", "\"method\": " + Json.string(head.method()) + ", \"target\": " + Json.string(head.target())
                    + ", \"version\": \"HTTP/1." + head.minorVersion() + "\", \"fields\": " + fields(head.fields())
                    + ", \"framing\": " + Json.string(framing(head.framing())));
        } else if (event instanceof Event.End end) {
            add(bytesRead, "end", "\"trailers\": " + fields(end.trailers()));
        }
    }

    private void writeContent() {
        if (contentBytes > 0) {
            add(contentEnd, "content", "\"bytes\": " + contentBytes);
            contentBytes = 0;
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

    private static String framing(BodyFraming framing) {
        if (framing instanceof BodyFraming.Length length) {
            return length.bytes() == 0 ? "no content" : "content of " + length.bytes() + " bytes, by Content-Length";
        }
        return "content in chunks, by Transfer-Encoding";
    }

    @Override
    public void refused(int bytesRead, ProtocolException e) {
        writeContent();
        refusal = "{\"at\": " + bytesRead + ", \"status\": " + e.status() + ", \"violation\": \"" + e.violation()
                + "\", \"reason\": " + Json.string(e.violation().reason()) + ", \"section\": "
                + Json.string(e.violation().section()) + ", \"field\": " + Json.string(e.detail()) + "}";
    }

    /** The whole trace; call this once, at the end. */
    String json(String end) {
        writeContent();
        return "{\"runs\": [" + String.join(", ", runs) + "], \"end\": " + Json.string(end) + ", \"events\": ["
                + String.join(", ", events) + "], \"refusal\": " + refusal + "}";
    }
}
