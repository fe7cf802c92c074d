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
 * The objects that handle one request after the other: parser, response writer, body writer, exchange, request. A
 * connection borrows a codec from the first byte of a request to the last byte of its response, so an idle connection has
 * none.
 */
final class Codec {
    /** Memory of one codec, without the parts that grow with the request. */
    static final int BYTES = 4 * 1024;
    /** A codec that has grown beyond this is not pooled. */
    private static final int POOLED_BYTES_MAX = 16 * 1024;

    private final HttpEngine engine;
    private final Pool<Codec> pool;
    private final RequestParser parser;
    private final ResponseWriter writer = new ResponseWriter();
    private final BodyWriter bodyWriter;
    private ServerExchange exchange;
    private Request request;

    /** @param pool takes it back; when the limits change, the engine uses another pool */
    private Codec(HttpEngine engine, Pool<Codec> pool, Limits limits) {
        this.engine = engine;
        this.pool = pool;
        this.parser = new RequestParser(limits);
        this.bodyWriter = new BodyWriter(writer, engine);
        this.exchange = new ServerExchange(engine);
    }

    /** A pool of codecs for requests within these limits. */
    static Pool<Codec> pool(int keepMax, HttpEngine engine, Limits limits) {
        return new Pool<>(keepMax, pool -> new Codec(engine, pool, limits));
    }

    RequestParser parser() {
        return parser;
    }

    ResponseWriter writer() {
        return writer;
    }

    BodyWriter bodyWriter() {
        return bodyWriter;
    }

    /** The request with this head; reuses the last object if target, method, client and port are the same. */
    Request request(RequestHead head, Method method, Peer peer, boolean secure) {
        RequestTarget target = engine.targets().of(head);
        boolean same = request != null && request.target() == target && request.method() == method
                && request.remote().equals(peer.remote()) && request.port() == peer.port()
                && request.secure() == secure;
        if (!same) {
            request = new Request(head, method, target, peer.remote(), peer.port(), secure);
        }
        return request;
    }

    /**
     * Begins an exchange; reuses the last one unless its handler may still hold a reference to it.
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

    /** Whether parser and writer are in their initial states. */
    boolean isBetweenRequests() {
        return parser.betweenMessages() && writer.betweenResponses();
    }

    /**
     * Whether it may serve another request: the handler of the last one holds no reference to it. A head that a handler
     * keeps, perhaps in another thread, must not turn into the head of another client.
     */
    boolean isReusable() {
        return exchange.isReusable() && isBetweenRequests();
    }

    /** Its memory, in bytes. */
    int heldBytes() {
        return BYTES + parser.heldBytes() + writer.heldBytes();
    }

    /** Returns it to the pool if another request may use it. */
    void release() {
        if (isReusable() && heldBytes() <= POOLED_BYTES_MAX) {
            pool.release(this);
        }
    }
}
