package hostling.handler;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.http.WrappedExchange;
import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Limits the content of requests to one handler; the limit may be larger or smaller than the server's.
 *
 * <p>A request whose Content-Length exceeds the limit is answered with 413 before the handler is called, whatever its
 * method is and whether or not the handler would have read its content (RFC 9110 section 15.5.14). <b>Chunked</b> content
 * is counted as it arrives if the handler reads it, against the smaller of this limit and the handler's own; if the
 * handler does not read it, no more of it is read than is worthwhile to keep the connection.
 */
public final class BodyLimit implements Handler {
    private final long bytesMax;
    private final Handler inner;

    /**
     * @param bytesMax 0 to {@link Limits#BODY_BYTES_LIMIT}
     * @param inner    handles the requests within the limit
     */
    public BodyLimit(long bytesMax, Handler inner) {
        if (bytesMax < 0 || bytesMax > Limits.BODY_BYTES_LIMIT) {
            throw new IllegalArgumentException("no limit: " + bytesMax);
        }
        this.bytesMax = bytesMax;
        this.inner = inner;
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        if (exchange.request().contentLength().orElse(0) > bytesMax) {
            exchange.respond(Response.error(Status.CONTENT_TOO_LARGE,
                    "the content may have at most " + bytesMax + " bytes"));
        } else {
            inner.handle(limited(exchange));
        }
    }

    @Override
    public Optional<Set<Method>> methods(Request request) {
        return inner.methods(request);
    }

    private Exchange limited(Exchange exchange) {
        return new WrappedExchange(exchange) {
            @Override
            public long bodyBytesMax() {
                return bytesMax;
            }

            @Override
            public void collect(long handlersMax, Consumer<ByteBuffer> whole) {
                super.collect(Math.min(bytesMax, handlersMax), whole);
            }

            @Override
            public void receive(long handlersMax, BodySink sink) {
                super.receive(Math.min(bytesMax, handlersMax), sink);
            }
        };
    }
}
