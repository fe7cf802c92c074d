package hostling.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An exchange that delegates everything to another one. A handler that wraps another and changes more than its responses
 * passes it another request, or a subclass that overrides the methods to change.
 */
public class WrappedExchange implements Exchange {
    private final Exchange inner;
    /** Null for the request of the wrapped exchange. */
    private final Request request;

    /** @param inner the wrapped exchange */
    protected WrappedExchange(Exchange inner) {
        this(inner, null);
    }

    /**
     * The same exchange with another request.
     *
     * @param inner   the wrapped exchange
     * @param request what the handler sees, and the response filters that it adds
     */
    public WrappedExchange(Exchange inner, Request request) {
        this.inner = inner;
        this.request = request;
    }

    /** The wrapped exchange. */
    public final Exchange inner() {
        return inner;
    }

    @Override
    public Request request() {
        return request == null ? inner.request() : request;
    }

    @Override
    public void respond(Response response) {
        inner.respond(response);
    }

    @Override
    public void respondAndRelease(Response response) {
        inner.respondAndRelease(response);
    }

    @Override
    public void matched(String route) {
        inner.matched(route);
    }

    @Override
    public void filterResponse(ResponseFilter filter) {
        inner.filterResponse(request == null ? filter : (response, any) -> filter.filter(response, request));
    }

    @Override
    public void collect(long bytesMax, Consumer<ByteBuffer> whole) {
        inner.collect(bytesMax, whole);
    }

    @Override
    public void receive(long bytesMax, BodySink sink) {
        inner.receive(bytesMax, sink);
    }

    @Override
    public long bodyBytesMax() {
        return inner.bodyBytesMax();
    }

    @Override
    public Executor loop() {
        return inner.loop();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        inner.after(delay, task);
    }

    @Override
    public void onEnd(Runnable task) {
        inner.onEnd(task);
    }

    @Override
    public Instant now() {
        return inner.now();
    }

    @Override
    public long nanoTime() {
        return inner.nanoTime();
    }
}
