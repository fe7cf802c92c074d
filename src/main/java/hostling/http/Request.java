package hostling.http;

import hostling.wire.Fields;
import hostling.wire.RequestHead;
import java.util.Optional;

/**
 * The head of a request as handlers see it: the parsed head and its analysed target.
 *
 * @param head   the head from the parser
 * @param method the method, one that this server supports
 * @param target decoded and normalised
 * @param remote the client's address as text, without port
 * @param port   the local port that the client is connected to
 */
public record Request(RequestHead head, Method method, RequestTarget target, String remote, int port) {
    /** The normalised path, still percent-encoded; it selects the route. */
    public String path() {
        return target.path();
    }

    /** The decoded value of the first query parameter with this name, empty if there is none. */
    public Optional<String> query(String name) {
        return target.parameter(name);
    }

    /** The header section. */
    public Fields fields() {
        return head.fields();
    }

    /** The value of the first field line with this name, empty if there is none. */
    public Optional<String> field(String name) {
        return head.fields().first(name);
    }
}
