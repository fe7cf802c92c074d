package hostling.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Responds to requests. It runs on the one thread that serves every connection, so it must never block: it responds at
 * once, or returns and responds later from a task on the loop (see {@link Exchange}).
 */
@FunctionalInterface
public interface Handler {
    /**
     * Handles one request. An {@link HttpException} becomes its response, and any other exception a 500 response, if there
     * is none yet.
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
    static Handler of(Responder responder) {
        return exchange -> exchange.respond(responder.respond(exchange.request()));
    }

    /** A handler that responds once it has the whole content, up to the server's limit on content. */
    static Handler of(ContentResponder responder) {
        return exchange -> exchange.collect(exchange.bodyBytesMax(), bytes -> respond(exchange, responder, bytes));
    }

    private static void respond(Exchange exchange, ContentResponder responder, ByteBuffer bytes) {
        try {
            exchange.respond(responder.respond(exchange.request(), new Content(exchange.request(), bytes)));
        } catch (HttpException e) {
            exchange.respond(e.response());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new HandlerException(e);
        }
    }
}
