package hostling.http;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Responds to requests. It runs on the one thread that serves every connection, so it must never block: it responds at
 * once, or returns and responds later from a task on the loop (see {@link Exchange}).
 */
@FunctionalInterface
public interface Handler {
    /**
     * Handles one request. Any exception becomes a 500 response if nothing has been sent yet.
     *
     * @param exchange the request, and the means to respond to it
     */
    void handle(Exchange exchange) throws Exception;

    /**
     * The methods that the resource of a request supports, for the Allow field of a response that is given in the place of
     * this handler's (RFC 9110 section 10.2.1).
     *
     * @return empty if the handler does not know, or supports all methods
     */
    default Optional<Set<Method>> methods(Request request) {
        return Optional.empty();
    }

    /** A handler that responds at once and needs only the head of the request. */
    static Handler of(Function<Request, Response> answer) {
        return exchange -> exchange.respond(answer.apply(exchange.request()));
    }
}
