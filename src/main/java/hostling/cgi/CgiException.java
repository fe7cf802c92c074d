package hostling.cgi;

/** A script's output is not a valid response. The message says why, as a clause without a full stop. */
final class CgiException extends Exception {
    private static final long serialVersionUID = 1;

    CgiException(String message) {
        super(message);
    }
}
