package hostling.http;

import hostling.wire.BodyFraming;
import hostling.wire.Fields;
import hostling.wire.RequestHead;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of a request as handlers see it: the parsed head and its analysed target.
 *
 * @param head   the head from the parser
 * @param method the method, one that this server supports
 * @param target decoded and normalised
 * @param remote the client's address as text, without port
 * @param port   the local port that the client is connected to
 * @param secure whether the client has used TLS, up to a proxy in front of this server
 * @param pathParameters the decoded values of the parameters in the path of its route, by name
 */
public record Request(RequestHead head, Method method, RequestTarget target, String remote, int port,
                      boolean secure, Map<String, String> pathParameters) {
    /** A request whose path has no parameters. */
    public Request(RequestHead head, Method method, RequestTarget target, String remote, int port, boolean secure) {
        this(head, method, target, remote, port, secure, Map.of());
    }

    /** The same request with the parameters of its route. */
    public Request withPathParameters(Map<String, String> parameters) {
        return new Request(head, method, target, remote, port, secure, parameters);
    }

    /**
     * The decoded value of a parameter of the route's path: of {@code id} in {@code /users/{id}}.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path of this route has no parameter {" + name + "}");
        }
        return value;
    }

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

    /** The scheme of the target URI: {@code http}, or {@code https} if a proxy has ended TLS. */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** The protocol version as text, such as {@code HTTP/1.1}. */
    public String protocol() {
        return "HTTP/1." + head.minorVersion();
    }

    /** Whether the client has sent HEAD, and so gets no content (RFC 9110 section 9.3.2). */
    public boolean isHead() {
        return head.hasMethod("HEAD");
    }

    /** Whether content follows the head; it may be empty (RFC 9112 section 6). */
    public boolean hasContent() {
        return !head.framing().equals(BodyFraming.NONE);
    }

    /** How many bytes of content follow the head; empty if there is none, or if its length is not known before its end. */
    public OptionalLong contentLength() {
        return head.framing() instanceof BodyFraming.Length length ? OptionalLong.of(length.bytes()) : OptionalLong.empty();
    }

    /** The value of the first field line with this name, empty if there is none. */
    public Optional<String> field(String name) {
        return head.fields().first(name);
    }
}
