package hostling.project.arch.planted.http;

import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;

/** May pass on a file channel, but must not use any other channel class. */
interface Body {
    record File(FileChannel channel) implements Body {
        boolean isOpen() {
            if (!channel.isOpen()) {
                throw notOpen();
            }
            return true;
        }

        static RuntimeException notOpen() {
            return new NonReadableChannelException(); // breaks http-knows-wire-and-values, only-file-channels-elsewhere
        }
    }
}
