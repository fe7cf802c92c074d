package hostling.http;

import hostling.wire.RequestHead;
import java.util.Optional;

/**
 * The methods that this server supports (RFC 9110 section 9, RFC 5789). Their names are case-sensitive.
 *
 * <p>No method determines whether a request has content: GET and DELETE may have some, which has no meaning and is
 * skipped (RFC 9110 sections 9.3.1 and 9.3.5).
 */
public enum Method {
    GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT;

    private static final Method[] ALL = values();

    private final Optional<Method> known = Optional.of(this);

    /** The method of a request; empty if this server does not support it. */
    public static Optional<Method> of(RequestHead head) {
        for (Method method : ALL) {
            if (head.hasMethod(method.name())) {
                return method.known;
            }
        }
        return Optional.empty();
    }

    /** The method with this name; empty if this server does not support it, which is answered with 501. */
    public static Optional<Method> of(String name) {
        for (Method method : ALL) {
            if (method.name().equals(name)) {
                return method.known;
            }
        }
        return Optional.empty();
    }

    /** Whether it only retrieves a representation: GET and HEAD. */
    public boolean isRetrieval() {
        return this == GET || this == HEAD;
    }
}
