package hostling.server;

import hostling.http.ErrorPages;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.wire.Limits;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import hostling.wire.ResponseWriter;

/**
 * What it takes to deal with one request after the other: both directions of the protocol core, and the objects that
 * stand for a request while it is dealt with. Lent to a connection from the first byte of a request to the last byte of
 * its response, so an idle connection has none of this.
 */
final class Codec {
    /** What one takes in memory, but for what grows with the request. */
    static final int BYTES = 4 * 1024;
    /** One that has grown beyond this is not kept for other requests. */
    private static final int KEPT_BYTES_MAX = 16 * 1024;

    private final HttpEngine engine;
    private final Pool<Codec> home;
    private final RequestParser parser;
    private final ResponseWriter writer = new ResponseWriter();
    private final BodyWriter sender;
    private ServerExchange exchange;
    private Request request;

    /** @param home where it is given back to, and that is not asked any more once other limits hold */
    private Codec(HttpEngine engine, Pool<Codec> home, Limits limits) {
        this.engine = engine;
        this.home = home;
        this.parser = new RequestParser(limits);
        this.sender = new BodyWriter(writer, engine);
        this.exchange = new ServerExchange(engine);
    }

    /** Codecs for requests within these limits. */
    static Pool<Codec> pool(int keepMax, HttpEngine engine, Limits limits) {
        return new Pool<>(keepMax, home -> new Codec(engine, home, limits));
    }

    RequestParser parser() {
        return parser;
    }

    ResponseWriter writer() {
        return writer;
    }

    BodyWriter sender() {
        return sender;
    }

    /** The request with this head; the same object as the last time where it is the same request from the same client. */
    Request request(RequestHead head, Method method, Peer peer) {
        RequestTarget target = engine.targets().of(head);
        boolean same = request != null && request.target() == target && request.method() == method
                && request.remote().equals(peer.remote()) && request.port() == peer.port();
        if (!same) {
            request = new Request(head, method, target, peer.remote(), peer.port());
        }
        return request;
    }

    /**
     * An exchange that begins: the last one once more, unless a handler may still know that.
     *
     * @param request null if it could not be read
     */
    ServerExchange begin(ErrorPages errorPages, Request request, ServerExchange.Listener listener) {
        if (!exchange.isReusable()) {
            exchange = new ServerExchange(engine);
        }
        exchange.begin(errorPages, request, listener);
        return exchange;
    }

    /** Whether both directions stand where they stood when they were new. */
    boolean isBetweenRequests() {
        return parser.betweenMessages() && writer.betweenResponses();
    }

    /**
     * Whether it may serve another request: the last one's handler has kept nothing of it. A head that was kept, by a
     * thread that works on perhaps, must not turn into that of another client.
     */
    boolean isReusable() {
        return exchange.isReusable() && isBetweenRequests();
    }

    /** How much memory it takes. */
    int heldBytes() {
        return BYTES + parser.heldBytes() + writer.heldBytes();
    }

    /** Lets another connection use it, if it may be used again. */
    void giveBack() {
        if (isReusable() && heldBytes() <= KEPT_BYTES_MAX) {
            home.giveBack(this);
        }
    }
}
