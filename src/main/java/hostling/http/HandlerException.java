package hostling.http;

/** A checked exception of a handler on its way through a method that can't throw one. */
final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HandlerException(Exception cause) {
        super(cause);
    }
}
