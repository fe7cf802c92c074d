package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import hostling.testing.FakeExchange;
import hostling.wire.Fields;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import java.util.Arrays;
import java.util.Optional;

/** Requests for tests, read by the real parser. Each has its own parser, so its head stays valid. */
public final class Requests {
    private Requests() { }

    /** Parses a request line and field lines; adds a Host field. */
    public static RequestHead head(String requestLine, String... fieldLines) {
        String section = String.join("", Arrays.stream(fieldLines).map(line -> line + "\r\n").toList());
        return headOf(requestLine + "\r\nHost: www.example.org\r\n" + section + "\r\n");
    }

    /** Parses a whole head. */
    static RequestHead headOf(String latin1) {
        return (RequestHead) new RequestParser(Limits.DEFAULT).next(ISO_8859_1.encode(latin1));
    }

    /** A request as handlers get it. */
    public static Request request(String method, String target, String... fieldLines) {
        return FakeExchange.request(method, target, fieldLines);
    }

    /** The same for GET; empty if the parser refuses the target. */
    public static Optional<Request> get(String target) {
        try {
            return Optional.of(request("GET", target));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** A header section of a Host field and these lines. */
    public static Fields fields(String... fieldLines) {
        return head("GET / HTTP/1.1", fieldLines).fields();
    }
}
