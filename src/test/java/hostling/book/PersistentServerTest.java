package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program of the chapter about the connection: which requests of one client are answered, and after which it ends. */
class PersistentServerTest extends ProgramTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String NOTHING_SENT = "You sent 0 bytes of content.\n";

    /** The status lines of all responses to what a client sends at once. */
    private static List<String> statuses(String input) throws IOException {
        return Stream.of(conversation(input).split("(?=HTTP/1\\.1 )|\r\n")).filter(line -> line.startsWith("HTTP/1.1 "))
                .map(line -> line.substring(9)).toList();
    }

    private static String conversation(String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PersistentServer.converse(new ByteArrayInputStream(input.getBytes(ISO_8859_1)), out);
        return out.toString(ISO_8859_1);
    }

    private static String post(String fields, String content) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + content;
    }

    @Test
    void oneRequestFollowsTheOther() throws IOException {
        assertEquals(List.of("200 OK", "200 OK", "200 OK"), statuses(GET + post("Content-Length: 3\r\n", "abc") + GET));
        assertEquals(List.of(), statuses(""));
    }

    @Test
    void contentIsNoRequest() throws IOException {
        assertEquals(List.of("200 OK"), statuses(post("Content-Length: " + GET.length() + "\r\n", GET)));
    }

    @Test
    void nothingIsAnsweredAfterTheLastRequest() throws IOException {
        assertEquals(List.of("200 OK"), statuses(GET.replace("Host", "Connection: close\r\nHost") + GET));
        assertEquals(List.of("200 OK"), statuses("GET / HTTP/1.0\r\n\r\n" + GET));
    }

    @Test
    void persistenceDependsOnVersionAndOptions() {
        assertTrue(PersistentServer.persists(GET));
        assertFalse(PersistentServer.persists("GET / HTTP/1.1\r\nconnection: x, Close\r\n\r\n"));
        assertFalse(PersistentServer.persists("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
        assertTrue(PersistentServer.persists("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
        assertFalse(PersistentServer.persists("GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void theResponseSaysWhetherTheConnectionEnds() throws IOException {
        assertFalse(conversation(GET).contains("\r\nConnection: "));
        assertTrue(conversation("GET / HTTP/1.0\r\n\r\n").contains("\r\nConnection: close\r\n"));
        assertTrue(conversation("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").contains("\r\nConnection: keep-alive\r\n"));
    }

    @Test
    void theAnswerToHeadHasNoContent() throws IOException {
        String answer = conversation(GET.replace("GET", "HEAD"));
        assertTrue(answer.endsWith("\r\nContent-Length: " + NOTHING_SENT.length() + "\r\n\r\n"), answer);
    }

    @Test
    void aClientThatWaitsIsAskedForItsContent() throws IOException {
        assertEquals(List.of("100 Continue", "200 OK"), statuses(post("Expect: 100-Continue\r\nContent-Length: 1\r\n", "a")));
        assertEquals(List.of("200 OK"), statuses(GET.replace("Host", "Expect: 100-continue\r\nHost")));
        String old = "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na";
        assertEquals(List.of("200 OK"), statuses(old));
    }

    @Test
    void contentThatNobodyReadsEndsTheConnection() throws IOException {
        assertEquals(List.of("413 Content Too Large"), statuses(post("Content-Length: 101\r\n", "a".repeat(101)) + GET));
        assertEquals(List.of("413 Content Too Large"), statuses(post("Expect: 100-continue\r\nContent-Length: 101\r\n", "")));
        assertEquals(List.of("200 OK", "200 OK"), statuses(post("Content-Length: 100\r\n", "a".repeat(100)) + GET));
    }

    @Test
    void whereTheEndIsNotClearTheConnectionEnds() throws IOException {
        List<String> bad = List.of(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), post("Content-Length: +3\r\n", "abc"),
                post("Content-Length: 3, 3\r\n", "abc"), post("Content-Length: 3,\r\n", "abc"), post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                post("Content-Length : 3\r\n", "abc"), post("X: a\nb\r\n", ""), "GET\r\n\r\n", "\r\n\r\n", "x".repeat(10_000));
        for (String request : bad) {
            assertEquals(List.of("400 Bad Request"), statuses(request + GET), request);
        }
    }

    @Test
    void aHeadMayHaveManyFields() throws IOException {
        assertEquals(List.of("200 OK", "200 OK"), statuses("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(2_000) + "\r\n" + GET));
    }

    @Test
    void aRequestThatBreaksOffIsNotAnswered() throws IOException {
        assertEquals(List.of(), statuses(GET.substring(0, GET.length() - 1)));
        assertEquals(List.of("200 OK"), statuses(GET + post("Content-Length: 3\r\n", "ab")));
    }

    @Test
    void aClientMayTakeTurnsOrEndItsSide() throws Exception {
        PersistentServer server = new PersistentServer(0);
        run(server.port(), server, server::run).client().send(GET).expect(200, NOTHING_SENT).send(GET + GET).endOutput()
                .expect(200, NOTHING_SENT).expect(200, NOTHING_SENT).expectEnd();
        running().client().how("The client before it is gone.").send(GET).endOutput().expect(200, NOTHING_SENT).expectEnd();
        running().end();
    }
}
