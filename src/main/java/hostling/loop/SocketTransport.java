package hostling.loop;

import hostling.server.ConnectionDriver;
import hostling.server.Transport;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Carries a connection's bytes over a socket that the selector watches. */
final class SocketTransport implements Transport, Selectable {
    private final SocketChannel channel;
    private final SelectionKey key;
    /** Set before the selector is used again. */
    private ConnectionDriver connection;

    /** Takes over a channel in non-blocking mode. */
    SocketTransport(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, 0, this);
    }

    /** Sets the connection whose bytes this carries. */
    void carries(ConnectionDriver driver) {
        connection = driver;
    }

    @Override
    public void selected() {
        connection.ready(key.isReadable());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public long sendFile(FileChannel file, long position, long length) throws IOException {
        return file.transferTo(position, length, channel);
    }

    @Override
    public void await(Interest interest) {
        key.interestOps(switch (interest) {
            case NONE -> 0;
            case READ -> SelectionKey.OP_READ;
            case WRITE -> SelectionKey.OP_WRITE;
        });
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close(boolean reset) throws IOException {
        key.cancel();
        try {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } finally {
            channel.close();
        }
    }
}
