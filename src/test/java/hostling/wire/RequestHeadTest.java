package hostling.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a whole head says, and what its parser says while the head is incomplete. */
class RequestHeadTest {
    /** RFC 9110 section 10.1.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.1 | Content-Length: 5/Expect: 100-continue        | true
            1.1 | Content-Length: 5/Expect: 100-Continue        | true
            1.1 | Transfer-Encoding: chunked/Expect: 100-continue | true
            1.1 | Content-Length: 5                             | false
            1.1 | Content-Length: 0/Expect: 100-continue        | false
            1.1 | Expect: 100-continue                          | false
            1.0 | Content-Length: 5/Expect: 100-continue        | false
            """)
    void aClientWaitsOnlyWithContentAndFromHttp11On(String version, String lines, boolean waits) {
        assertEquals(waits, head("POST / HTTP/" + version, lines.split("/", 2)).expectsContinue());
    }

    /** The parser reuses the buffers of a head, so the bytes of the previous request must not show. */
    @Test
    void aHeadWithoutAHostHasNoneFromTheOneBefore() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        assertInstanceOf(RequestHead.class, parser.next(bytes("GET /a HTTP/1.1\r\nHost: b:80\r\nC: d\r\n\r\n")));
        assertInstanceOf(Event.End.class, parser.next(bytes("")));
        RequestHead second = (RequestHead) parser.next(bytes("GET /a HTTP/1.0\r\n\r\n"));
        assertEquals("", second.host());
        assertEquals(-1, second.port());
        RequestHead alone = readHead("GET /a HTTP/1.0\r\n\r\n");
        assertArrayEquals(alone.address(), second.address());
        assertEquals(alone.addressHash(), second.addressHash());
        assertTrue(second.hasAddress(alone.address()));
        assertFalse(second.hasAddress("/a b:80".getBytes(ISO_8859_1)));
    }

    @Test
    void anAddressIsTheTargetAndTheHost() {
        RequestHead head = readHead("GET /a HTTP/1.1\r\nHost: b:80\r\nC: d\r\n\r\n");
        RequestHead other = readHead("PUT /a HTTP/1.1\r\nX: y\r\nHost: b:80\r\n\r\n");
        assertEquals("/a b:80", new String(head.address(), ISO_8859_1));
        assertEquals(head.addressHash(), other.addressHash());
        assertTrue(head.hasAddress(other.address()));
    }

    /** Also one with a byte less or more, at either end of either part. */
    @ParameterizedTest
    @CsvSource(value = {"/a", "/a ", "/", "''", "/a b:8", "/a b:800", "/b b:80", "/a b:81", "/ab:80", "/a  b:80",
            "/aa b:80"}, ignoreLeadingAndTrailingWhitespace = false)
    void anotherAddressIsAnother(String address) {
        assertFalse(readHead("GET /a HTTP/1.1\r\nHost: b:80\r\nC: d\r\n\r\n").hasAddress(address.getBytes(ISO_8859_1)));
    }

    /** The response to a refused HEAD request has no content, so the parser must know the method that early. */
    @Test
    void aHeadRequestIsKnownOnceItsMethodIsRead() {
        String head = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
        for (int taken = 0; taken <= head.length(); taken++) {
            RequestParser parser = new RequestParser(Limits.DEFAULT);
            parser.next(bytes(head.substring(0, taken)));
            assertEquals(taken >= "HEAD ".length(), parser.isHeadRequest(), "after " + taken + " bytes");
            RequestParser other = new RequestParser(Limits.DEFAULT);
            other.next(bytes(head.replace("HEAD", "HEAR").substring(0, taken)));
            assertFalse(other.isHeadRequest());
        }
    }

    /** A caller refills its only buffer. */
    @Test
    void theOffsetOfARefusalCountsOverSegmentsInOneBuffer() {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ByteBuffer buffer = ByteBuffer.allocate(16);
        for (String segment : Arrays.asList("GET / HT", "TP/1.1\r\nHost: a", "\r")) {
            buffer.clear().put(segment.getBytes(ISO_8859_1)).flip();
            assertNull(parser.next(buffer));
        }
        buffer.clear().put((byte) 'x').flip();
        assertEquals(24, assertThrows(ProtocolException.class, () -> parser.next(buffer)).offset());
    }

    @ParameterizedTest
    @CsvSource({"http:, TARGET_FORM", "http:/, TARGET_FORM", "http:a, TARGET_FORM", "http, TARGET_FORM",
            "ftp://a/, TARGET_FORM", "http://, TARGET_AUTHORITY", "http:///, TARGET_AUTHORITY", "/%, TARGET_PERCENT",
            "/%4, TARGET_PERCENT", "/%4g, TARGET_PERCENT", "/%g4, TARGET_PERCENT", "/%00, TARGET_NUL", "/?%00, TARGET_NUL", "https://a/, TARGET_HTTPS"})
    void aTargetThatBreaksOffIsRefused(String target, Violation violation) {
        assertEquals(violation, assertThrows(ProtocolException.class,
                () -> head("GET " + target + " HTTP/1.1")).violation());
    }

    /** RFC 9110 section 15.4: what describes or frames the content goes with it; what the client is, stays. */
    @Test
    void aRequestBecomesAGetWithoutContent() {
        RequestHead post = head("POST http://b.example:80/a?b=%c HTTP/1.0", "X-One: 1", "content-TYPE: a/b", "X-Two:",
                "Content-Encoding: x", "X-One: 3", "Expect: 100-continue");
        RequestHead get = post.asGet();
        assertEquals("GET", get.method());
        assertEquals("http://b.example:80/a?b=%c", get.target());
        assertEquals("/a", get.path());
        assertEquals("b=%c", get.query());
        assertEquals("b.example", get.host());
        assertEquals(80, get.port());
        assertTrue(get.isHttp10());
        assertEquals(BodyFraming.NONE, get.framing());
        assertEquals(List.of("1", "3"), get.fields().all("x-one"));
        assertEquals(List.of(""), get.fields().all("X-Two"));
        assertFalse(get.fields().has("Content-Type") || get.fields().has("Content-Encoding") || get.fields().has("Expect"));
        assertEquals(post.fields().count() - 3, get.fields().count());
        assertEquals("POST", post.method(), "the original is as before");
    }

    private static RequestHead head(String requestLine, String... lines) {
        String section = String.join("", Arrays.stream(lines).filter(line -> !line.isEmpty())
                .map(line -> line + "\r\n").toList());
        return readHead(requestLine + "\r\nHost: a\r\n" + section + "\r\n");
    }

    private static RequestHead readHead(String text) {
        return (RequestHead) new RequestParser(Limits.DEFAULT).next(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
