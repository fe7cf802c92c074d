package hostling.examine;

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
    private final List<Talk> talks = new ArrayList<>();

    Attempt(Server server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** What is known of the server. */
    Server server() {
        return server;
    }

    /** A new connection. The last one that was opened is shown if the check fails. */
    Talk open() throws IOException {
        Talk talk = Talk.open(server.target().address(), patience);
        talks.add(talk);
        return talk;
    }

    /** How long an answer is waited for. */
    Duration patience() {
        return patience;
    }

    /** The connection that was opened last. */
    Optional<Talk> last() {
        return talks.isEmpty() ? Optional.empty() : Optional.of(talks.get(talks.size() - 1));
    }

    @Override
    public void close() {
        talks.forEach(Talk::close);
    }
}
