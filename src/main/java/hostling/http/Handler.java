package hostling.http;

import java.util.function.Function;

/**
 * Answers requests. It runs on the one thread that serves every connection, so it never waits: it answers at once, or
 * returns and answers later from a task that the loop runs (see {@link Exchange}).
 */
@FunctionalInterface
public interface Handler {
    /**
     * Deals with one request. An exception of any kind becomes a 500 where nothing has been sent yet.
     *
     * @param exchange the request, and the way to answer it
     */
    void handle(Exchange exchange) throws Exception;

    /** A handler that has all it needs in the head of the request, and answers at once. */
    static Handler answering(Function<Request, Response> answer) {
        return exchange -> exchange.respond(answer.apply(exchange.request()));
    }
}
