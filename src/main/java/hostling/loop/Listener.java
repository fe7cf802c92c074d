package hostling.loop;

import hostling.http.Site;
import hostling.server.Endpoint;
import hostling.server.HttpEngine;
import hostling.server.Peer;
import hostling.wire.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Accepts connections at one address and port. If there is no room for one, the engine closes the connection that has been
 * idle for the longest time; if none is idle, it answers the new client with 503. The site can be replaced while the
 * listener serves: requests that are read after that get the new site, on old connections too.
 */
public final class Listener implements Selectable, Endpoint {
    /** <b>Backlog</b>: connections that the system may queue until they are accepted; the system may have a lower limit. */
    private static final int BACKLOG = 4_096;
    /** Connections accepted in one turn, before the existing ones get theirs. */
    private static final int ACCEPTS_PER_TURN = 512;
    /** How long to stop accepting if the system has no <b>file descriptors</b> or no memory left. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final EventLoop loop;
    private final HttpEngine engine;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final SelectionKey key;
    private Site site;
    /** Shared by successive connections of the same client. */
    private Peer lastPeer;

    /**
     * Begins to listen.
     *
     * @param site    the site to serve
     * @param address with port 0 the system chooses a free port
     * @param shared  whether other processes may listen there, too
     * @throws IOException if the address is not available
     */
    Listener(EventLoop loop, Site site, InetSocketAddress address, boolean shared) throws IOException {
        this.loop = loop;
        this.site = site;
        this.engine = loop.engine();
        channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (shared) {
                ReservedPort.share(channel);
            }
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            this.address = (InetSocketAddress) channel.getLocalAddress();
            key = channel.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The address it listens at, with the actual port. */
    public InetSocketAddress address() {
        return address;
    }

    /** Serves another site from the next request on. Call this on the loop's thread, or before the loop runs. */
    public void serve(Site other) {
        site = other;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void selected() {
        accept(ACCEPTS_PER_TURN);
    }

    private void accept(int most) {
        try {
            for (int i = 0; i < most && engine.mayConnect(); i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                open(accepted);
            }
            if (!engine.mayConnect()) {
                setInterest(0);                         // further clients wait in the backlog until a connection is closed
            }
        } catch (Throwable e) {
            if (!freedDescriptor(e)) {
                pause();
            }
            engine.failed("a connection could not be accepted", e);
        }
    }

    /** Evicts an idle connection if the system's limit of file descriptors is reached. */
    private boolean freedDescriptor(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("Too many open files") && engine.evictIdle();
    }

    private void pause() {
        setInterest(0);
        engine.after(PAUSE, this::resume);
    }

    /** Serves an accepted connection. If its client is already gone, it is closed without an exception. */
    void open(SocketChannel accepted) throws IOException {
        try {
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketTransport transport = new SocketTransport(accepted, loop.selector());
            transport.carries(engine.connect(transport, peerOf(accepted), this));
        } catch (IOException e) {
            accepted.close();
        } catch (Throwable e) {
            accepted.close();
            throw e;
        }
    }

    private Peer peerOf(SocketChannel accepted) throws IOException {
        InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
        InetSocketAddress local = (InetSocketAddress) accepted.getLocalAddress();
        Peer peer = new Peer(IpAddress.text(remote.getAddress().getAddress()), local.getPort());
        if (!peer.equals(lastPeer)) {
            lastPeer = peer;
        }
        return lastPeer;
    }

    /** Accepts again, because there is room again or the pause is over. */
    void resume() {
        if (key.isValid() && engine.mayConnect()) {
            setInterest(SelectionKey.OP_ACCEPT);
        }
    }

    private void setInterest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /**
     * Stops listening and releases the address; connections that were accepted end after their next response. Those in the
     * backlog are accepted first, because the system would reset them.
     */
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        accept(BACKLOG);
        loop.remove(this);
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            engine.failed("a listener could not be closed", e);
        }
    }
}
