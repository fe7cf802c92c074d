package hostling.examine;

import hostling.cases.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One try of a check: opens its connections, and closes them at the end. */
final class Attempt implements Closeable {
    private final Server server;
    private final Duration patience;
    private final long start = System.nanoTime();
    private final List<Talk> talks = new ArrayList<>();
    private Optional<Talk> current = Optional.empty();
    private final List<String> notes = new ArrayList<>();

    Attempt(Server server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** What is known of the server. */
    Server server() {
        return server;
    }

    /**
     * A new connection. The one before is closed first: a server may serve one client after the other. The last connection is
     * shown if the check fails.
     *
     * @throws FaultException if the attempt has taken too long already
     */
    Talk open() throws IOException {
        current.ifPresent(Talk::close);
        current = Optional.of(openBeside());
        return current.get();
    }

    /** A new connection while all others stay open. */
    Talk openBeside() throws IOException {
        FaultException.require(patiencesSpent() < Pace.PATIENCES_OF_ATTEMPT_MAX, "The server is too slow.");
        Talk talk = Talk.open(server.target().address(), patience, patience.multipliedBy(Pace.PATIENCES_MAX));
        talks.add(talk);
        return talk;
    }

    /** How long it has taken until now, in units of the patience for one answer. */
    long patiencesSpent() {
        return (System.nanoTime() - start) / patience.toNanos();
    }

    /** How long an answer is waited for. */
    Duration patience() {
        return patience;
    }

    /** The connection that was opened last. */
    Optional<Talk> last() {
        return talks.isEmpty() ? Optional.empty() : Optional.of(talks.get(talks.size() - 1));
    }

    /** The path of the ordinary page. */
    String page() {
        return server.target().page();
    }

    /** The response to a GET of the ordinary page, on a connection of its own. */
    Reply get(String... fields) throws IOException {
        return ask("GET", page(), fields);
    }

    /**
     * The response to a request without content, on a connection of its own.
     *
     * @param fields field lines without their ends
     * @throws FaultException if none comes, or not to its end
     */
    Reply ask(String method, String path, String... fields) throws IOException {
        return ask(method, path, new byte[0], fields);
    }

    /** The same for a request with content, framed by the fields or, without any, by its length. */
    Reply ask(String method, String path, byte[] content, String... fields) throws IOException {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("Connection: close");
        if (content.length > 0 && !String.join("\n", fields).matches("(?s).*(Transfer-Encoding|Content-Length):.*")) {
            all.add("Content-Length: " + content.length);
        }
        Talk talk = open();
        talk.send(List.of(method), Bytes.join(Bytes.latin1(head(method, path, all.toArray(String[]::new))), content));
        return talk.requireReply();
    }

    /** The head of a request, with Host. */
    String head(String method, String path, String... fields) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (!String.join("\n", fields).contains("Host:")) {
            head.append("Host: ").append(server.target().authority()).append("\r\n");
        }
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Remembers something to tell the user, whatever the judgement. */
    void note(String sentence) {
        notes.add(sentence);
    }

    /** What there is to tell. */
    List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        talks.forEach(Talk::close);
    }
}
