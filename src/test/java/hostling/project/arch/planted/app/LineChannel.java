package hostling.project.arch.planted.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** The only class of app that may use a file channel, and it may use no other channel. */
final class LineChannel {
    int toAFile(FileChannel channel, ByteBuffer lines) throws IOException {
        return channel.write(lines);
    }

    Object toASocket() throws IOException {
        return SocketChannel.open(); // breaks a-log-is-no-socket-of-ours
    }
}
