package hostling.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * Reserves a port for processes that share it, even while none of them listens. A bound socket is enough to hold a port.
 * It must not listen, since the system distributes connections among all sockets that listen.
 */
public final class ReservedPort implements AutoCloseable {
    private final SocketChannel channel;

    private ReservedPort(SocketChannel channel) {
        this.channel = channel;
    }

    // region: reserve
    /**
     * Reserves a port.
     *
     * @param address with port 0 the system chooses a free port
     * @throws IOException if any process holds the port, even one that would share it, or the system can't share ports
     */
    public static ReservedPort at(InetSocketAddress address) throws IOException {
        requireFree(address);
        return beside(address);
    }

    /** As {@link #at}, but other processes of the same user that share the port may hold it already. */
    public static ReservedPort beside(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            share(channel);
            channel.bind(address);
            // The option was needed because of old connections in TIME_WAIT. If it stayed on, other processes with the same
            // option could bind the port without sharing it.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            return new ReservedPort(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Binds the port for a moment without sharing. Only this detects other holders: a socket that shares a port can be bound
     * beside all others of the same user that do. The probe does not listen, or an early client would get a connection that
     * is closed at once.
     */
    private static void requireFree(InetSocketAddress address) throws IOException {
        try (SocketChannel alone = SocketChannel.open()) {
            alone.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            alone.bind(address);
        }
    }

    /** Lets other processes bind the port of this channel, too. Call this before it is bound. */
    static void share(NetworkChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            throw new IOException("this system can't share a port between processes, so there can be only one worker");
        }
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    // endregion

    /** The reserved address, with the actual port. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Releases the port. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
