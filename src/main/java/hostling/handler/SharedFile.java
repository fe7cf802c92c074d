package hostling.handler;

import hostling.http.Body;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * An open file, with a <b>reference count</b>: several responses may be sent from it at the same time. It is closed after
 * the last one, unless the cache keeps it open for later ones. It is never reopened: by then its name may lead to another
 * file.
 */
final class SharedFile {
    private final FileChannel channel;
    private int loans;
    private boolean kept;

    /** @param channel the open file; this object closes it */
    SharedFile(FileChannel channel) {
        this.channel = channel;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether it is open and has this size: a program may write to the file itself instead of replacing it by a rename. */
    boolean isOpenWith(long size) {
        try {
            return channel.size() == size;
        } catch (IOException e) {
            return false;                               // it is closed
        }
    }

    /** Lends a region of the file to a response, until the response closes it. */
    Body.File lend(long offset, long length) {
        loans++;
        return new Body.File(channel, offset, length, new Loan());
    }

    /** Keeps it open even if no response needs it. */
    void keep() {
        kept = true;
    }

    /** Closes it as soon as no response needs it. */
    void forget() throws IOException {
        kept = false;
        closeUnlessNeeded();
    }

    /** Closes it if no response needs it and the cache does not keep it open. */
    void closeUnlessNeeded() throws IOException {
        if (!kept && loans == 0) {
            channel.close();
        }
    }

    /** One response's reference to the file. The loop closes it, possibly more than once. */
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
