package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.book.LineMachine.RequestLine;
import hostling.book.LineMachine.State;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state machine that reads a request line. */
class LineMachineTest {
    private static final String LINE = "GET / HTTP/1.1\r\n";
    private static final RequestLine READ = new RequestLine("GET", "/", "HTTP/1.1");

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    @Test
    void aLineInOnePieceIsRead() {
        assertEquals(READ, new LineMachine().feed(bytes(LINE)));
    }

    // region: all-cuts
    @Test
    void howeverTheBytesAreCutTheResultIsTheSame() {
        for (int cuts = 0; cuts < 1 << LINE.length() - 1; cuts++) {
            assertEquals(READ, readInPieces(cuts), Integer.toBinaryString(cuts));
        }
    }

    /** There is a cut after byte i if bit i is set. No piece but the last one may give a result. */
    private static RequestLine readInPieces(int cuts) {
        LineMachine machine = new LineMachine();
        int begin = 0;
        for (int end = 1; end < LINE.length(); end++) {
            if ((cuts >> end - 1 & 1) == 1) {
                assertNull(machine.feed(bytes(LINE.substring(begin, end))));
                begin = end;
            }
        }
        return machine.feed(bytes(LINE.substring(begin)));
    }
    // endregion

    @Test
    void whatComesAfterTheLineIsLeft() {
        ByteBuffer in = bytes(LINE + "Host: a\r\n");
        assertEquals(READ, new LineMachine().feed(in));
        assertEquals(bytes("Host: a\r\n"), in);
    }

    @Test
    void nothingIsTakenOnceTheLineIsComplete() {
        LineMachine machine = new LineMachine();
        machine.feed(bytes(LINE));
        ByteBuffer more = bytes("Host");
        assertEquals(READ, machine.feed(more));
        assertEquals(4, more.remaining());
    }

    @Test
    void noBytesChangeNothing() {
        LineMachine machine = new LineMachine();
        assertNull(machine.feed(bytes("GET /a")));
        assertNull(machine.feed(bytes("")));
        assertEquals(State.TARGET, machine.state());
    }

    /** The line is given without its end, and a number says which byte is refused. */
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        " / HTTP/1.1,0,METHOD", "G@T / HTTP/1.1,1,METHOD", "GET  / HTTP/1.1,4,TARGET", "GET /\t HTTP/1.1,5,TARGET", "GET /a b HTTP/1.1,7,VERSION",
        "GET /,5,TARGET", "GET / HTTP/1.10,14,VERSION", "GET / HTTP/1,12,VERSION", "GET / http/1.1,6,VERSION", "GET / HTTP/a.1,11,VERSION",
        "GET /\u00e9 HTTP/1.1,5,TARGET", "GET /\u007f HTTP/1.1,5,TARGET"})
    void aByteThatIsNotExpectedIsRefused(String line, int at, String state) {
        assertRefused(line + "\r\n", at, state);
    }

    @Test
    void afterCrOnlyLfIsExpected() {
        assertRefused("GET / HTTP/1.1\r\r\n", 15, "LINE_LF");
    }

    @Test
    void lfAloneDoesNotEndALine() {
        assertRefused("GET / HTTP/1.1\n", 14, "VERSION");
    }

    private static void assertRefused(String text, int at, String state) {
        String whole = refusal(List.of(bytes(text)));
        assertEquals(" at byte " + at + " is refused, the state is " + state, whole.substring(whole.indexOf(' ')));
        assertEquals(whole, refusal(Stream.of(text.split("")).map(LineMachineTest::bytes).toList()), "byte by byte");
    }

    private static String refusal(List<ByteBuffer> pieces) {
        LineMachine machine = new LineMachine();
        return assertThrows(IllegalArgumentException.class, () -> pieces.forEach(machine::feed)).getMessage();
    }

    @Test
    void aLineHasALimit() {
        String longest = "G".repeat(8000);
        assertNull(new LineMachine().feed(bytes(longest)));
        assertEquals("G at byte 8000 is refused, the state is METHOD", refusal(List.of(bytes(longest + "G"))));
    }

    @Test
    void itPrintsTheStateBeforeAndAfterEachByte() throws ReflectiveOperationException {
        assertEquals(List.of("byte  state    next state", "G     METHOD", "E     METHOD", "T     METHOD", "SP    METHOD   TARGET"),
                Programs.print("LineMachine", "GET", "/", "HTTP/1.1").lines().limit(5).toList());
        assertEquals("byte  state    next state\nG     METHOD\n@ at byte 1 is refused, the state is METHOD\n", Programs.print("LineMachine", "G@T"));
    }
}
