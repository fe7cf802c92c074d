package hostling.handler;

import hostling.http.Body;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file from which several responses may be sent at the same time. It is opened for the first of them, and closed
 * behind the last one, unless somebody keeps it open for those to come.
 */
final class OpenFile {
    private final Path path;
    /** Null while it is closed. */
    private FileChannel channel;
    private int loans;
    private boolean kept;

    OpenFile(Path path) {
        this.path = path;
    }

    /** A region of it, until that is closed. */
    Body.File lend(long offset, long length) throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
        loans++;
        return new Body.File(channel, offset, length, new Loan());
    }

    /** Stays open from the first response on. */
    void keep() {
        kept = true;
    }

    /** Stays open no longer than it is needed. */
    void forget() throws IOException {
        kept = false;
        closeUnlessNeeded();
    }

    private void closeUnlessNeeded() throws IOException {
        if (!kept && loans == 0 && channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** What the loop closes, once or more often. */
    private final class Loan implements AutoCloseable {
        private boolean over;

        @Override
        public void close() throws IOException {
            if (!over) {
                over = true;
                loans--;
                closeUnlessNeeded();
            }
        }
    }
}
