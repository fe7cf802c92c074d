package hostling.project.arch.planted.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The whole layer may use channels, but only four classes of it may use selectors. */
final class Pump {
    // breaks selectors-stay-in-four-classes

    int pump(SelectionKey key, SocketChannel channel, ByteBuffer bytes) throws IOException {
        key.interestOps(0); // breaks selectors-stay-in-four-classes
        return channel.write(bytes);
    }
}
