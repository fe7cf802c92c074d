package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The turns of the loop, one by one: the test calls each of them, so it knows what was done in it. */
class LoopTurnsTest {
    private static final byte[] CONTENT = "small\n".getBytes(ISO_8859_1);
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nsmall\n"
            .getBytes(ISO_8859_1);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENT = 20;

    private final LoopServer server;
    private final List<Socket> clients = new ArrayList<>();
    private int turns;

    LoopTurnsTest() throws IOException {
        server = new LoopServer(0, CONTENT);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
        server.run();
    }

    /** Connects, in one turn. */
    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        clients.add(client);
        turn();
        return client;
    }

    /** Sends something, which is read in one turn. */
    private void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
        turn();
    }

    private void turn() throws IOException {
        server.turn();
        turns++;
    }

    /** The answer is written in one more turn. */
    private void assertAnswered(Socket client) throws IOException {
        turn();
        assertArrayEquals(ANSWER, client.getInputStream().readNBytes(ANSWER.length));
    }

    /** The table of the chapter. */
    @Test
    void aClientHasItsAnswerBeforeOneThatCameFirstAndSendsSlowly() throws IOException {
        Socket slow = connect();
        send(slow, "GET / HTTP/1.1\r\nHo");
        Socket fast = connect();
        send(fast, "GET / HTTP/1.1\r\n\r\n");
        assertAnswered(fast);
        assertEquals(5, turns);
        send(slow, "st: a\r\n\r\n");
        assertAnswered(slow);
        assertEquals(7, turns);
    }

    @Test
    void silentClientsCostNoTurnsAfterTheFirst() throws IOException {
        for (int i = 0; i < SILENT; i++) {
            connect();
        }
        assertEquals(SILENT, turns);
        Socket client = connect();
        send(client, "GET / HTTP/1.1\r\n\r\n");
        assertAnswered(client);
        assertEquals(SILENT + 3, turns);
    }
}
