package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.wire.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the bytes that are the cause of a refusal. The parser stops at one byte. But if two fields contradict each other, it
 * stops at the end of the header section, and the cause is their lines.
 */
final class RefusalCause {
    /** Bytes from one index up to, but without, another. */
    record Span(int from, int to) { }

    private final String bytes;
    private final int messageStart;
    private final int end;
    private final int tokenStart;

    /**
     * @param bytes        what was sent
     * @param messageStart the index of the first byte of the refused message
     * @param tokenStart   the index of the first byte that met the state of the refusal
     * @param end          the index after the refused byte
     */
    RefusalCause(byte[] bytes, int messageStart, int tokenStart, int end) {
        this.bytes = new String(bytes, ISO_8859_1);
        this.messageStart = messageStart;
        this.tokenStart = tokenStart;
        this.end = end;
    }

    /**
     * The bytes to look at, in their order, at least one.
     *
     * @param fieldName the field that the refusal names, or the empty string
     */
    List<Span> spans(Violation violation, String fieldName) {
        return switch (violation) {                     // no default: a new violation needs a line here
            case LENGTH_AND_CODING -> fieldLines("Content-Length", "Transfer-Encoding");
            case LENGTH_SYNTAX, LENGTH_REPEATED, BODY_TOO_LARGE -> fieldLines("Content-Length");
            case CODING_SYNTAX, CODING_NOT_CHUNKED_LAST, CODING_UNKNOWN, CODING_IN_HTTP_1_0 -> fieldLines("Transfer-Encoding");
            case HOST_REPEATED, HOST_SYNTAX -> fieldLines("Host");
            case EXPECTATION_UNKNOWN -> fieldLines("Expect");
            case FIELD_REPEATED -> fieldLines(fieldName);
            case HOST_MISSING -> List.of(new Span(lineEnd(firstLine()), end));
            case HTTP2_PREFACE, TARGET_FORM, TARGET_PERCENT, TARGET_NUL, TARGET_AUTHORITY, TARGET_HTTPS, VERSION_UNSUPPORTED ->
                List.of(new Span(tokenStart, Math.max(tokenStart + 1, end - 1)));
            case TLS, PROXY_HEADER_MISSING, PROXY_HEADER_SYNTAX, METHOD_SYNTAX, METHOD_TOO_LONG, TARGET_SYNTAX, TARGET_TOO_LONG,
                VERSION_SYNTAX, LINE_ENDING, FIELD_NAME_SYNTAX, FIELD_LEADING_SPACE, FIELD_VALUE_SYNTAX, FIELDS_TOO_LARGE,
                FIELDS_TOO_MANY, CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_EXTENSIONS_TOO_LARGE, CHUNK_DATA_END, TRAILERS_TOO_LARGE,
                TRAILERS_TOO_MANY -> List.of(new Span(end - 1, end));
        };
    }

    /** The lines of the fields with these names; the refused byte if there is none, as for a chunk that is too large. */
    private List<Span> fieldLines(String... names) {
        List<Span> spans = new ArrayList<>();
        for (int line = lineEnd(firstLine()); line < end && bytes.charAt(line) != '\r'; line = lineEnd(line)) {
            if (hasName(line, names)) {
                spans.add(new Span(line, lineEnd(line)));
            }
        }
        return spans.isEmpty() ? List.of(new Span(end - 1, end)) : spans;
    }

    private boolean hasName(int line, String... names) {
        String text = bytes.substring(line, lineEnd(line)).toLowerCase(Locale.ROOT);
        return List.of(names).stream().anyMatch(name -> text.startsWith(name.toLowerCase(Locale.ROOT) + ":"));
    }

    /** The start of the request line: an empty line may precede it. */
    private int firstLine() {
        return bytes.startsWith("\r\n", messageStart) ? messageStart + 2 : messageStart;
    }

    /** The index after the LF that ends a line. */
    private int lineEnd(int line) {
        int lineFeed = bytes.indexOf('\n', line);
        return lineFeed < 0 || lineFeed >= end ? end : lineFeed + 1;
    }
}
