package hostling.cgi;

import java.io.IOException;

/** The system has no room for one more process, thread or open file at this moment. It may have some in a second. */
final class ResourcesExhaustedException extends IOException {
    private static final long serialVersionUID = 1;

    ResourcesExhaustedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
