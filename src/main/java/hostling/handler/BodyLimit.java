package hostling.handler;

import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Response;
import hostling.http.Status;
import hostling.http.WrappedExchange;
import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A limit of its own for the content of requests to one handler, larger or smaller than the server's.
 *
 * <p>A request that says beforehand that it has more is answered with 413 before the handler hears of it, whatever its
 * method is and whether or not the handler would have looked at its content (RFC 9110 section 15.5.14). Content that
 * comes in chunks is counted as it arrives where the handler takes it, by the smaller of this limit and the handler's
 * own; where the handler takes none, no more of it is read than it costs to keep the connection.
 */
public final class BodyLimit implements Handler {
    private final long bytesMax;
    private final Handler inner;

    /**
     * @param bytesMax 0 to {@link Limits#BODY_BYTES_LIMIT}
     * @param inner    what requests within the limit go to
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
                    "this takes " + bytesMax + " bytes of content at most"));
        } else {
            inner.handle(limited(exchange));
        }
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
