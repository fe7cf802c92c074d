package hostling.examine;

import static hostling.examine.FaultException.require;

import hostling.cases.Bytes;
import hostling.cases.CaseLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Requests that the client sends without waiting are answered in their order. */
final class PipeliningChecks {
    private static final int MANY = 20;
    private static final int PIECE_BYTES = 97;
    private static final Duration PAUSE = Duration.ofMillis(3);

    private PipeliningChecks() { }

    static List<Check> all(CaseLibrary library) {
        CheckList list = new CheckList(library, "03-the-loop.md");
        list.check("pipelined-twenty", "Twenty requests in one piece are answered in their order")
                .allowed("twenty answers, by turns as those to the page and to what is missing").because("9112-9.3.2-b")
                .tried(attempt -> inOrder(attempt, Integer.MAX_VALUE));
        list.check("pipelined-in-pieces", "Requests may be cut at any place")
                .allowed("the same answers, although the requests come in pieces of " + PIECE_BYTES + " bytes").because("9112-9.3.2-b")
                .tried(attempt -> inOrder(attempt, PIECE_BYTES));
        return list.all();
    }

    private static void inOrder(Attempt attempt, int pieceBytes) throws IOException {
        List<String> paths = List.of(attempt.page(), RequestLineChecks.MISSING);
        List<Integer> statuses = List.of(attempt.get().status(), attempt.ask("GET", RequestLineChecks.MISSING).status());
        requirePersistence(attempt);
        StringBuilder requests = new StringBuilder();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String path = paths.get(i * 7 / 3 % 2);
            requests.append(i < MANY - 1 ? attempt.head("GET", path) : attempt.head("GET", path, "Connection: close"));
            expected.add(statuses.get(i * 7 / 3 % 2));
        }
        Talk talk = attempt.open().send(expected.stream().map(status -> "GET").toList(), new byte[0]);
        byte[] all = Bytes.latin1(requests.toString());
        for (int start = 0; start < all.length; start += Math.min(pieceBytes, all.length - start)) {
            talk.send(Arrays.copyOfRange(all, start, start + Math.min(pieceBytes, all.length - start)));
            if (pieceBytes < all.length) {
                talk.pause(PAUSE);
            }
        }
        talk.finish();
        List<Integer> came = talk.finalReplies().stream().map(Reply::status).toList();
        boolean announcedItsEnd = !came.isEmpty() && talk.finalReplies().get(came.size() - 1).announcesClose();
        if (announcedItsEnd && came.size() < expected.size() && came.equals(expected.subList(0, came.size()))) {
            throw new NotTriedException("A server that keeps the connection open, after an error too.");
        }
        require(came.size() == expected.size(), "There are " + came.size() + " answers to " + expected.size() + " requests.");
        require(came.equals(expected), "The answers come in another order.");
    }

    private static void requirePersistence(Attempt attempt) throws IOException {
        Talk talk = attempt.open();
        if (talk.send("GET", attempt.head("GET", attempt.page()).substring("GET".length())).requireReply().announcesClose()) {
            throw new NotTriedException("A server that keeps the connection open.");
        }
    }
}
