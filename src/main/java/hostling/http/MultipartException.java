package hostling.http;

/**
 * The client broke a rule of multipart/form-data or a limit; the response is 400. It has no stack trace: the place in the
 * code says nothing about what the client sent.
 */
public final class MultipartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason a clause without a full stop, safe to display */
    MultipartException(String reason) {
        super(reason, null, false, false);
    }
}
