package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one sees who watches the parser, byte by byte. */
class ParserTraceTest {
    private final List<String> seen = new ArrayList<>();

    private String trace(String bytes) {
        return ParserTrace.of(bytes.getBytes(ISO_8859_1), Limits.DEFAULT, new ParserTrace.Listener() {
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
        });
    }

    @Test
    void eachByteMeetsAState() {
        assertEquals("START", trace("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(List.of("1 START", "3 METHOD", "2 TARGET", "9 VERSION", "1 LINE_LF", "1 FIELDS/LINE_START",
                "4 FIELDS/NAME", "2 FIELDS/VALUE_START", "1 FIELDS/VALUE", "1 FIELDS/LINE_LF", "1 FIELDS/LINE_START",
                "27: RequestHead", "27: End", "1 FIELDS/SECTION_LF"), seen);
    }

    @Test
    void theRefusedByteIsTheLast() {
        trace("GET / HTTP/1.1\nHost: a\r\n\r\n");
        assertEquals(List.of("1 START", "3 METHOD", "2 TARGET", "9 VERSION", "15! LINE_ENDING"), seen);
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
