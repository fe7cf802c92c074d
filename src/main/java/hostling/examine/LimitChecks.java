package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The server has limits, and survives what goes beyond. */
final class LimitChecks {
    private static final int REQUEST_LINE_BYTES = 8_000;
    private static final int HUGE_BYTES = 1 << 20;
    private static final int ENDLESS_BYTES = 16 << 20;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int SERVER_ERROR = 500;
    private static final int FIRST_ERROR = 400;
    private static final String REFUSED = "a status from 400 to 499, or the end of the connection; then ordinary requests are answered";

    private LimitChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "02-the-parser.md");
        list.check("limit-request-line", "A request line of 8,000 bytes is read")
                .allowed("the answer to the page").because("9112-3-d", "9110-4.1-a").tried(LimitChecks::longRequestLine);
        list.check("limit-target", "A target of a megabyte does no harm")
                .allowed(REFUSED + "; best 414").because("9112-3-c")
                .tried(attempt -> survives(attempt, "GET " + attempt.page() + "?" + "a".repeat(HUGE_BYTES) + " HTTP/1.1\r\n\r\n"));
        list.check("limit-method", "A method of a megabyte does no harm")
                .allowed(REFUSED + "; best 501").because("9112-3-b")
                .tried(attempt -> survives(attempt, "A".repeat(HUGE_BYTES) + " / HTTP/1.1\r\n\r\n"));
        list.check("limit-field", "A field of a megabyte does no harm")
                .allowed(REFUSED + "; best 431").because("9110-5.4-a")
                .tried(attempt -> survives(attempt, attempt.head("GET", attempt.page(), "X-A: " + "a".repeat(HUGE_BYTES))));
        list.check("limit-field-name", "A field name of a megabyte does no harm")
                .allowed(REFUSED + "; best 431").because("9110-5.4-a")
                .tried(attempt -> survives(attempt, attempt.head("GET", attempt.page(), "X".repeat(HUGE_BYTES) + ": a")));
        list.check("limit-fields", "Fifty thousand fields do no harm")
                .allowed(REFUSED + "; best 431").because("9110-5.4-a")
                .tried(attempt -> survives(attempt, attempt.head("GET", attempt.page(), "X-A: b\r\n".repeat(50_000) + "X-B: c")));
        list.check("limit-length", "A Content-Length of twenty digits does no harm")
                .allowed(REFUSED + "; best 413").because("9110-8.6-h").tried(attempt -> refuses(attempt, attempt.head("POST",
                        attempt.server().contentPath(), "Content-Length: 99999999999999999999") + "hello"));
        list.check("limit-chunk-size", "A chunk size of twenty digits does no harm")
                .allowed(REFUSED + "; best 413").because("9112-7.1-b").tried(attempt -> refuses(attempt, attempt.head("POST",
                        attempt.server().contentPath(), "Transfer-Encoding: chunked") + "fffffffffffffffffff5\r\nhello\r\n0\r\n\r\n"));
        list.check("limit-chunk-extension", "A chunk extension of a megabyte does no harm")
                .allowed(REFUSED).because("9112-7.1.1-b").tried(attempt -> survives(attempt, attempt.head("POST",
                        attempt.server().contentPath(), "Transfer-Encoding: chunked") + "1;a=" + "b".repeat(HUGE_BYTES) + "\r\nx\r\n0\r\n\r\n"));
        list.check("limit-endless-head", "A head without end comes to an end")
                .allowed("a status from 400 to 499, or the end of the connection, before " + (ENDLESS_BYTES >> 20) + " megabytes")
                .because("9110-17.5-a").tried(LimitChecks::endlessHead);
        return list.all();
    }

    private static void longRequestLine(Attempt attempt) throws IOException {
        int status = attempt.get().status();
        String start = "GET " + attempt.page() + "?";
        String target = attempt.page() + "?" + "a".repeat(REQUEST_LINE_BYTES - start.length() - " HTTP/1.1".length());
        int came = attempt.ask("GET", target).status();
        require(came == status, "The status is " + came + ".");
    }

    /** Sends a request that is too large; it may be answered or refused, or the connection may end. */
    private static void survives(Attempt attempt, String request) throws IOException {
        answered(attempt, request);
        requireAlive(attempt);
    }

    private static Talk answered(Attempt attempt, String request) throws IOException {
        Talk talk = attempt.open();
        Optional<Reply> reply = talk.send(List.of(request.substring(0, request.indexOf(' '))), Bytes.latin1(request)).reply();
        if (reply.isPresent() && reply.get().status() == SERVER_ERROR) {
            throw new FaultException(Level.SHOULD, "The server has an error of its own.");
        }
        require(reply.isPresent() || talk.isClosed(), "The server neither answers nor ends the connection.");
        return talk;
    }

    /** The same with a request that can't be right. */
    private static void refuses(Attempt attempt, String request) throws IOException {
        Talk talk = answered(attempt, request);
        boolean isTaken = talk.finalReplies().stream().anyMatch(reply -> reply.status() < FIRST_ERROR);
        require(!isTaken || talk.finish().isClosed(), "The server has taken it.");
        requireAlive(attempt);
    }

    private static void endlessHead(Attempt attempt) throws IOException {
        Talk talk = attempt.open().send("GET", " " + attempt.page() + " HTTP/1.1\r\nHost: a\r\n");
        byte[] piece = Bytes.latin1("X-A: aaaaaaaaaa\r\n".repeat(PIECE_BYTES / 17));
        for (int sent = 0; sent < ENDLESS_BYTES && !talk.isClosed() && talk.received().length == 0; sent += piece.length) {
            talk.sendUnseen(piece);
        }
        require(talk.reply().isPresent() || talk.isClosed(), "The server reads on and on.");
        requireAlive(attempt);
    }

    /** Requires that an ordinary request is answered. */
    static void requireAlive(Attempt attempt) {
        try {
            attempt.get();
        } catch (IOException | FaultException e) {
            throw new FaultException(Level.MUST, "After that, the server does not answer ordinary requests.");
        }
    }
}
