package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hostling.testing.Proves;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a head means for the connection, and what the parser knows of one that is not whole. */
class RequestHeadTest {
    private final RequestParser parser = new RequestParser(Limits.DEFAULT);

    private Event next(String latin1) {
        return parser.next(ISO_8859_1.encode(latin1));
    }

    private RequestHead head(String version, String lines) {
        String section = lines == null ? "" : lines.replace("|", "\r\n") + "\r\n";
        return assertInstanceOf(RequestHead.class, next("POST / HTTP/" + version + "\r\nHost: a\r\n" + section + "\r\n"));
    }

    @Proves({"9110-10.1.1-b", "9110-10.1.1-h"})
    @ParameterizedTest
    @CsvSource({"1.1, Expect: 100-continue|Content-Length: 1, true", "1.1, Expect: 100-CONTINUE|Content-Length: 1, true",
        "1.1, Expect: 100-continue|Transfer-Encoding: chunked, true", "1.1, Expect: 100-continue, false",
        "1.1, Expect: 100-continue|Content-Length: 0, false", "1.1, Content-Length: 1, false",
        "1.0, Expect: 100-continue|Content-Length: 1, false"})
    void aClientWaitsToBeAskedWhereItSaysSoAndHasContent(String version, String lines, boolean expected) {
        assertEquals(expected, head(version, lines).expectsContinue());
    }

    @Proves("9112-9.3-a")
    @ParameterizedTest
    @CsvSource({"1.1, , true", "1.0, , false", "1.1, Connection: close, false", "1.0, Connection: close, false",
        "1.0, Connection: keep-alive, true", "1.0, Connection: Keep-Alive, true", "1.1, Connection: keep-alive, true",
        "1.1, 'Connection: keep-alive, close', false", "1.0, 'Connection: keep-alive, close', false",
        "1.1, Connection: upgrade, true", "1.0, Connection: upgrade, false"})
    void aConnectionIsUsedAgainByVersionAndByWhatIsSaid(String version, String lines, boolean expected) {
        assertEquals(expected, head(version, lines).wantsPersistence());
    }

    @Proves("9110-9.3.2-b")
    @Test
    void aHeadRequestIsKnownAsSoonAsItsMethodIs() {
        next("HEAD");
        assertEquals(false, parser.isAmidHeadRequest());
        next(" ");
        assertEquals(true, parser.isAmidHeadRequest());
        assertThrows(ProtocolException.class, () -> next("/ HTTP/1.1\n"));
        assertEquals(true, parser.isAmidHeadRequest());
        RequestParser other = new RequestParser(Limits.DEFAULT);
        other.next(ISO_8859_1.encode("HEADS /"));
        assertEquals(false, other.isAmidHeadRequest());
    }

    @Test
    void whatIsStillToComeCanBeLimited() {
        head("1.1", "Content-Length: 9");
        next("abc");
        parser.limitBody(6);
        assertInstanceOf(Event.BodyPart.class, next("def"));
        parser.limitBody(2);
        ProtocolException refused = assertThrows(ProtocolException.class, () -> next("ghi"));
        assertEquals(Violation.BODY_TOO_LARGE, refused.violation());
    }

    @Test
    void aRefusalSaysWhyAndWhere() {
        ByteBuffer bytes = ISO_8859_1.encode("GET / HTTP/1.1\r\n\r\n");
        ProtocolException refused = assertThrows(ProtocolException.class, () -> parser.next(bytes));
        assertEquals("an HTTP/1.1 request needs a Host field", refused.violation().reason());
        assertEquals("RFC 9112 section 3.2", refused.violation().section());
        assertEquals("400 HOST_MISSING at 18", refused.toString());
    }
}
