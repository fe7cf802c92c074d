package hostling.loop;

import hostling.http.Site;
import hostling.server.HttpEngine;
import hostling.server.Peer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Takes connections from one address and port. If there is no room for one, the connection that has been idle for the
 * longest makes room; if none is idle, the client is answered with 503 in place of what it asks for. What is served here
 * can be changed while it serves: requests that are read after that get the new site, on old connections too.
 */
public final class Listener implements Selectable {
    /** How many connections may wait in the system for their turn; it may have a lower limit of its own. */
    private static final int BACKLOG = 4_096;
    /** How many are accepted before the others get their turn. */
    private static final int ACCEPTS_PER_TURN = 512;
    /** How long to leave off when the system has no descriptors left, or no memory. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final EventLoop loop;
    private final HttpEngine engine;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final SelectionKey key;
    private final Supplier<Site> current = this::site;
    private Site site;
    /** Many connections in a row have the same ends, and what is the same is kept once. */
    private Peer lastPeer;

    /**
     * Listens.
     *
     * @param site    what is served there
     * @param address port 0 lets the system choose one
     * @param shared  whether other processes may listen there, too
     * @throws IOException where the address can't be had
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

    /** Where it listens, with the port that the system chose. */
    public InetSocketAddress address() {
        return address;
    }

    /** Serves something else from the next request on. For the loop's thread, or before the loop runs. */
    public void serve(Site other) {
        site = other;
    }

    Site site() {
        return site;
    }

    @Override
    public void selected() {
        try {
            for (int i = 0; i < ACCEPTS_PER_TURN && engine.mayConnect(); i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                open(accepted);
            }
            if (!engine.mayConnect()) {
                interest(0);                            // the rest waits in the backlog until a connection is closed
            }
        } catch (Throwable e) {
            if (!descriptorsCanBeHad(e)) {
                pause();
            }
            engine.failed("no connection could be accepted for the moment", e);
        }
    }

    /** Idle connections make room, too, when it is the system's limit of descriptors that is reached. */
    private boolean descriptorsCanBeHad(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("Too many open files") && engine.evictIdle();
    }

    private void pause() {
        interest(0);
        engine.after(PAUSE, this::resume);
    }

    /** A client that is gone before it is served is no reason to accept no others. */
    void open(SocketChannel accepted) throws IOException {
        try {
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketTransport transport = new SocketTransport(accepted, loop.selector());
            transport.carries(engine.connect(transport, peerOf(accepted), current));
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
        Peer peer = new Peer(remote.getAddress().getHostAddress(), local.getPort());
        if (!peer.equals(lastPeer)) {
            lastPeer = peer;
        }
        return lastPeer;
    }

    /** There is room again, or it is time to try again. */
    void resume() {
        if (key.isValid() && engine.mayConnect()) {
            interest(SelectionKey.OP_ACCEPT);
        }
    }

    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** Lets go of the address; connections that were accepted go on. */
    public void close() {
        loop.remove(this);
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            engine.failed("a listener could not be closed", e);
        }
    }
}
