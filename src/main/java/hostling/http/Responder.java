package hostling.http;

/** Responds at once to a request, of which it needs only the head. */
@FunctionalInterface
public interface Responder {
    /**
     * The response. It runs on the loop's thread, so it must not block.
     *
     * @throws HttpException to answer with an error; any other exception becomes a 500 response and is logged
     */
    Response respond(Request request) throws Exception;
}
