package hostling.server;

import java.io.IOException;

/** A file became shorter while it was sent, so its response can't be completed. */
final class TruncatedFileException extends IOException {
    private static final long serialVersionUID = 1;

    TruncatedFileException() {
        super("the file became shorter while it was sent");
    }
}
