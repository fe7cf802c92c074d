package hostling.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import hostling.wire.FieldLine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header section of a script's response (RFC 3875 section 6). */
class CgiResponseReaderTest {
    private static CgiHead read(String output) throws CgiException {
        return new CgiResponseReader().read(ByteBuffer.wrap(output.getBytes(ISO_8859_1))).orElseThrow();
    }

    /** Section 6.2.1. */
    @Proves("3875-6.2.1-b")
    @Test
    void aDocumentHasATypeAndIs200() throws CgiException {
        CgiHead head = read("Content-Type: text/plain\nX-Own:  a b \n\n");
        assertEquals(200, head.status());
        assertEquals(List.of(new FieldLine("Content-Type", "text/plain"), new FieldLine("X-Own", "a b")),
                head.fields());
        assertEquals(Optional.empty(), head.localRedirect());
        assertEquals(OptionalLong.empty(), head.contentLength());
    }

    @Proves("3875-7.2-b")
    @Test
    void linesEndInEitherWay() throws CgiException {
        assertEquals(read("Content-Type: a/b\nX: 1\n\n"), read("Content-Type: a/b\r\nX: 1\r\n\r\n"));
        assertEquals(read("Content-Type: a/b\nX: 1\n\n"), read("Content-Type: a/b\r\nX: 1\n\r\n"));
    }

    @Test
    void theContentIsNotTouched() throws CgiException {
        ByteBuffer output = ByteBuffer.wrap("Content-Type: a/b\n\n\ncontent".getBytes(ISO_8859_1));
        new CgiResponseReader().read(output).orElseThrow();
        assertEquals("\ncontent", ISO_8859_1.decode(output).toString());
    }

    /** Section 6.3.3. */
    @Proves({"3875-6.3.3-a", "3875-6.3.1-a"})
    @ParameterizedTest
    @CsvSource({"404, 404", "'404 Not Found', 404", "'299 ', 299", "599, 599"})
    void theStatusIsTheScripts(String value, int status) throws CgiException {
        CgiHead head = read("Status: " + value + "\n\n");
        assertEquals(status, head.status());
        assertEquals(List.of(), head.fields(), "the reader guesses no type");
    }

    /** Sections 6.2.2 to 6.2.4. */
    @Proves({"3875-6.2.2-a", "3875-6.2.3-a", "3875-6.2.4-a", "3875-6.3-b"})
    @ParameterizedTest
    @CsvSource({"'Location: /a?b\n\n', 200, /a?b", "'location: /a\nConnection: close\n\n', 200, /a",
            "'Location: http://a/\n\n', 302, ", "'Location: //a/\n\n', 302, ", "'Location: a\n\n', 302, ",
            "'Location: /a\nStatus: 307\n\n', 307, ", "'Location: /a\nX: 1\n\n', 302, ",
            "'Location: http://a/\nContent-Type: a/b\nStatus: 301\n\n', 301, "})
    void aLocationRedirects(String output, int status, String local) throws CgiException {
        CgiHead head = read(output);
        assertEquals(status, head.status());
        assertEquals(Optional.ofNullable(local), head.localRedirect());
        assertEquals(local == null, head.fields().stream().anyMatch(field -> field.name().equals("Location")));
    }

    /** Scripts write what they have: spaces, and paths in UTF-8. A browser encodes those; other clients can't use them. */
    @ParameterizedTest
    @CsvSource({"/a b, /a%20b", "/ä?q=ü#ö, /%C3%A4?q=%C3%BC#%C3%B6", "/a%20b%, /a%20b%25", "'/<\"\\^`{|}>', /%3C%22%5C%5E%60%7B%7C%7D%3E",
            "http://[::1]/a b, http://[::1]/a%20b", "a b, a%20b"})
    void aLocationIsEncoded(String location, String encoded) throws CgiException {
        String octets = new String(location.getBytes(UTF_8), ISO_8859_1);
        CgiHead head = read("Status: 303\nLocation: " + octets + "\n\n");
        assertEquals(List.of(new FieldLine("Location", encoded)), head.fields());
    }

    /** Section 6.3.4: only the server sends fields about the connection. */
    @Proves({"3875-6.3.4-b", "3875-6.3.4-c"})
    @Test
    void theServersOwnFieldsAreLeftOut() throws CgiException {
        CgiHead head = read("Content-Type: a/b\nConnection: x\nTransfer-Encoding: chunked\nDate: now\nKeep-Alive: 1\n"
                + "Trailer: X\nUpgrade: h2c\nContent-Length: 12\n\n");
        assertEquals(List.of(new FieldLine("Content-Type", "a/b")), head.fields());
        assertEquals(OptionalLong.of(12), head.contentLength());
    }

    @Proves({"3875-6.3-a", "3875-6.3-b"})
    @ParameterizedTest
    @ValueSource(strings = {"\n", "X: 1\n\n", "no field\n\n", ": a\n\n", "A B: c\n\n", "A : b\n\n", " A: b\n\n",
            "Content-Type: a\u0000b\n\n", "X: a\rb\nContent-Type: a/b\n\n", "Content-Type:\n\n", "Status: 99\n\n",
            "Status: 100\n\n", "Status: 600\n\n", "Status: 2000\n\n", "Status: ok\n\n", "Status: 200\nStatus: 200\n\n",
            "Content-Type: a/b\nContent-Type: a/b\n\n", "Location:\n\n",
            "Content-Type: a/b\nETag: \"a\"\nETag: \"b\"\n\n", "Location: /a\nLocation: /a\n\n",
            "Content-Type: a/b\nContent-Length: -1\n\n",
            "Content-Type: a/b\nContent-Length: 1, 1\n\n", "Content-Type: a/b\nContent-Length: 9999999999999999\n\n"})
    void whatIsNoResponseIsRefused(String output) {
        String message = assertThrows(CgiException.class, () -> read(output)).getMessage();
        assertTrue(message.startsWith("it") || message.startsWith("line") || message.startsWith("the value"), message);
    }

    @Proves("3875-9.6-a")
    @Test
    void theHeaderSectionHasAnEnd() {
        CgiResponseReader reader = new CgiResponseReader();
        ByteBuffer endless = ByteBuffer.wrap("x".repeat(CgiResponseReader.BYTES_MAX + 1).getBytes(ISO_8859_1));
        assertThrows(CgiException.class, () -> reader.read(endless));
        String many = "X: 1\n".repeat(CgiResponseReader.FIELDS_MAX + 1);
        assertThrows(CgiException.class, () -> read(many + "\n"));
    }
}
