package hostling.http;

/** Responds to a request and its whole content, which is collected in memory first. */
@FunctionalInterface
public interface ContentResponder {
    /**
     * The response. It runs on the loop's thread, so it must not block.
     *
     * @throws HttpException to answer with an error; any other exception becomes a 500 response and is logged
     */
    Response respond(Request request, Content content) throws Exception;
}
