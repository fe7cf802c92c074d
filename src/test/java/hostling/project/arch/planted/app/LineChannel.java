package hostling.project.arch.planted.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** The one class of app that may have a file's channel, and no other channel. */
final class LineChannel {
    int toAFile(FileChannel channel, ByteBuffer lines) throws IOException {
        return channel.write(lines);
    }

    Object toASocket() throws IOException {
        return SocketChannel.open(); // breaks a-log-is-no-socket-of-ours
    }
}
