package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hostling.project.fuzz.abnf.AbnfRequest;
import hostling.project.fuzz.abnf.AbnfRequest.Field;
import hostling.cases.Bytes;
import hostling.testing.Transcript;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds any bytes to the request parser. {@link Transcript} checks what the parser promises about the buffer. */
class RequestFuzzTest {
    private static final byte[] NEXT = Bytes.latin1("GET / HTTP/1.0\r\n\r\n");
    private static final List<String> NEXT_EVENTS = List.of("head GET / HTTP/1.0", "end");

    private static final int WIDE = 1 << 20;
    private static final Limits ROOMY = new Limits(WIDE, WIDE, WIDE, WIDE, WIDE, WIDE);
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    static Stream<byte[]> requestSeeds() {
        return Seeds.ofRequests("request");
    }

    /** The events don't depend on how the bytes are cut, and the bytes after a message or a fault are not touched. */
    @MethodSource("requestSeeds")
    @FuzzTest
    void request(byte[] input) {
        FuzzInput sent = new FuzzInput(input);
        RequestParser parser = new RequestParser(sent.limits());
        Transcript whole = Transcript.of(parser, sent.message());
        assertEquals(whole, Transcript.of(new RequestParser(sent.limits()), sent.segments()));
        assertEquals(whole, Transcript.of(new RequestParser(sent.limits()), Bytes.oneByOne(sent.message())));

        ProtocolException refusal = whole.refusal();
        Transcript longer = Transcript.of(new RequestParser(sent.limits()), Bytes.join(sent.message(), NEXT));
        if (refusal != null) {
            assertTrue(refusal.status() >= 400 && refusal.status() < 600, refusal::toString);
            assertEquals(whole, longer);
        } else if (parser.betweenMessages()) {
            List<String> expected = new ArrayList<>(whole.lines());
            expected.addAll(NEXT_EVENTS);
            assertEquals(expected, longer.lines());
            assertEquals(sent.message().length + NEXT.length, longer.bytesTaken());
        }
    }

    static Stream<byte[]> twoParsersSeeds() {
        return Seeds.ofRequests("twoParsers");
    }

    /** The state machine and the grammar agree. */
    @MethodSource("twoParsersSeeds")
    @FuzzTest
    void twoParsers(byte[] input) {
        FuzzInput sent = new FuzzInput(input);
        Reading.requireAgreement(sent.message(), sent.limits());
    }

    static Stream<byte[]> framingsSeeds() {
        return Seeds.ofRequests("framings");
    }

    /** Each request is written again with a length and in chunks: all three are the same request. */
    @MethodSource("framingsSeeds")
    @FuzzTest
    void framings(byte[] input) {
        FuzzInput sent = new FuzzInput(input);
        for (AbnfRequest request : Reading.byMachine(sent.message(), ROOMY).requests()) {
            byte[] content = Bytes.latin1(request.content());
            String length = "Content-Length: " + content.length + "\r\n";
            assertSame(request, Bytes.join(head(request, length), content));
            if (request.minorVersion() > 0) {
                byte[] chunks = chunks(sent.cut(content));
                assertSame(request, Bytes.join(head(request, "Transfer-Encoding: chunked\r\n"), chunks));
            }
        }
    }

    private static byte[] head(AbnfRequest request, String framing) {
        StringBuilder head = new StringBuilder(request.method() + ' ' + request.target() + " HTTP/1."
                + request.minorVersion() + "\r\n");
        unframed(request).forEach(field -> head.append(field.name()).append(':').append(field.value()).append("\r\n"));
        return Bytes.latin1(head.append(framing).append("\r\n").toString());
    }

    private static byte[] chunks(List<byte[]> segments) {
        StringBuilder chunks = new StringBuilder();
        segments.stream().filter(segment -> segment.length > 0).forEach(segment -> chunks
                .append(Integer.toHexString(segment.length)).append("\r\n").append(new String(segment, ISO_8859_1))
                .append("\r\n"));
        return Bytes.latin1(chunks.append("0\r\n\r\n").toString());
    }

    private static void assertSame(AbnfRequest request, byte[] again) {
        Reading reading = Reading.byMachine(again, ROOMY);
        assertEquals(1, reading.requests().size(), reading::toString);
        AbnfRequest read = reading.requests().get(0);
        assertEquals(List.of(request.method(), request.target(), request.minorVersion(), request.content()),
                List.of(read.method(), read.target(), read.minorVersion(), read.content()));
        assertEquals(unframed(request), unframed(read));
        assertEquals(again.length, read.end());
    }

    private static List<Field> unframed(AbnfRequest request) {
        return request.fields().stream()
                .filter(field -> !FRAMING.contains(field.name().toLowerCase(Locale.ROOT))).toList();
    }
}
