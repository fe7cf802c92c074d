package hostling.project.arch.planted.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Channels are for the whole layer, selectors for three classes of it. */
final class Pump {
    // breaks selectors-stay-in-four-classes

    int pump(SelectionKey key, SocketChannel channel, ByteBuffer bytes) throws IOException {
        key.interestOps(0); // breaks selectors-stay-in-four-classes
        return channel.write(bytes);
    }
}
