package hostling.stress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Thousands of connections that send the same bytes and then neither send nor read any more. */
final class Crowd implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
    private static final int AT_ONCE = 200;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final Selector selector;
    private int sent;
    private int refused;

    /**
     * Connects, and sends as much of the bytes as the server takes.
     *
     * @param count how many connections
     * @param bytes what each of them sends
     */
    Crowd(InetSocketAddress address, int count, byte[] bytes) throws IOException {
        selector = Selector.open();
        int underWay = 0;
        for (int opened = 0; opened < count || underWay > 0; ) {
            while (opened < count && underWay < AT_ONCE) {
                open(address, bytes);
                opened++;
                underWay++;
            }
            int before = sent + refused;
            selector.select(key -> advance(key), 2_000);
            underWay -= sent + refused - before;
            if (sent + refused == before && opened == count) {
                break;                                  // the server may leave some of the bytes unread
            }
            if (sent + refused == before) {
                underWay = 0;
            }
        }
    }

    private void open(InetSocketAddress address, byte[] bytes) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        channel.configureBlocking(false);
        channel.connect(address);
        channel.register(selector, SelectionKey.OP_CONNECT, ByteBuffer.wrap(bytes));
    }

    private void advance(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer bytes = (ByteBuffer) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            }
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                sent++;
                key.cancel();
            }
        } catch (IOException e) {
            refused++;
            key.cancel();
        }
    }

    /** How many connections have sent everything. */
    int sent() {
        return sent;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
