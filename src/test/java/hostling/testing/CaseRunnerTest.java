package hostling.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Finding;
import hostling.cases.RequestCase;
import hostling.testing.tutor.CaseFinding;
import hostling.testing.tutor.FailedCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** A case whose expectation is wrong fails, and the failure says what a student has to know. */
class CaseRunnerTest {
    private static RequestCase named(String id) {
        return RequestCase.readAll(Path.of("test-data/requests")).stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private static FailedCase failure(RequestCase wrong) {
        return assertThrows(FailedCase.class, () -> CaseRunner.checkWhole(wrong));
    }

    private static Finding.Sent sent(FailedCase failure) {
        return (Finding.Sent) failure.finding().parts().get(0);
    }

    private static String words(FailedCase failure, String label) {
        return failure.finding().parts().stream().filter(part -> part.label().equals(label))
                .map(part -> ((Finding.Words) part).text()).findFirst().orElseThrow();
    }

    @Test
    void itSaysWhatIsExpectedAndTheRuleAndTheChapter() {
        RequestCase right = named("chunk-size-with-plus");
        FailedCase failure = failure(right.withEvents(right.events().replace("400 CHUNK_SIZE at 56", "400 CHUNK_DATA_END at 60")));
        Finding finding = failure.finding();
        assertEquals(right.heading(), finding.heading());
        assertEquals(right.location(), finding.location());
        assertEquals("02-the-parser.md#chunks", finding.chapter());
        assertEquals("mvn test -Dtest=RequestCasesTest -Dcase=chunk-size-with-plus", finding.command());
        assertEquals("9112-7.1-d", finding.requirements().get(0).id());
        assertEquals(new Finding.Words("state", "BODY/SIZE, which expects the hexadecimal digits of a chunk size, or what ends it"),
                finding.parts().get(1));
        assertEquals("error 400 CHUNK_DATA_END at 60: the data of a chunk is not followed by CRLF",
                words(failure, "expected"));
        assertEquals("error 400 CHUNK_SIZE at 56: a chunk size is not a hexadecimal number",
                words(failure, "got"));
        assertEquals(56, sent(failure).at());
        assertEquals("the parser refuses this byte", sent(failure).note());
    }

    @Test
    void theMessageIsOneLineAndThereIsNoStackTrace() {
        RequestCase right = named("chunk-size-with-plus");
        FailedCase failure = failure(right.withEvents("incomplete"));
        assertTrue(failure.getMessage().startsWith(right.location() + ": " + right.heading() + ": expected incomplete"));
        assertEquals(1, failure.getMessage().lines().count());
        assertEquals(0, failure.getStackTrace().length);
        assertTrue(failure.toString().startsWith(right.heading() + "\n  sent      POST / HTTP/1.1\\r\\n\n"), failure.toString());
    }

    @Test
    void theCaretIsAtTheByteThatHasToBeRefused() {
        RequestCase right = named("simple-get");
        FailedCase failure = failure(right.withEvents("error 400 METHOD_SYNTAX at 3"));
        assertEquals(3, sent(failure).at());
        assertEquals("this byte has to be refused", sent(failure).note());
        assertEquals("REQUEST_LINE/METHOD, which expects the method, or the space after it", words(failure, "state"));
    }

    /** Offsets count from the beginning of a message, carets from the beginning of all. */
    @Test
    void theCaretIsInTheSecondRequestIfThatIsRefused() {
        RequestCase right = named("simple-get").followedBy("GET@/ HTTP/1.1\r\n\r\n".getBytes());
        FailedCase failure = failure(right);
        assertEquals(named("simple-get").input().length + 3, sent(failure).at());
    }

    @Test
    void theCaretIsAtTheFirstByteOfContentThatDiffers() {
        RequestCase right = named("post-with-length");
        String events = right.events();
        int quote = events.indexOf("body ");
        quote = events.indexOf('"', quote) + 1;
        RequestCase wrong = right.withEvents(events.substring(0, quote + 2) + "#" + events.substring(quote + 3));
        int content = new String(right.input()).indexOf("\r\n\r\n") + 4;
        assertEquals(content + 2, sent(failure(wrong)).at());
        assertEquals("from here on the content differs", sent(failure(wrong)).note());
    }

    /** Host and framing are checked when the head is complete. */
    @Test
    void whatIsWrongWithTheWholeHeadIsRefusedAfterIt() {
        RequestCase right = named("length-and-coding");
        FailedCase failure = failure(right.withEvents("head POST / HTTP/1.1"));
        assertEquals(new String(right.input()).indexOf("\r\n\r\n") + 4, sent(failure).at());
        assertEquals("here, as soon as the head is complete, the parser refuses it", sent(failure).note());
    }

    @Test
    void aFieldThatDiffersIsShownBelowItsHead() {
        RequestCase right = named("simple-get");
        FailedCase failure = failure(right.withEvents(right.events().replace("host: www", "host: ww")));
        assertEquals("head GET /hello.txt HTTP/1.1\n  host: ww.example.org\nend", words(failure, "expected"));
        assertEquals(right.input().length - 1, sent(failure).at());
    }

    @Test
    void aFieldThatIsMissingIsShownBelowItsEvent() {
        RequestCase right = named("simple-get");
        FailedCase failure = failure(right.withEvents(right.events() + "\n  x: y"));
        assertEquals("end\n  x: y", words(failure, "expected"));
        assertEquals("end\nno more events", words(failure, "got"));
    }

    @Test
    void theCaretIsAtTheEndIfEventsAreMissing() {
        RequestCase right = named("simple-get");
        FailedCase failure = failure(right.withEvents(right.events() + "\nhead GET / HTTP/1.1"));
        assertEquals(right.input().length, sent(failure).at());
        assertEquals("no more events", words(failure, "got"));
    }

    @Test
    void whatFailsInOnePieceIsNotToldAgainByteByByte() {
        RequestCase wrong = named("simple-get").withEvents("incomplete");
        assertThrows(TestAbortedException.class, () -> CaseRunner.checkByteByByte(wrong));
    }

    @Test
    void aCutThatMattersIsPointedAt() {
        RequestCase right = named("simple-get");
        FailedCase failure = new CaseFinding(right).cut(2, List.of(right.events().split("\n")),
                new Outcome(List.of("incomplete"), 0, ""));
        assertEquals(2, sent(failure).at());
        assertEquals("here a new segment begins", sent(failure).note());
        assertEquals("REQUEST_LINE/METHOD, which expects the method, or the space after it", words(failure, "state"));
        assertTrue(words(failure, "cut").contains("a parser must be able to stop after any byte"));
        assertEquals("02-the-parser.md#a-token-that-is-cut", failure.finding().chapter());
    }

    @Test
    void aRequestThatIsReadInAnotherWayAfterAnotherOneIsPointedAt() {
        RequestCase right = named("simple-get");
        byte[] first = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
        FailedCase failure = new CaseFinding(right).afterAnother(first, List.of("head GET / HTTP/1.1", "  host: a", "end", "head"),
                new Outcome(List.of("head GET / HTTP/1.1", "  host: a", "end", "incomplete"), 0, ""));
        assertEquals(first.length, sent(failure).at());
        assertEquals("here this request begins", sent(failure).note());
        assertEquals("START, which expects the first byte of a request", words(failure, "state"));
        assertTrue(words(failure, "before").contains("nothing that it remembered of the first may be left"));
    }

    @Test
    void aParserThatThrowsIsToldWithTheException() {
        RequestCase right = named("simple-get");
        FailedCase failure = new CaseFinding(right).inOnePiece(List.of(right.events().split("\n")),
                new Outcome(List.of(), 0, "the parser throws java.lang.IndexOutOfBoundsException, in FieldStore.java:12"));
        assertEquals("the parser throws java.lang.IndexOutOfBoundsException, in FieldStore.java:12", words(failure, "got"));
    }
}
