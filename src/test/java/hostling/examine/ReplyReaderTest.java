package hostling.examine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading responses as a client does. */
class ReplyReaderTest {
    private static final String NEXT = "HTTP/1.1 404 Not Found\r\n\r\n";

    private static Optional<ReplyReader.Read> read(String text, String method, boolean ended) {
        return ReplyReader.read(text.getBytes(ISO_8859_1), 0, method, ended);
    }

    private static Reply whole(String text, String method, int length) {
        ReplyReader.Read read = read(text + NEXT, method, false).orElseThrow();
        assertTrue(read.reply().isWhole(), text);
        assertEquals(length, read.end(), text);
        return read.reply();
    }

    @Test
    void contentIsAsLongAsItsLengthSays() {
        String text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello";
        Reply reply = whole(text, "GET", text.length());
        assertEquals(200, reply.status());
        assertEquals("OK", reply.reason());
        assertEquals("y", reply.field("x"));
        assertEquals("hello", new String(reply.content(), ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"})
    void contentMayComeInChunks(String text) {
        assertEquals("hello", new String(whole(text, "GET", text.length()).content(), ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 204", "GET, 304", "GET, 100"})
    void someResponsesHaveNoContentWhateverTheirLengthSays(String method, int status) {
        String text = "HTTP/1.1 " + status + " Reason\r\nContent-Length: 5\r\n\r\n";
        assertEquals(0, whole(text, method, text.length()).content().length);
    }

    @Test
    void withoutALengthTheContentEndsWithTheConnection() {
        String text = "HTTP/1.0 200 OK\r\n\r\nhello";
        assertFalse(read(text, "GET", false).orElseThrow().reply().isWhole());
        Reply reply = read(text, "GET", true).orElseThrow().reply();
        assertTrue(reply.isWhole() && reply.endsWithConnection());
        assertTrue(reply.announcesClose(), "HTTP/1.0 closes unless it says otherwise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhell",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n0\r\n\r\n"})
    void whatIsCutOffIsNotWhole(String text) {
        assertFalse(read(text, "GET", true).orElseThrow().reply().isWhole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nX: y\r\n", "<html>An error</html>\r\n\r\n", "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n"})
    void whatHasNoHeadIsNoResponse(String text) {
        assertTrue(read(text, "GET", true).isEmpty());
    }
}
