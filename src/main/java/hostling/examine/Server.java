package hostling.examine;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of the server: how it answers ordinary requests, with which its answers to others are compared. */
final class Server {
    /** The host that the cases name. */
    static final String CASE_HOST = "a";
    private static final String CONTENT = "hello";
    private static final int FIRST_ERROR = 400;
    private static final int RECOVERY_ATTEMPTS = 3;

    private final Target target;
    private final Pace pace;
    private final long end;
    private final Map<String, Integer> ordinary = new HashMap<>();
    private final HeldConnections held;
    private Optional<Boolean> takesAnyHost = Optional.empty();
    private Optional<Boolean> readsPosts = Optional.empty();

    /** @param end when nothing more is waited for, in the time of {@link System#nanoTime} */
    Server(Target target, Pace pace, long end) {
        this.target = target;
        this.pace = pace;
        this.end = end;
        this.held = new HeldConnections(this);
    }

    /** How long it is waited for. */
    Pace pace() {
        return pace;
    }

    /** Whether nothing more is waited for, however much time a check would have. */
    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** The connections that are held open to see when the server ends them. */
    HeldConnections held() {
        return held;
    }

    Target target() {
        return target;
    }

    /** The status of an ordinary request with this method, with five bytes of content if it is one for content. */
    OptionalInt ordinaryStatus(String method) throws IOException {
        if (!ordinary.containsKey(method)) {
            Optional<Reply> reply = ask(method, target.authority());
            if (reply.isEmpty()) {
                return OptionalInt.empty();                         // it may be busy, and is asked again the next time
            }
            ordinary.put(method, reply.get().status());
        }
        return OptionalInt.of(ordinary.get(method));
    }

    /** Whether it answers for a host that it does not know. */
    boolean takesAnyHost() throws IOException {
        if (takesAnyHost.isEmpty()) {
            OptionalInt own = ordinaryStatus("GET");
            Optional<Reply> other = ask("GET", CASE_HOST);
            takesAnyHost = Optional.of(own.isEmpty() || own.getAsInt() >= FIRST_ERROR
                    || other.isPresent() && other.get().status() < FIRST_ERROR);
        }
        return takesAnyHost.get();
    }

    /** The path for requests with content: the user's, or else the ordinary page. */
    String contentPath() {
        return target.path(PathOption.ECHO).or(() -> target.path(PathOption.POST)).orElse(target.page());
    }

    /**
     * Whether it reads the content of a POST that it gets there. A server that closes the connection instead does nothing wrong,
     * but how it reads content is not to be seen.
     */
    boolean readsPosts() throws IOException {
        if (readsPosts.isEmpty()) {
            String post = " " + contentPath() + " HTTP/1.1\r\nHost: " + target.authority() + "\r\nContent-Length: "
                    + CONTENT.length() + "\r\n\r\n" + CONTENT;
            try (Talk talk = Talk.open(target.address(), pace.patience(), pace.attempt())) {
                Optional<Reply> first = talk.send("POST", post).reply();
                boolean isTaken = first.isPresent() && first.get().status() < FIRST_ERROR;
                readsPosts = Optional.of(isTaken || first.isPresent() && talk.send("POST", post).reply().isPresent());
            }
        }
        return readsPosts.get();
    }

    /** Whether it answers an ordinary request, perhaps after a while: it may still be busy with clients that have left. */
    boolean recovers() {
        for (int i = 0; i < RECOVERY_ATTEMPTS; i++) {
            try (Attempt attempt = new Attempt(this, pace.secondPatience())) {
                attempt.get();
                return true;
            } catch (IOException | FaultException e) {
                // It is tried once more.
            }
        }
        return false;
    }

    private Optional<Reply> ask(String method, String host) throws IOException {
        try (Talk talk = Talk.open(target.address(), pace.patience(), pace.attempt())) {
            boolean hasContent = List.of("POST", "PUT", "PATCH").contains(method);
            String path = method.equals("CONNECT") ? target.authority()
                    : method.equals("POST") ? contentPath() : target.page();
            return talk.send(method, " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + (hasContent ? "Content-Length: " + CONTENT.length() + "\r\n\r\n" + CONTENT : "\r\n")).reply();
        }
    }
}
