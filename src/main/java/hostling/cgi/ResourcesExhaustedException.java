package hostling.cgi;

import java.io.IOException;

/** The system has no room for another process, thread or open file at the moment. It may have some a second later. */
final class ResourcesExhaustedException extends IOException {
    private static final long serialVersionUID = 1;

    ResourcesExhaustedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
