package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.RequestCase;
import hostling.wire.Event;
import hostling.wire.Limits;
import hostling.wire.ParserTrace;
import hostling.wire.ProtocolException;
import hostling.wire.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that are marked as the cause of a refusal are those that it is about. */
class RefusalCauseTest {
    /** Refusals whose cause is whole lines. */
    private static final Set<Violation> OF_LINES = EnumSet.of(Violation.LENGTH_AND_CODING, Violation.LENGTH_SYNTAX,
            Violation.LENGTH_REPEATED, Violation.CODING_SYNTAX, Violation.CODING_NOT_CHUNKED_LAST, Violation.CODING_UNKNOWN,
            Violation.CODING_IN_HTTP_1_0, Violation.HOST_REPEATED, Violation.HOST_SYNTAX, Violation.EXPECTATION_UNKNOWN,
            Violation.FIELD_REPEATED, Violation.HOST_MISSING);

    /** Notes where the last message began, and the refusal. */
    private static final class Watch implements ParserTrace.Listener {
        private final byte[] bytes;
        private int messageStart;
        private int lastRunBytes;
        private Violation violation;
        private List<String> causes = List.of();

        Watch(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void bytes(String state, int count) {
            lastRunBytes = count;
        }

        @Override
        public void event(int bytesRead, Event event) {
            messageStart = event instanceof Event.End ? bytesRead : messageStart;
        }

        @Override
        public void refused(int bytesRead, ProtocolException refusal) {
            violation = refusal.violation();
            String text = new String(bytes, ISO_8859_1);
            causes = new RefusalCause(bytes, messageStart, bytesRead - lastRunBytes, bytesRead)
                    .spans(violation, refusal.detail()).stream()
                    .map(span -> text.substring(span.from(), span.to())).toList();
        }
    }

    private static Watch watch(byte[] bytes) {
        Watch watch = new Watch(bytes);
        ParserTrace.of(bytes, Limits.DEFAULT, watch);
        return watch;
    }

    private static String causes(String bytes) {
        return String.join("|", watch(bytes.replace("^", "\r\n").getBytes(ISO_8859_1)).causes).replace("\r\n", "^");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '#', value = {
        "POST / HTTP/1.1^Host: a^content-LENGTH: 5^A: b^Transfer-Encoding: chunked^^~content-LENGTH: 5^|Transfer-Encoding: chunked^",
        "POST / HTTP/1.1^Host: a^Content-Length: 5^Content-Length: 6^^~Content-Length: 5^|Content-Length: 6^",
        "^GET / HTTP/1.1^Host: a^A: b^Host: c^^~Host: a^|Host: c^",
        "GET / HTTP/1.1^Host: a^Content-Type: a/b^Content-Type: a/c^^~Content-Type: a/b^|Content-Type: a/c^",
        "GET / HTTP/1.1^A: b^C: d^^~A: b^C: d^^",
        "GET / HTTP/1.1^^~^",
        "GET / HTTP/1.1^Host: a^^GET / HTTP/1.1^Host: /^^~Host: /^",
        "GET /%zz HTTP/1.1^Host: a^^~/%zz",
        "GET / HTTP/2.0^Host: a^^~HTTP/2.0",
        "GET / HTTP/1.1^Host : a^^~# #",
        "POST / HTTP/1.1^Host: a^Transfer-Encoding: chunked^^xyz~x",
        "POST / HTTP/1.1^Host: a^Content-Length: 99999999999999^^~Content-Length: 99999999999999^",
        "POST / HTTP/1.1^Host: a^Transfer-Encoding: chunked^^ffffffffffff~f"})
    void theCauseIsWhatTheRefusalIsAbout(String bytes, String expected) {
        assertEquals(expected, causes(bytes));
    }

    /** All refusals that the cases know: each has a cause, and a cause of lines is lines. */
    @Test
    void everyCaseThatIsRefusedHasACause() {
        Set<Violation> seen = EnumSet.noneOf(Violation.class);
        Stream.concat(RequestCase.readAll(Path.of("test-data/requests")).stream(),
                        RequestCase.readAllWithSources(Path.of("test-data/hostile")).stream())
                .map(example -> watch(example.input())).filter(watch -> watch.violation != null).forEach(watch -> {
                    seen.add(watch.violation);
                    assertFalse(watch.causes.isEmpty());
                    watch.causes.forEach(cause -> assertFalse(cause.isEmpty(), () -> watch.violation.toString()));
                    if (OF_LINES.contains(watch.violation)) {
                        watch.causes.forEach(cause -> assertTrue(cause.endsWith("\r\n"), cause));
                    }
                });
        assertTrue(seen.containsAll(OF_LINES), () -> "no case for some of " + OF_LINES);
    }

    /** The compiler sees to it that no violation is forgotten; this sees that none of them fails. */
    @Test
    void everyViolationHasACause() {
        List<Violation> without = new ArrayList<>();
        byte[] bytes = "GET / HTTP/1.1\r\nA: b\r\n\r\n".getBytes(ISO_8859_1);
        for (Violation violation : Violation.values()) {
            Optional<RefusalCause.Span> first = new RefusalCause(bytes, 0, bytes.length - 1, bytes.length)
                    .spans(violation, "A").stream().findFirst();
            if (first.isEmpty()) {
                without.add(violation);
            }
        }
        assertEquals(List.of(), without);
    }
}
