package hostling.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server that serves one client after the other. */
class BlockingServerTest extends ProgramTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int HEAD_BYTES_MAX = 8192;
    private static final String READS_NO_FURTHER = "After " + HEAD_BYTES_MAX + " bytes your code reads no further, and returns them.";
    private static final String FILLS_MEMORY = "Else a client could fill the memory of the server.";
    /** A piece that is the end of what comes. */
    private static final String THE_END = "";

    private RunningProgram run() throws IOException {
        BlockingServer server = new BlockingServer(0);
        return run(server.port(), server, server::run);
    }

    // The bytes of a response.

    @Test
    void aResponseBeginsWithAStatusLine() {
        assertHas(response("200 OK", "a"), "HTTP/1.1 200 OK\r\n", true, "The first line is HTTP/1.1, a space, the status, and CR LF.");
    }

    @Test
    void eachLineOfAHeadEndsInCrLf() {
        String response = response("200 OK", "a");
        for (int i = 0; i < response.length(); i++) {
            if (response.charAt(i) == '\n' && (i == 0 || response.charAt(i - 1) != '\r')) {
                throw new Problem(heading()).bytes("got", bytes(response), i, "this LF has no CR before it")
                        .words("problem", "Write \\r\\n at the end of a line. Some clients would wait for it.").failure("a bare LF");
            }
        }
    }

    @Test
    void anEmptyLineStandsBeforeTheContent() {
        assertHas(response("200 OK", "a"), "\r\n\r\na", false, "An empty line ends the head, and then the content begins.");
    }

    @Test
    void theHeadSaysThatTheConnectionEnds() {
        assertHas(response("200 OK", "a"), "\r\nConnection: close\r\n", false,
                "HTTP/1.1 keeps a connection open, unless the head says that this is the last response.");
    }

    @Test
    void theLengthIsThatOfTheContent() {
        assertHas(response("200 OK", "seven..\n"), "\r\nContent-Length: 8\r\n", false, "The content has 8 bytes, with the LF.");
        assertHas(response("404 Not Found", ""), "\r\nContent-Length: 0\r\n", false, "No content has the length 0.");
    }

    @Test
    void theContentIsInUtf8() {
        assertHas(response("200 OK", "3 \u20ac"), "\r\n\r\n3 \u00e2\u0082\u00ac", false,
                "In UTF-8 the euro sign is the three bytes E2 82 AC.");
    }

    @Test
    void theLengthCountsBytesAndNotCharacters() {
        assertHas(response("200 OK", "3 \u20ac"), "\r\nContent-Length: 5\r\n", false,
                "The text has 3 characters, but 5 bytes: the euro sign is three of them. Content-Length counts bytes.");
    }

    private String response(String status, String text) {
        return new String(BlockingServer.response(status, text), ISO_8859_1);
    }

    private void assertHas(String got, String wanted, boolean atTheBeginning, String why) {
        if (!(atTheBeginning ? got.startsWith(wanted) : got.contains(wanted))) {
            throw new Problem(heading()).bytes("got", bytes(got)).bytes("expected", bytes(wanted)).words("because", why)
                    .failure(why);
        }
    }

    // The answer to a request.

    @Test
    void aGetOfAPageGivesThePage() {
        assertAnswer(REQUEST, "200", "\r\n\r\nHello!\n");
        assertAnswer("GET /prices HTTP/1.1\r\nHost: a\r\n\r\n", "200", "\r\n\r\nA coffee costs 3 \u00e2\u0082\u00ac.\n");
    }

    @Test
    void aPathWithoutAPageIsNotFound() {
        assertAnswer("GET /price HTTP/1.1\r\nHost: a\r\n\r\n", "404", "");
    }

    @Test
    void whatIsNoRequestLineIsABadRequest() {
        for (String line : List.of("hello", "GET", "GET /", "GET HTTP/1.1", "GET / HTTP/1.1 x", "GET  / HTTP/1.1", "GET / FTP/1.1", "",
                "get / HTTP/1.1", "GET prices HTTP/1.1", "GET / HTTP/1.", "GET / HTTP/1.11", "GET / HTTP/2.0", "GET / HTTP/1x1")) {
            assertAnswer(line + "\r\nHost: a\r\n\r\n", "400", "");
        }
    }

    @Test
    void aHeadWithoutItsEmptyLineIsABadRequest() {
        assertAnswer("GET / HTTP/1.1\r\nHost: a\r\n", "400", "");
        assertAnswer("GET / HTTP/1.1", "400", "");
    }

    @Test
    void anotherMethodThanGetIsNotImplemented() {
        assertAnswer("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", "501", "");
    }

    private void assertAnswer(String head, String status, String end) {
        String got;
        try {
            got = new String(BlockingServer.answer(head), ISO_8859_1);
        } catch (RuntimeException e) {
            throw new Problem(heading()).bytes("head", bytes(head)).words("expected", "an answer with the status " + status).thrown(e)
                    .failure("answer throws " + e);
        }
        if (!got.startsWith("HTTP/1.1 " + status + " ") || !got.endsWith(end)) {
            throw new Problem(heading()).bytes("head", bytes(head)).words("expected", "an answer with the status " + status)
                    .bytes("got", bytes(got)).failure("not a " + status);
        }
    }

    // The head of a request.

    @Test
    void aHeadInOnePieceIsRead() throws IOException {
        assertHead(List.of(REQUEST), REQUEST);
    }

    @Test
    void nothingIsAwaitedAfterTheEmptyLine() throws IOException {
        assertHead(List.of("GET / HTTP/1.1\r\n\r\n"), "GET / HTTP/1.1\r\n\r\n");
    }

    @Test
    void aHeadInTwoPiecesIsOneHead() throws IOException {
        assertHead(List.of("GET / HT", "TP/1.1\r\nHost: a\r\n\r\n"), REQUEST);
    }

    @Test
    void aHeadMayBeCutAnywhere() throws IOException {
        for (int cut = 1; cut < REQUEST.length(); cut++) {
            assertHead(List.of(REQUEST.substring(0, cut), REQUEST.substring(cut)), REQUEST);
        }
        assertHead(List.of(REQUEST.split("")), REQUEST);
    }

    @Test
    void eachByteIsOneCharacter() throws IOException {
        String head = "GET / HTTP/1.1\r\nX: \u00e2\u0082\u00ac\u00ff\r\n\r\n";
        assertHead(List.of(head), head);
    }

    @Test
    void aClientThatLeavesEndsTheHead() throws IOException {
        assertHead(List.of("GET / HT", THE_END), "GET / HT");
        assertHead(List.of(THE_END), "");
    }

    @Test
    void aHeadHasALimit() throws IOException {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pieces.add("x".repeat(1_000));               // the limit is within a piece
        }
        try (Pieces in = new Pieces(pieces)) {
            String head = BlockingServer.readHead(in);
            if (head.length() != HEAD_BYTES_MAX || in.taken.length() != HEAD_BYTES_MAX) {
                throw new Problem(heading()).words("sent", "20000 bytes without a line end").words("expected", READS_NO_FURTHER)
                        .words("got", "It read " + in.taken.length() + " bytes, and returned " + head.length() + ".")
                        .words("because", FILLS_MEMORY).failure("no limit");
            }
        }
    }

    private void assertHead(List<String> pieces, String expected) throws IOException {
        try (Pieces in = new Pieces(pieces)) {
            String head;
            try {
                head = BlockingServer.readHead(in);
            } catch (RuntimeException e) {
                throw in.problem(bytes(expected)).thrown(e).failure("readHead throws " + e);
            }
            if (!expected.equals(head)) {
                throw in.failure("returned " + (in.piece < in.pieces.size() ? "after piece " + in.piece + " of " + in.pieces.size()
                        : "another text"), bytes(expected), head);
            }
        }
    }

    /** Bytes that come in pieces, as from a network: each call gives one of them at most. */
    private final class Pieces extends InputStream {
        private final List<String> pieces;
        private final StringBuilder taken = new StringBuilder();
        private int piece;
        private int at;

        Pieces(List<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (piece == pieces.size()) {
                throw waits();
            }
            String rest = pieces.get(piece).substring(at);
            if (rest.isEmpty()) {
                return -1;
            }
            int count = Math.min(length, rest.length());
            System.arraycopy(bytes(rest), 0, bytes, offset, count);
            taken.append(rest, 0, count);
            at += count;
            if (at == pieces.get(piece).length()) {
                piece++;
                at = 0;
            }
            return count;
        }

        private FailedCase waits() {
            boolean isWhole = taken.indexOf("\r\n\r\n") >= 0;
            return new Problem(heading()).bytes("sent", bytes(taken.toString()))
                    .words("expected", isWhole ? "Your code returns the head." : READS_NO_FURTHER)
                    .words("problem", isWhole ? "It reads again. The client has sent the whole head, and waits for the answer. "
                            + "So both wait, and nothing happens any more." : "It reads on and on.")
                    .words("because", isWhole ? "A read waits until something comes." : FILLS_MEMORY).failure("readHead waits for more");
        }

        private FailedCase failure(String summary, byte[] expected, String got) {
            Problem problem = problem(expected).bytes("got", bytes(got == null ? "" : got));
            if (got != null && got.chars().anyMatch(c -> c > 0xff)) {
                problem.words("problem", "Your text has characters that no single byte stands for. A field may have bytes of any encoding, "
                        + "so a head is read as ISO 8859-1, in which each byte is one character.");
            } else if (piece < pieces.size() && !pieces.get(piece).equals(THE_END)) {
                problem.words("problem", "The client sent the head in " + pieces.size() + " pieces. Your code returned after "
                        + (piece == 0 ? "less than one" : piece)
                        + ". A call of read gives what has come until now, and not all that will come.");
            }
            return problem.failure(summary);
        }

        /** What the client sends, and what is expected. */
        private Problem problem(byte[] expected) {
            byte[] sent = bytes(String.join("", pieces));
            Problem problem = new Problem(heading());
            if (pieces.get(pieces.size() - 1).equals(THE_END)) {
                problem.bytes("sent", sent).words("then", "The client ends its side, so read gives -1.");
            } else if (pieces.size() > 1) {
                problem.bytes("sent", sent, pieces.get(0).length(), "here the second of " + pieces.size() + " pieces begins");
            } else {
                problem.bytes("sent", sent);
            }
            return problem.bytes("expected", expected);
        }
    }

    // All of it, with a socket.

    @Test
    void aClientGetsThePage() throws IOException {
        run().client().send(REQUEST).expect(200, "Hello!\n").expectEnd();
    }

    @Test
    void theServerWaitsForTheWholeHead() throws IOException {
        run().client().how("The client sends the head in two pieces.").send("GET / HTTP/1.1\r\nHost: a\r\n")
                .expectNothing("The server answered after the first piece.").send("\r\n").expect(200, "Hello!\n").expectEnd();
    }

    @Test
    void oneClientAfterTheOtherIsServed() throws IOException {
        run();
        for (int i = 1; i <= 3; i++) {
            running().client().how("It is client " + i + " of 3.").send(REQUEST).expect(200, "Hello!\n").expectEnd();
        }
    }

    @Test
    void aClientThatSendsNothingDoesNotEndTheServer() throws IOException {
        run().client().close();
        running().client().how("The client before it has connected, and closed without a word.").send(REQUEST).expect(200, "Hello!\n");
    }

    @Test
    void aClientThatSendsNothingGetsNoAnswer() throws IOException {
        run().client().how("The client sends nothing, and ends its side.").endOutput().expectEnd();
    }

    @Test
    void aBadRequestDoesNotEndTheServer() throws IOException {
        run().client().send("GET\r\n\r\n").expect(400, content(BlockingServer.answer("GET\r\n\r\n"))).expectEnd();
        running().client().how("The client before it has sent a bad request.").send(REQUEST).expect(200, "Hello!\n");
    }

    @Test
    void aResetOfOneClientDoesNotEndTheServer() throws IOException {
        PrintStream terminal = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));        // the server prints that a client has left
        try {
            run().client().send("GET /").reset();
            running().client().how("The client before it has reset its connection in the middle of a head, so reading throws an IOException.")
                    .send(REQUEST).expect(200, "Hello!\n");
        } finally {
            System.setErr(terminal);
        }
    }

    @Test
    void closeEndsTheServer() throws Exception {
        run().client().send(REQUEST).expect(200, "Hello!\n");
        running().end();
    }

    /** The lesson of this program: one thread that waits for one client serves no other. */
    @Test
    void aSilentClientHoldsUpTheOthers() throws IOException {
        Client silent = run().client();
        Client other = running().client().send(REQUEST).expectNothing("The server serves two clients at once.");
        silent.close();
        other.expect(200, "Hello!\n");
    }

    private static byte[] content(byte[] response) {
        String text = new String(response, ISO_8859_1);
        return bytes(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
