package hostling.server;

import hostling.http.Method;
import hostling.http.Request;
import hostling.wire.ProtocolException;
import hostling.wire.ProxyHeader;
import hostling.wire.ProxyHeaderParser;
import hostling.wire.RequestHead;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Who the client at the other end of a connection is: the peer itself or, if that is a trusted proxy, whom it names. */
final class ClientAddress {
    private final HttpEngine engine;
    /** Null if the connection begins with a request, or its header has been read. */
    private ProxyHeaderParser header;
    private Peer peer;
    private boolean secure;
    /** The client of the current request; the peer until it is known. */
    private String remote;

    ClientAddress(HttpEngine engine, Peer peer) {
        this.engine = engine;
        this.peer = peer;
        this.remote = peer.remote();
        this.header = engine.settings().proxies().sendsHeader(peer.remote()) ? new ProxyHeaderParser() : null;
    }

    /** Whether the PROXY protocol's header has to come before the first request. */
    boolean awaitsHeader() {
        return header != null;
    }

    /** Whether a part of that header has come. */
    boolean hasBegunHeader() {
        return header != null && header.hasBegun();
    }

    /**
     * Takes bytes of that header.
     *
     * @return whether it is complete
     * @throws ProtocolException if there is none, or it is invalid
     */
    boolean readHeader(ByteBuffer in) {
        ProxyHeader read = header.next(in);
        if (read == null) {
            return false;
        }
        header = null;
        read.source().ifPresent(source -> {
            peer = new Peer(source, read.port());
            remote = source;
        });
        secure = read.secure();
        return true;
    }

    /** The request with its client. */
    Request request(Codec codec, RequestHead head, Method method) {
        Optional<TrustedProxies.Client> named = engine.settings().proxies().client(peer.remote(), head.fields());
        if (named.isEmpty()) {
            remote = peer.remote();
            return codec.request(head, method, peer, secure);
        }
        remote = named.get().remote();
        return codec.request(head, method, new Peer(remote, peer.port()), named.get().secure());
    }

    /** The next request over this connection may be that of another client. */
    void requestEnded() {
        remote = peer.remote();
    }

    /** The address for logs: that of the current request's client or, until it is known, of the peer. */
    String remote() {
        return remote;
    }
}
