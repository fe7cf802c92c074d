package hostling.http;

/**
 * What the readers of multipart content throw: the client broke a rule of the form or a limit, which is answered with
 * 400. It carries no stack trace, since where the server stood says nothing about what the client sent.
 */
public final class MultipartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason a clause without a full stop, harmless as text */
    MultipartException(String reason) {
        super(reason, null, false, false);
    }
}
