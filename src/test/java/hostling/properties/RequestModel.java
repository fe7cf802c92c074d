package hostling.properties;

import hostling.cases.Bytes;
import hostling.testing.Transcript;
import hostling.testing.tutor.SentBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A valid request. It can be written as bytes, and it knows the events that a parser must report for them. It shares no
 * code with the parser.
 */
record RequestModel(String method, String target, int minorVersion, List<FieldLine> fields, Content content)
        implements SentBytes {

    /** A field line with the white space around its value. */
    record FieldLine(String name, String spaceBefore, String value, String spaceAfter) {
        FieldLine(String name, String value) {
            this(name, " ", value, "");
        }

        String line() {
            return name + ":" + spaceBefore + value + spaceAfter + "\r\n";
        }

        String event() {
            return Transcript.field(name, value);
        }
    }

    /** The content and how it is framed. */
    sealed interface Content permits Sized, Chunked {
        /** The content itself. */
        byte[] bytes();

        /** The content as it is sent. */
        byte[] framed();

        /** The field lines that announce it. */
        List<FieldLine> framing();

        /** The trailer fields after it. */
        List<FieldLine> trailers();
    }

    /** Content with Content-Length in the head; for empty content the head may omit it. */
    record Sized(byte[] bytes, boolean told) implements Content {
        @Override
        public byte[] framed() {
            return bytes;
        }

        @Override
        public List<FieldLine> framing() {
            return told || bytes.length > 0
                    ? List.of(new FieldLine("Content-Length", String.valueOf(bytes.length))) : List.of();
        }

        @Override
        public List<FieldLine> trailers() {
            return List.of();
        }

        @Override
        public String toString() {
            return "length " + bytes.length + " \"" + Bytes.show(bytes) + "\"";
        }
    }

    /** How one chunk is written: maximum bytes of data, zeros before the size, its case, and an extension. */
    record ChunkStyle(int bytesMax, int zeros, boolean capitals, String extension) {
        String sizeLine(int size) {
            String hex = Integer.toHexString(size);
            return "0".repeat(zeros) + (capitals ? hex.toUpperCase() : hex) + extension + "\r\n";
        }
    }

    /** Chunked content. The styles are used in turn, and the last style also for the last chunk. */
    record Chunked(byte[] bytes, List<ChunkStyle> styles, List<FieldLine> trailers) implements Content {
        @Override
        public byte[] framed() {
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            int start = 0;
            for (int i = 0; start < bytes.length; i++) {
                ChunkStyle style = styles.get(i % styles.size());
                int end = Math.min(start + style.bytesMax(), bytes.length);
                framed.writeBytes(Bytes.latin1(style.sizeLine(end - start)));
                framed.writeBytes(Arrays.copyOfRange(bytes, start, end));
                framed.writeBytes(Bytes.latin1("\r\n"));
                start = end;
            }
            framed.writeBytes(Bytes.latin1(styles.get(styles.size() - 1).sizeLine(0)));
            trailers.forEach(line -> framed.writeBytes(Bytes.latin1(line.line())));
            framed.writeBytes(Bytes.latin1("\r\n"));
            return framed.toByteArray();
        }

        @Override
        public List<FieldLine> framing() {
            return List.of(new FieldLine("Transfer-Encoding", "chunked"));
        }

        @Override
        public String toString() {
            return "chunks \"" + Bytes.show(framed()) + "\"";
        }
    }

    /** The request line without its CR LF. */
    String requestLine() {
        return method + " " + target + " HTTP/1." + minorVersion;
    }

    /** All field lines: those of the model, then those that announce the content. */
    List<FieldLine> allFields() {
        List<FieldLine> all = new ArrayList<>(fields);
        all.addAll(content.framing());
        return all;
    }

    /** The head with its empty line. */
    byte[] headBytes() {
        StringBuilder head = new StringBuilder(requestLine()).append("\r\n");
        allFields().forEach(line -> head.append(line.line()));
        return Bytes.latin1(head.append("\r\n").toString());
    }

    /** The whole request as it is sent. */
    @Override
    public byte[] bytes() {
        return Bytes.join(headBytes(), content.framed());
    }

    /** The events for the head. */
    List<String> headEvents() {
        return Transcript.head(method, target, minorVersion, allFields().stream().map(FieldLine::event).toList());
    }

    /** All events. */
    List<String> events() {
        List<String> events = new ArrayList<>(headEvents());
        events.addAll(Transcript.body(content.bytes()));
        events.addAll(Transcript.end(content.trailers().stream().map(FieldLine::event).toList()));
        return events;
    }

    /** The same request with other content. */
    RequestModel with(Content other) {
        return new RequestModel(method, target, minorVersion, fields, other);
    }

    /** The same request with other field lines. */
    RequestModel with(List<FieldLine> other) {
        return new RequestModel(method, target, minorVersion, other, content);
    }

    @Override
    public String toString() {
        return Bytes.show(bytes());
    }
}
