package hostling.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.CaseFormatException;
import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** A response case whose expectation is wrong fails and says what a student has to know; a typing error in one is no case. */
class ResponseCaseRunnerTest {
    private static ResponseCase aCase() {
        return ResponseCase.all().stream().filter(c -> c.id().equals("length-known")).findFirst().orElseThrow();
    }

    @Test
    void aWrongExpectationFailsWithTheByteTheRuleAndTheChapter() {
        ResponseCase right = aCase();
        byte[] wrong = right.bytes().clone();
        wrong[9] = '5';
        Finding finding = assertThrows(FailedCase.class, () -> ResponseCaseRunner.checkWhole(right.withBytes(wrong))).finding();
        assertEquals(right.heading(), finding.heading());
        assertEquals(right.location(), finding.location());
        assertEquals(right.chapter(), finding.chapter());
        assertEquals("9110-8.6-g", finding.requirements().get(0).id());
        assertEquals("mvn test -Dtest=ResponseCasesTest -Dcase=length-known", finding.command());
        List<Integer> carets = finding.parts().stream().filter(part -> part instanceof Finding.Sent)
                .map(part -> ((Finding.Sent) part).at()).toList();
        assertEquals(List.of(9, 9), carets);
    }

    @Test
    void whatTheWriterThrowsIsToldWithTheLineOfTheCase() {
        ResponseCase c = new ResponseCase("A heading", "id", "", "", URI.create("a:b"), List.of(), List.of("to GET HTTP/1.1",
                "head 200 OK", "length 4", "body 5 \"hello\"", "then open"), new byte[0]);
        FailedCase failure = assertThrows(FailedCase.class, () -> ResponseCaseRunner.checkWhole(c));
        assertTrue(failure.getMessage().contains("at the line body 5 \"hello\": java.lang.IllegalStateException: "
                + "more content than the 4 bytes left, in ResponseWriter.java:"), failure.getMessage());
    }

    @Test
    void whatFailsInOnePieceIsNotToldAgainForSmallBuffers() {
        ResponseCaseRunner.checkInPieces(aCase());
        assertThrows(TestAbortedException.class, () -> ResponseCaseRunner.checkInPieces(aCase().withBytes(new byte[0])));
    }

    /** A typing error must not pass as a case. */
    @ParameterizedTest
    @ValueSource(strings = {"too GET HTTP/1.1", "to GET HTTP/1.1 keep", "to GET HTTP/2", "head 20", "Head 200", " A: b",
            "  A b", "  A: \\q", "length -1", "length", "body 4 \"hello\"", "body \"hello\"", "body 5 hello", "body 1 \"\\q\"",
            "then", "", "then keep", "continue "})
    void anUnknownLineFails(String line) {
        assertThrows(IllegalArgumentException.class, () -> ResponseScript.check(line));
    }

    @Test
    void aFaultInAFileIsToldWithItsLine(@TempDir Path folder) throws IOException {
        assertTold(folder, "then opn", "a.md:9: unknown line: then opn");
        assertTold(folder, "continue", "a.md:10: a response ends with then open or then close");
        assertFalse(file(folder, "then open").isEmpty());
    }

    private static void assertTold(Path folder, String lastLine, String told) {
        CaseFormatException refused = assertThrows(CaseFormatException.class, () -> file(folder, lastLine));
        assertTrue(refused.getMessage().endsWith(told), refused.getMessage());
    }

    private static List<ResponseCase> file(Path folder, String lastLine) throws IOException {
        Files.writeString(folder.resolve("a.md"), "# A\n<!-- chapter 01-how-a-request-travels.md#the-response-becomes-bytes -->\n\n"
                + "## A heading\n\n<!-- case id=a rfc=9112-4-a level=must -->\n```response\nlength 0\n" + lastLine + "\n```\n```bytes\n\n```\n");
        return ResponseCase.readAll(folder);
    }
}
