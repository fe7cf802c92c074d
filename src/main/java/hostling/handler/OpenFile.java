package hostling.handler;

import hostling.http.Body;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * An open file from which several responses may be sent at the same time. It is closed after the last of them, unless
 * somebody keeps it open for those to come. It is never opened again: by then its name may lead to another file.
 */
final class OpenFile {
    private final FileChannel channel;
    private int loans;
    private boolean kept;

    /** @param channel is closed here */
    OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether it is open and has this size: somebody may write to the file itself, and not only rename another over it. */
    boolean isOpenWith(long size) {
        try {
            return channel.size() == size;
        } catch (IOException e) {
            return false;                               // somebody has closed it
        }
    }

    /** A region of it, until that is closed. */
    Body.File lend(long offset, long length) {
        loans++;
        return new Body.File(channel, offset, length, new Loan());
    }

    /** Stays open when no response needs it. */
    void keep() {
        kept = true;
    }

    /** Stays open no longer than it is needed. */
    void forget() throws IOException {
        kept = false;
        closeUnlessNeeded();
    }

    /** Closes it if no response needs it and nobody keeps it open. */
    void closeUnlessNeeded() throws IOException {
        if (!kept && loans == 0) {
            channel.close();
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
