package hostling.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Bytes;
import hostling.cases.RequestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the check of another server accepts. The server here always gives the same response and closes. */
class TargetServerTest {
    private static final int SILENCE_MILLIS = 300;
    private static final RequestCase BAD_LINE = refused("error 400 METHOD_SYNTAX at 3");
    private static final RequestCase BAD_BODY =
            refused("head PUT / HTTP/1.1\n  host: a\nbody 4 \"four\"\nerror 413 BODY_TOO_LARGE at 4");

    private static RequestCase refused(String events) {
        return new RequestCase("refused", "refused", "cases.md:1", "02-the-parser.md#chunks", URI.create("file:/cases.md"), List.of(), "must", "",
                Bytes.latin1("GET\r\n\r\n"), events);
    }

    @Test
    void theExpectedStatusAndACloseArePassed() {
        assertDoesNotThrow(against("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", BAD_LINE));
    }

    @Test
    void theLastAnswerCounts() {
        assertDoesNotThrow(against("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 400 \r\n\r\n", BAD_LINE));
    }

    @Test
    void anotherStatusFails() {
        AssertionError error = assertThrows(AssertionError.class, against("HTTP/1.1 404 No\r\n\r\n", BAD_LINE));
        assertEquals("cases.md:1: expected 400, but the server answered [404]", error.getMessage());
    }

    @Test
    void noAnswerFails() {
        AssertionError error = assertThrows(AssertionError.class, against("", BAD_LINE));
        assertTrue(error.getMessage().endsWith("answered []"), error.getMessage());
    }

    @Test
    void aServerMayRefuseARequestBeforeItSeesThatItsContentIsBroken() {
        assertDoesNotThrow(against("HTTP/1.1 405 Method Not Allowed\r\n\r\n", BAD_BODY));
        assertThrows(AssertionError.class, against("HTTP/1.1 200 OK\r\n\r\n", BAD_BODY));
    }

    @Test
    void anOpenConnectionFails() {
        AssertionError error = assertThrows(AssertionError.class,
                against("HTTP/1.1 400 Bad Request\r\n\r\n", BAD_LINE, false));
        assertEquals("cases.md:1: the connection stayed open after 400", error.getMessage());
    }

    private static Executable against(String response, RequestCase sent) {
        return against(response, sent, true);
    }

    private static Executable against(String response, RequestCase sent, boolean closing) {
        return () -> {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread server = new Thread(() -> answerOnce(listener, response, closing));
                server.start();
                try {
                    new TargetServer((InetSocketAddress) listener.getLocalSocketAddress(), SILENCE_MILLIS).check(sent);
                } finally {
                    server.join();
                }
            }
        };
    }

    /** Answers one request, then closes or waits until the client has closed. */
    private static void answerOnce(ServerSocket listener, String response, boolean closing) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().readNBytes(BAD_LINE.input().length);
            socket.getOutputStream().write(Bytes.latin1(response));
            if (!closing) {
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
