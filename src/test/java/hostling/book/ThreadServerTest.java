package hostling.book;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The server that gives each client a thread. */
class ThreadServerTest extends ProgramTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CONTENT = "Hello from a thread.\n";

    private RunningProgram run() throws IOException {
        ThreadServer server = new ThreadServer(0);
        return run(server.port(), server, server::run);
    }

    @Test
    void aClientGetsTheAnswer() throws IOException {
        run().client().send(REQUEST).expect(200, CONTENT).expectEnd();
    }

    @Test
    void aSilentClientHoldsUpNoOther() throws IOException {
        RunningProgram server = run();
        Client silent = server.client();
        Client slow = server.client().send("GET / HTTP/1.1\r\nHost: a\r\n");
        server.client().send(REQUEST).expect(200, CONTENT).expectEnd();
        slow.send("\r\n").expect(200, CONTENT).expectEnd();
        silent.send(REQUEST).expect(200, CONTENT).expectEnd();
    }

    @Test
    void aClientThatEndsBeforeItsHeadEndsGetsNothing() throws IOException {
        RunningProgram server = run();
        server.client().send("GET / HTTP/1.1\r\n").endOutput().expectEnd();
        server.client().send(REQUEST).expect(200, CONTENT).expectEnd();
    }

    @Test
    void aHeadHasALimit() throws IOException {
        run().client().send("x".repeat(8192)).expectEnd();
    }

    @Test
    void closeEndsTheServer() throws Exception {
        RunningProgram server = run();
        server.client().send(REQUEST).expect(200, CONTENT).expectEnd();
        server.end();
    }
}
