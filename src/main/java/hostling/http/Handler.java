package hostling.http;

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

    /** A handler that responds at once and needs only the head of the request. */
    static Handler of(Function<Request, Response> answer) {
        return exchange -> exchange.respond(answer.apply(exchange.request()));
    }
}
