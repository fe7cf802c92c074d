package hostling.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * A port that is kept for processes that share it, whether one of them listens at the moment or none does. Who has
 * bound a port has it. But of those who listen each gets its share of the connections, so what keeps the port does not
 * listen.
 */
public final class ReservedPort implements AutoCloseable {
    private final SocketChannel channel;

    private ReservedPort(SocketChannel channel) {
        this.channel = channel;
    }

    // region: reserve
    /**
     * Takes a port.
     *
     * @param address port 0 lets the system choose one
     * @throws IOException where somebody has it, be it one who would share, or the system can't share ports
     */
    public static ReservedPort at(InetSocketAddress address) throws IOException {
        requireFree(address);
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            share(channel);
            channel.bind(address);
            // That was for connections that are over. Left on, it would let in others who don't share, if they said it.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            return new ReservedPort(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Who shares a port gets it beside all others of the same user who do: only one who does not finds out. It does not
     * listen for that, or a client that is early would have a connection that is gone at once.
     */
    private static void requireFree(InetSocketAddress address) throws IOException {
        try (SocketChannel alone = SocketChannel.open()) {
            alone.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            alone.bind(address);
        }
    }

    /** Lets other processes have the port of this channel; to be called before it has one. */
    static void share(NetworkChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            throw new IOException("this system can't let several processes have one port, so there can be one worker");
        }
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    // endregion

    /** Where it is, with the port that the system chose. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Lets go of the port. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
