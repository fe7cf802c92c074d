package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.http.MultipartEvent.PartContent;
import hostling.http.MultipartEvent.PartEnd;
import hostling.http.MultipartEvent.PartHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes forms by their grammar, and reads them into whole parts. One character of ISO-8859-1 is one byte. */
public final class MultipartForms {
    /** A part: its head, and its whole content as text. */
    public record Part(PartHead head, String content) { }

    private MultipartForms() { }

    /** One part whose head has these lines. */
    public static String part(String boundary, String content, String... lines) {
        return "--" + boundary + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + content + "\r\n";
    }

    /** One part with a file for the field {@code file}. */
    public static String file(String boundary, String fileName, String content) {
        return part(boundary, content, "Content-Disposition: form-data; name=\"file\"; filename=\"" + fileName + '"');
    }

    public static String end(String boundary) {
        return "--" + boundary + "--\r\n";
    }

    /** Reads a form that is cut before each of these ascending indices. */
    public static List<Part> read(MultipartReader reader, String form, List<Integer> cuts) {
        List<Part> parts = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        PartHead[] head = {null};
        byte[] bytes = form.getBytes(ISO_8859_1);
        int from = 0;
        for (int i = 0; i <= cuts.size(); i++) {
            int to = i < cuts.size() ? cuts.get(i) : bytes.length;
            ByteBuffer segment = ByteBuffer.wrap(bytes.clone(), from, to - from);
            from = to;
            for (MultipartEvent event = reader.next(segment); event != null; event = reader.next(segment)) {
                if (event instanceof PartHead next) {
                    head[0] = next;
                    content.setLength(0);
                } else if (event instanceof PartContent some) {
                    content.append(ISO_8859_1.decode(some.bytes()));
                } else if (event instanceof PartEnd) {
                    parts.add(new Part(head[0], content.toString()));
                }
            }
            if (segment.hasRemaining()) {
                throw new AssertionError("the reader asks for more bytes, but has not read all");
            }
        }
        reader.end();
        return parts;
    }

    /** Reads a form in one piece, with the default limits. */
    static List<Part> read(String boundary, String form) {
        return read(new MultipartReader(boundary, MultipartReader.Limits.DEFAULT), form, List.of());
    }
}
