package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.RequestCase;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one sees who watches the parser, byte by byte. */
class ParserTraceTest {
    private final List<String> seen = new ArrayList<>();

    /** Writes what it hears as lines. */
    private final ParserTrace.Listener listener = new ParserTrace.Listener() {
        @Override
        public void bytes(String state, int count) {
            seen.add(count + " " + state);
        }

        @Override
        public void event(int bytesRead, Event event) {
            seen.add(bytesRead + ": " + event.getClass().getSimpleName());
        }

        @Override
        public void refused(int bytesRead, ProtocolException refusal) {
            seen.add(bytesRead + "! " + refusal.violation());
        }
    };

    private String trace(String bytes) {
        return ParserTrace.of(bytes.getBytes(ISO_8859_1), Limits.DEFAULT, listener);
    }

    private String inSegments(String bytes, int... cuts) {
        return ParserTrace.inSegments(bytes.getBytes(ISO_8859_1), cuts, Limits.DEFAULT, listener);
    }

    @Test
    void segmentsMeetTheStateInWhichTheParserWaited() {
        assertEquals("START", inSegments("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd", 3, 16, 48));
        assertEquals(List.of("3 START", "13 REQUEST_LINE/METHOD", "32 REQUEST_LINE/LINE_LF", "47: RequestHead", "48: BodyPart", "3 BODY", "51: BodyPart",
                "51: End"), seen);
    }

    @Test
    void oneSegmentIsNoCut() {
        assertEquals("START", inSegments("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(List.of("27 START", "27: RequestHead", "27: End"), seen);
    }

    @Test
    void noByteIsOneEmptySegment() {
        assertEquals("START", inSegments(""));
        assertEquals(List.of("0 START"), seen);
    }

    @Test
    void segmentsBehindARefusalAreNotRead() {
        assertEquals("REQUEST_LINE/VERSION", inSegments("GET / HTTP/1.1\nHost: a\r\n\r\n", 5, 20));
        assertEquals(List.of("5 START", "15 REQUEST_LINE/TARGET", "14! LINE_ENDING"), seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2 2", "3 2", "4", "5"})
    void aCutIsBetweenTwoBytes(String cuts) {
        int[] places = Stream.of(cuts.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThrows(IllegalArgumentException.class, () -> inSegments("GET ", places));
    }

    /** Nothing is left to guessing: all 256 values are tried wherever a case meets a new state. */
    @Test
    void bytesThatAreAlikeHaveTheSameOutcome() {
        Set<String> situations = new TreeSet<>();
        for (RequestCase example : RequestCase.readAll(Path.of("test-data/requests"))) {
            byte[] input = example.input();
            RequestParser parser = new RequestParser(Limits.DEFAULT);
            for (int read = 0; read < Math.min(input.length, 400); read++) {
                if (situations.add(parser.states() + " " + AlikeBytes.first(input[read] & 0xff))) {
                    assertOutcomesAreThoseOfEachByte(Arrays.copyOf(input, read));
                }
                if (take(parser, input[read]).isPresent()) {
                    break;
                }
            }
        }
        assertTrue(situations.size() > 300, () -> situations.size() + " situations");
    }

    private static void assertOutcomesAreThoseOfEachByte(byte[] prefix) {
        List<ParserTrace.Outcome> outcomes = ParserTrace.next(prefix, Limits.DEFAULT);
        for (int value = 0; value < 256; value++) {
            RequestParser parser = new RequestParser(Limits.DEFAULT);
            for (byte b : prefix) {
                take(parser, b);
            }
            Optional<Violation> refusal = take(parser, (byte) value);
            ParserTrace.Outcome outcome = outcomeOf(value, outcomes);
            assertEquals(refusal, outcome.refusal(), () -> outcome + " behind " + new String(prefix, ISO_8859_1));
            assertEquals(parser.states(), outcome.state());
        }
    }

    private static Optional<Violation> take(RequestParser parser, byte b) {
        ByteBuffer segment = ByteBuffer.wrap(new byte[] {b});
        try {
            Event event = parser.next(segment);
            while (event != null) {
                event = parser.next(segment);
            }
            return Optional.empty();
        } catch (ProtocolException e) {
            return Optional.of(e.violation());
        }
    }

    @Test
    void eachByteMeetsAState() {
        assertEquals("START", trace("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(List.of("1 START", "3 REQUEST_LINE/METHOD", "2 REQUEST_LINE/TARGET", "9 REQUEST_LINE/VERSION", "1 REQUEST_LINE/LINE_LF", "1 FIELDS/LINE_START",
                "4 FIELDS/NAME", "2 FIELDS/VALUE_START", "1 FIELDS/VALUE", "1 FIELDS/LINE_LF", "1 FIELDS/LINE_START",
                "27: RequestHead", "27: End", "1 FIELDS/SECTION_LF"), seen);
    }

    @Test
    void theRefusedByteIsTheLast() {
        trace("GET / HTTP/1.1\nHost: a\r\n\r\n");
        assertEquals(List.of("1 START", "3 REQUEST_LINE/METHOD", "2 REQUEST_LINE/TARGET", "9 REQUEST_LINE/VERSION", "15! LINE_ENDING"), seen);
    }

    @Test
    void eachByteThatCouldFollowHasAnOutcome() {
        List<ParserTrace.Outcome> outcomes = ParserTrace.next("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1), Limits.DEFAULT);
        assertEquals(0, outcomes.get(0).first());
        assertEquals(255, outcomes.get(outcomes.size() - 1).last());
        for (int i = 1; i < outcomes.size(); i++) {
            assertEquals(outcomes.get(i - 1).last() + 1, outcomes.get(i).first());
        }
        assertEquals("FIELDS/SECTION_LF", outcomeOf('\r', outcomes).state());
        assertEquals("FIELDS/NAME", outcomeOf('H', outcomes).state());
        assertEquals(Optional.of(Violation.FIELD_LEADING_SPACE), outcomeOf(' ', outcomes).refusal());
        assertEquals(Optional.empty(), outcomeOf('H', outcomes).refusal());
        assertEquals(List.of(), ParserTrace.next("GET\n".getBytes(ISO_8859_1), Limits.DEFAULT));
    }

    private static ParserTrace.Outcome outcomeOf(int value, List<ParserTrace.Outcome> outcomes) {
        return outcomes.stream().filter(each -> each.first() <= value && value <= each.last()).findFirst().orElseThrow();
    }

    @Test
    void anIncompleteRequestEndsInAState() {
        assertEquals("FIELDS/NAME", trace("GET / HTTP/1.1\r\nHo"));
        assertEquals("BODY/SIZE", trace("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
        assertEquals("START", trace(""));
    }

    @Test
    void aPipelineIsReadOnAndOn() {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        trace(get + get);
        assertEquals(List.of("27: RequestHead", "27: End", "54: RequestHead", "54: End"),
                seen.stream().filter(each -> each.contains(":")).toList());
    }
}
