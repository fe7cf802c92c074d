package hostling.cgi;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.http.WrappedExchange;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The same exchange with a GET request for another path. A script asks for it by a response that is only a path (RFC 3875
 * section 6.2.2). The request has the client's fields but no content, which was for the script.
 */
final class LocalRedirect extends WrappedExchange {
    private LocalRedirect(Exchange inner, Request request) {
        super(inner, request);
    }

    /** @param location a path, optionally with a query */
    static LocalRedirect to(String location, Exchange exchange) {
        Request before = exchange.request();
        int mark = location.indexOf('?');
        String path = mark < 0 ? location : location.substring(0, mark);
        String query = mark < 0 ? "" : location.substring(mark + 1);
        RequestTarget target = new RequestTarget(RequestTarget.normalPath(path), query, before.target().host());
        return new LocalRedirect(exchange,
                new Request(before.head().asGet(), Method.GET, target, before.remote(), before.port(),
                        before.secure()));
    }

    /** How many redirections led to this exchange. */
    static int hops(Exchange exchange) {
        int hops = 0;
        Exchange each = exchange;
        while (each instanceof WrappedExchange wrapped) {
            hops += wrapped instanceof LocalRedirect ? 1 : 0;
            each = wrapped.inner();
        }
        return hops;
    }

    @Override
    public void collect(long bytesMax, Consumer<ByteBuffer> whole) {
        whole.accept(ByteBuffer.allocate(0));
    }

    @Override
    public void receive(long bytesMax, BodySink sink) {
        try {
            sink.end(Fields.NONE);
        } catch (Exception e) {
            throw new IllegalStateException("the receiver of empty content failed", e);
        }
    }
}
