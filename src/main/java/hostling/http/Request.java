package hostling.http;

import hostling.wire.Fields;
import hostling.wire.RequestHead;
import java.util.Optional;

/**
 * The head of a request as handlers see it: the parsed head with its target taken apart.
 *
 * @param head   what the parser read
 * @param method a method that this server knows
 * @param target decoded and normalised
 * @param remote the client's address as text, without port
 * @param port   the port of ours that the client is connected to
 */
public record Request(RequestHead head, Method method, RequestTarget target, String remote, int port) {
    /** The normalised path, still percent-encoded: what routes are chosen by. */
    public String path() {
        return target.path();
    }

    /** The decoded value of a parameter of the query, the first where it comes more than once. */
    public Optional<String> query(String name) {
        return target.parameter(name);
    }

    /** The header section. */
    public Fields fields() {
        return head.fields();
    }

    /** The value of the first field line with this name. */
    public Optional<String> field(String name) {
        return head.fields().first(name);
    }
}
