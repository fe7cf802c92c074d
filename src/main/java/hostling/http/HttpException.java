package hostling.http;

/**
 * An error response, thrown by a handler from wherever it finds out that it can't go on. The server sends it through the
 * filters and error pages like any other; it is no fault of the server, so it is not logged as one.
 */
public final class HttpException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Response response;

    /**
     * @param status 400 to 599
     * @param reason what is wrong, a clause without a full stop; the client sees it
     */
    public HttpException(int status, String reason) {
        super(reason, null, false, false);
        if (status < Status.BAD_REQUEST) {
            throw new IllegalArgumentException("an error has a status from 400 on: " + status);
        }
        this.response = Response.error(status, reason);
    }

    /** The response, with the reason in the place of its content. */
    public Response response() {
        return response;
    }
}
