package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Transcript;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a request the parser reads, and how it refuses more. */
class LimitsTest {
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @CsvSource({"15, 16, 1, 0, 0, 0, requestLineBytesMax", "16, 15, 1, 0, 0, 0, fieldSectionBytesMax",
            "16, 16, 0, 0, 0, 0, fieldCountMax", "16, 16, 1, -1, 0, 0, bodyBytesMax",
            "16, 16, 1, 1125899906842625, 0, 0, bodyBytesMax", "16, 16, 1, 0, -1, 0, chunkExtensionBytesMax",
            "16, 16, 1, 0, 0, -1, trailerBytesMax",
            "2147483647, 16, 1, 0, 0, 0, requestLineBytesMax", "16, 2147483647, 1, 0, 0, 0, fieldSectionBytesMax"})
    void aLimitWithWhichNothingCouldBeReadIsRefusedByName(int line, int section, int count, long body, int extension,
            int trailer, String name) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new Limits(line, section, count, body, extension, trailer));
        assertTrue(refused.getMessage().startsWith(name + " must be from "), refused.getMessage());
    }

    @Test
    void theLowestAndTheHighestLimitsAreTaken() {
        assertEquals(0, new Limits(16, 16, 1, 0, 0, 0).bodyBytesMax());
        assertEquals(1L << 50, new Limits(16, 16, 1, Limits.BODY_BYTES_LIMIT, 0, 0).bodyBytesMax());
    }

    @ParameterizedTest
    @EnumSource
    void eachRefusalHasASentenceAndASectionOfAStandard(Violation violation) {
        assertTrue(violation.reason().matches("[A-Za-z].*[^.]"), violation.reason());
        assertTrue(violation.section().matches("(RFC [0-9]{4}|proxy-protocol.txt) section [0-9.]*[0-9]"), violation.section());
    }

    /** RFC 6585 section 5: if a single field is too large, the response names it. */
    @Test
    void aFieldThatIsTooLargeIsNamed() {
        String big = "GET / HTTP/1.1\r\nHost: a\r\nX-Big: " + "b".repeat(40_000) + "\r\n\r\n";
        ProtocolException refused = assertThrows(ProtocolException.class,
                () -> new RequestParser(Limits.DEFAULT).next(bytes(big)));
        assertEquals(Violation.FIELDS_TOO_LARGE, refused.violation());
        assertEquals("X-Big", refused.detail());
        assertEquals("", assertThrows(ProtocolException.class,
                () -> new RequestParser(Limits.DEFAULT).next(bytes("?"))).detail());
    }

    /** Each request has the full limits, whatever the one before has used. */
    @Test
    void limitsCountAnewForEachRequest() {
        String request = CHUNKED + "0;" + "a".repeat(3000) + "\r\nT: " + "b".repeat(6000) + "\r\n\r\n";
        Transcript once = Transcript.of(new RequestParser(Limits.DEFAULT), request.getBytes(ISO_8859_1));
        Transcript twice = Transcript.of(new RequestParser(Limits.DEFAULT), (request + request).getBytes(ISO_8859_1));
        assertNull(twice.refusal());
        assertEquals(once.text() + "\n" + once.text(), twice.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED + "5\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"})
    void theLimitOfContentMayBeChosenBehindTheHead(String head) {
        String request = head + "hello";
        RequestParser roomy = new RequestParser(new Limits(8_192, 8_192, 100, 4, 100, 100));
        ByteBuffer in = bytes(request);
        roomy.next(in);
        roomy.limitBody(5);
        assertInstanceOf(Event.BodyPart.class, roomy.next(in));

        RequestParser narrow = new RequestParser(Limits.DEFAULT);
        ByteBuffer again = bytes(request);
        narrow.next(again);
        narrow.limitBody(4);
        ProtocolException refused = assertThrows(ProtocolException.class, () -> narrow.next(again));
        assertEquals(Violation.BODY_TOO_LARGE, refused.violation());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
