package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection serves many requests, until one side wants to end it. */
final class KeepAliveChecks {
    private static final int MANY = 100;
    private static final Duration PIECE = Duration.ofMillis(30);
    private static final Duration BYTE = Duration.ofMillis(2);

    private KeepAliveChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "03-the-loop.md");
        list.check("keep-alive", "A second request is answered on the same connection")
                .allowed("two answers").because("9112-9.3-a").tried(attempt -> answersInTurn(attempt, 2));
        list.check("keep-alive-announced", "A server that ends the connection says so")
                .allowed("Connection: close in the last response, unless the connection stays open").because("9112-9.3-b")
                .tried(KeepAliveChecks::announced);
        list.check("keep-alive-hundred", "A hundred requests are answered on one connection")
                .allowed("a hundred answers, one after the other").because("9112-9.3-a").tried(attempt -> answersInTurn(attempt, MANY));
        // region: check
        list.check("close", "The server ends the connection if the client wants it")
                .allowed("the end of the connection after the answer to a request with Connection: close").because("9112-9.6-b")
                .tried(attempt -> endsAfter(attempt, "1.1\r\nHost: " + host(attempt) + "\r\nConnection: close"));
        // endregion
        list.check("close-in-list", "The option close may stand in a list, in letters of either case")
                .allowed("the end of the connection after the answer to a request with Connection: x, Close").because("9110-7.6.1-c")
                .tried(attempt -> endsAfter(attempt, "1.1\r\nHost: " + host(attempt) + "\r\nConnection: x, Close"));
        list.check("close-repeated", "The server repeats the option close")
                .allowed("Connection: close in the answer to a request with Connection: close").because("9112-9.6-c")
                .tried(attempt -> require(attempt.get().announcesClose(), "The response does not say close."));
        list.check("close-ends-all", "What comes after a request with close is not answered")
                .allowed("one answer, and the end of the connection").because("9112-9.6-d").tried(KeepAliveChecks::nothingBehindClose);
        list.check("close-in-http-1-0", "A connection of HTTP/1.0 ends with its first response")
                .allowed("the end of the connection").because("9112-9.3-d").tried(attempt -> endsAfter(attempt, "1.0"));
        list.check("keep-alive-in-http-1-0", "A client of HTTP/1.0 can rely on keep-alive")
                .allowed("the end of the connection; or Connection: keep-alive in the response, and an answer to a second request")
                .because("9112-9.3-d").tried(KeepAliveChecks::keptInHttp10);
        list.check("byte-by-byte", "A request may come byte by byte")
                .allowed("an answer").because("9110-5.3-c").tried(attempt -> inPieces(attempt, 1, BYTE));
        list.check("cut-in-line-end", "A request may be cut between CR and LF")
                .allowed("an answer").because("9110-5.3-c").tried(KeepAliveChecks::cutInLineEnd);
        list.check("half-close", "A client that has said all still gets its answer")
                .allowed("an answer, although the client has ended its direction of the connection").because("9112-9.6-h").level(Level.SHOULD)
                .tried(attempt -> attempt.open().send("GET", get(attempt)).endOutput().requireReply());
        return list.all();
    }

    private static String host(Attempt attempt) {
        return attempt.server().target().authority();
    }

    /** A GET of the page, without its method. */
    private static String get(Attempt attempt) {
        return attempt.head("GET", attempt.page()).substring("GET".length());
    }

    private static void answersInTurn(Attempt attempt, int count) throws IOException {
        Talk talk = attempt.open();
        for (int i = 1; i <= count; i++) {
            Optional<Reply> reply = talk.send("GET", get(attempt)).reply();
            require(reply.isPresent(), "Request " + i + " of " + count + " was not answered.");
        }
    }

    private static void announced(Attempt attempt) throws IOException {
        Talk talk = attempt.open();
        Reply first = talk.send("GET", get(attempt)).requireReply();
        Optional<Reply> second = first.announcesClose() ? Optional.empty() : talk.send("GET", get(attempt)).reply();
        require(first.announcesClose() || second.isPresent(), "The connection ended without announcement.");
    }

    /** Requires that the connection ends after one answer to a GET of this version with these fields. */
    private static void endsAfter(Attempt attempt, String versionAndFields) throws IOException {
        Talk talk = attempt.open();
        talk.send("GET", " " + attempt.page() + " HTTP/" + versionAndFields + "\r\n\r\n").requireReply();
        require(talk.finish().isClosed(), "The connection stays open.");
    }

    private static void nothingBehindClose(Attempt attempt) throws IOException {
        byte[] both = Bytes.latin1(attempt.head("GET", attempt.page(), "Connection: close") + attempt.head("GET", attempt.page()));
        Talk talk = attempt.open().send(List.of("GET", "GET"), both).finish();
        require(talk.finalReplies().size() == 1, "There are " + talk.finalReplies().size() + " answers.");
    }

    private static void keptInHttp10(Attempt attempt) throws IOException {
        String request = " " + attempt.page() + " HTTP/1.0\r\nHost: " + host(attempt) + "\r\nConnection: keep-alive\r\n\r\n";
        Talk talk = attempt.open();
        Reply first = talk.send("GET", request).requireReply();
        if (first.field("Connection").toLowerCase(Locale.ROOT).contains("keep-alive")) {
            require(talk.send("GET", request).reply().isPresent(), "The response says keep-alive, but a second request is not answered.");
        } else {
            require(talk.finish().isClosed(), "The connection stays open, and the response does not say keep-alive.");
        }
    }

    private static void cutInLineEnd(Attempt attempt) throws IOException {
        String head = attempt.head("GET", attempt.page(), "X-A: b");
        for (int cut : new int[]{head.indexOf('\n'), head.indexOf("\r\n\r\n") + 1, head.length() - 2, head.length() - 1}) {
            inPieces(attempt, cut, PIECE);
        }
    }

    private static void inPieces(Attempt attempt, int bytes, Duration pause) throws IOException {
        byte[] head = Bytes.latin1(attempt.head("GET", attempt.page(), "X-A: b"));
        Talk talk = attempt.open().send(List.of("GET"), new byte[0]);
        for (int start = 0; start < head.length; start += bytes) {
            talk.send(Arrays.copyOfRange(head, start, Math.min(head.length, start + bytes))).pause(pause);
        }
        talk.requireReply();
    }
}
