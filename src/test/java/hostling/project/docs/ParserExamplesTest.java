package hostling.project.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.Json;
import hostling.cases.RequestCase;
import hostling.testing.tutor.Freshness;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The explorer's examples, {@code www/parser-examples.json}: the bytes of cases of {@code test-data}. Only requests that the
 * demo has to answer are written here, because the cases ask for paths that it does not have.
 * {@code mvn test -Dtest=ParserExamplesTest -Ddocs.update=true} writes the file again.
 */
class ParserExamplesTest {
    /**
     * An example.
     *
     * @param key     its name in a link
     * @param id      the case
     * @param chapter the chapter of the book that leads to it
     */
    private record Example(String group, String key, String title, String id, String chapter) { }

    private static final Path FILE = Path.of("www/parser-examples.json");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    private static final String FRAMING = "Refused: where does it end?";
    private static final String LINES = "Refused: lines and fields";
    private static final String UNKNOWN = "Refused: not of this server";

    private static final String BY_HAND = "01-a-request-by-hand.md";
    private static final String WHO_SPEAKS = "09-who-speaks-next.md";
    private static final String FIELD_LINES = "05-field-lines.md";
    private static final String CONTENT_ENDS = "06-where-content-ends.md";
    private static final String CHUNKS = "07-chunks.md";
    private static final String MACHINE = "04-a-machine-that-can-stop.md";

    private static final List<Example> EXAMPLES = List.of(
            new Example("Accepted", "get", "A request without content", "simple-get", BY_HAND),
            new Example("Accepted", "length", "Content of a known length", "post-with-length", CONTENT_ENDS),
            new Example("Accepted", "chunked", "Content in chunks, with a trailer field", "own-chunked", CHUNKS),
            new Example("Accepted", "pipeline", "Two requests, one after the other", "own-pipeline", WHO_SPEAKS),
            new Example("Accepted", "incomplete", "A request that stops in the middle", "head-without-its-end", MACHINE),
            new Example(FRAMING, "smuggling", "Smuggling: Content-Length and Transfer-Encoding", "conflict-cl-te", CONTENT_ENDS),
            new Example(FRAMING, "lengths", "Two lengths", "two-different-lengths", CONTENT_ENDS),
            new Example(FRAMING, "length-syntax", "A length with a plus sign", "length-with-plus", CONTENT_ENDS),
            new Example(FRAMING, "not-chunked", "A coding that is almost chunked", "almost-chunked", CONTENT_ENDS),
            new Example(FRAMING, "chunk-size", "A chunk size with a plus sign", "chunk-size-with-plus", CHUNKS),
            new Example(FRAMING, "chunk-data", "A chunk that is longer than its size", "data-one-byte-longer", CHUNKS),
            new Example(LINES, "lf", "A line that ends in LF alone", "lf-behind-request-line", FIELD_LINES),
            new Example(LINES, "space", "A space before the colon", "space-before-colon", FIELD_LINES),
            new Example(LINES, "folded", "A folded line", "folded-line", FIELD_LINES),
            new Example(LINES, "host", "No Host", "host-missing", FIELD_LINES),
            new Example(LINES, "hosts", "Two different hosts", "two-different-hosts", FIELD_LINES),
            new Example(LINES, "repeated", "A field that may occur only once", "two-content-types", FIELD_LINES),
            new Example(LINES, "nul", "A NUL in a field value", "nul-in-value", FIELD_LINES),
            new Example(LINES, "target", "A space in the target", "space-in-target", MACHINE),
            new Example(UNKNOWN, "version", "505: another version of HTTP", "line-http-2", MACHINE),
            new Example(UNKNOWN, "coding", "501: an unknown transfer coding", "gzip-before-chunked", CONTENT_ENDS),
            new Example(UNKNOWN, "tls", "The beginning of TLS", "tls-client-hello", MACHINE));

    private static final Map<String, String> OWN = Map.of(
            "own-chunked", "POST /echo/body HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nHello\r\ne;a=b\r\n from a chunk.\r\n0\r\nSum: 19\r\n\r\n",
            "own-pipeline", "HEAD /hello.txt HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n"
                    + "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n");

    private static final Map<String, RequestCase> CASES = Stream.concat(
            RequestCase.readAll(Path.of("test-data/requests")).stream(),
            RequestCase.readAllWithSources(Path.of("test-data/hostile")).stream())
            .collect(Collectors.toMap(RequestCase::id, Function.identity(), (one, other) -> one));

    private static byte[] bytes(Example example) {
        return OWN.containsKey(example.id()) ? OWN.get(example.id()).getBytes(ISO_8859_1) : CASES.get(example.id()).input();
    }

    /** Each refusal is one of a case: of a case the outcome is tested. */
    @Test
    void whatIsNotOfACaseIsAccepted() {
        OWN.values().forEach(text -> assertTrue(isAccepted(text.getBytes(ISO_8859_1)), text));
        EXAMPLES.forEach(example -> assertEquals(example.group().equals("Accepted"), isAccepted(bytes(example)), example.key()));
    }

    private static boolean isAccepted(byte[] bytes) {
        return refusal(bytes).isEmpty();
    }

    /** Why the bytes are refused, in words; empty if they are not. */
    private static String refusal(byte[] bytes) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            while (parser.next(in) != null) {
                // Only a refusal matters.
            }
            return "";
        } catch (ProtocolException e) {
            return e.violation().reason();
        }
    }

    @Test
    void theFileIsUpToDate() throws IOException {
        String json = EXAMPLES.stream().map(ParserExamplesTest::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
        if (UPDATE) {
            Files.writeString(FILE, json);
        }
        Freshness.require(json, Files.readString(FILE), FILE + " has examples that have changed",
                "mvn test -Dtest=ParserExamplesTest -Ddocs.update=true");
    }

    private static String json(Example example) {
        String origin = OWN.containsKey(example.id()) ? "" : example.id() + " in "
                + CASES.get(example.id()).location().replaceAll(":\\d+$", "");
        return "{\"group\": " + Json.string(example.group()) + ", \"key\": " + Json.string(example.key()) + ", \"title\": "
                + Json.string(example.title()) + ", \"case\": " + Json.string(origin) + ", \"chapter\": " + Json.string(example.chapter()) + ", \"reason\": "
                + Json.string(refusal(bytes(example))) + ", \"text\": "
                + Json.string(EditorText.of(bytes(example))) + "}";
    }
}
