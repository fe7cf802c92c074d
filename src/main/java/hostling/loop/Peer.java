package hostling.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Both ends of a connection.
 *
 * @param remote the client's address as text, without port
 * @param port   the port of ours that it is connected to
 */
record Peer(String remote, int port) {
    static Peer of(SocketChannel channel) throws IOException {
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        return new Peer(remote.getAddress().getHostAddress(), local.getPort());
    }
}
