package hostling.examine;

import java.io.IOException;
import java.time.Duration;
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

    private final Target target;
    private final Duration patience;
    private final Map<String, OptionalInt> ordinary = new HashMap<>();
    private Optional<Boolean> takesAnyHost = Optional.empty();

    Server(Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    Target target() {
        return target;
    }

    /** The status of an ordinary request with this method, with five bytes of content if it is one for content. */
    OptionalInt ordinaryStatus(String method) throws IOException {
        if (!ordinary.containsKey(method)) {
            ordinary.put(method, ask(method, target.authority()).stream().mapToInt(Reply::status).findFirst());
        }
        return ordinary.get(method);
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

    private Optional<Reply> ask(String method, String host) throws IOException {
        try (Talk talk = Talk.open(target.address(), patience)) {
            boolean hasContent = List.of("POST", "PUT", "PATCH").contains(method);
            String path = method.equals("CONNECT") ? target.authority() : target.page();
            return talk.send(method, " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + (hasContent ? "Content-Length: " + CONTENT.length() + "\r\n\r\n" + CONTENT : "\r\n")).reply();
        }
    }
}
