package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What a parser tells about a request of which a part has come: a log, and an error response, need that. */
class RequestParserTest {
    private static final String EMPTY_LINE = "\r\n";
    private static final String LINE = "GET /a HTTP/1.1";
    private static final String REQUEST = EMPTY_LINE + LINE + "\r\nHost: b\r\n\r\n";
    private static final int LINE_END = EMPTY_LINE.length() + LINE.length() + 2;

    /** Asks after each number of bytes, from none to the whole request but its last byte. */
    private static void afterEachByte(IntFunction<?> expected, Function<RequestParser, ?> asked) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        for (int taken = 0; taken < REQUEST.length(); taken++) {
            assertEquals(expected.apply(taken), asked.apply(parser), "after " + taken + " bytes, in " + parser.states());
            parser.next(ByteBuffer.wrap(new byte[] {(byte) REQUEST.charAt(taken)}));
        }
    }

    @Test
    void aMessageBeginsWithItsFirstByteAfterTheEmptyLine() {
        afterEachByte(taken -> taken > EMPTY_LINE.length(), RequestParser::hasBegun);
    }

    @Test
    void aByteOfTheEmptyLineIsNotBetweenMessages() {
        afterEachByte(taken -> taken == 0, RequestParser::betweenMessages);
    }

    @Test
    void thereIsAHeadOnceItsRequestLineIsComplete() {
        afterEachByte(taken -> taken >= LINE_END, parser -> parser.headSoFar().isPresent());
    }

    @Test
    void theRequestLineIsToldAsFarAsItHasCome() {
        afterEachByte(RequestParserTest::lineWithin, RequestParser::requestLine);
    }

    /** The space that ends a part is told with it, and the line end is not. */
    private static String lineWithin(int taken) {
        return LINE.substring(0, Math.max(0, Math.min(taken - EMPTY_LINE.length(), LINE.length())));
    }

    @Test
    void aRefusedRequestLineIsToldUpToTheByteThatIsRefused() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer bytes = ISO_8859_1.encode("GET /a HTTP/1.1\nHost: b\r\n\r\n");
        assertEquals(LINE.length(), assertThrows(ProtocolException.class, () -> parser.next(bytes)).offset());
        assertEquals(LINE, parser.requestLine());
        assertFalse(parser.headSoFar().isPresent());
    }

    @Test
    void theNextMessageOfAConnectionIsReadFromItsMethodOn() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer bytes = ISO_8859_1.encode(REQUEST + REQUEST.replace("/a", "/second"));
        parser.next(bytes);
        parser.next(bytes);
        parser.next(bytes);
        assertEquals(LINE.replace("/a", "/second"), parser.requestLine());
    }
}
