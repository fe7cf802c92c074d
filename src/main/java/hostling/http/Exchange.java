package hostling.http;

import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request and the means to respond to it. Only the loop's thread may call these methods; those that act on the
 * exchange throw IllegalStateException on any other. The executor from {@link #loop} accepts tasks from every thread.
 *
 * <p>Each request has its own exchange, which knows nothing of earlier requests on the same connection: they may come from
 * other clients, because a proxy may send the requests of many over one connection (RFC 9110 section 3.3).
 *
 * <p>A handler has three choices for the content: ignore it (it is then read and discarded, or the connection is closed
 * after the response), take it {@linkplain #collect whole}, or take it {@linkplain #receive as it arrives}.
 */
public interface Exchange {
    /** The request's head. It may be kept, and read by another thread, unless {@link #respondAndRelease} is called. */
    Request request();

    /**
     * Sends the response. Call it at once, or later from a task of {@link #loop} or {@link #after}.
     *
     * @throws IllegalStateException if the handler has already responded
     */
    void respond(Response response);

    /**
     * Like {@link #respond}, from a handler that keeps no reference to this exchange and its request and has passed
     * neither to another thread: both objects may be reused for another client's request once this response is sent.
     */
    default void respondAndRelease(Response response) {
        respond(response);
    }

    /** Says which route has matched the request, for statistics; the last call counts. */
    default void matched(String route) { }

    // region: filter
    /**
     * Adds a filter through which the response passes. A handler that wraps another adds its filter and then delegates
     * the exchange; the filters run from the inside out, that of the innermost handler first.
     *
     * <p>The loop's own responses (content over the limit, an exception in the handler, a timeout) bypass the filters: see
     * {@link ErrorPages}.
     */
    void filterResponse(ResponseFilter filter);
    // endregion

    /**
     * Collects the content in memory and passes it on once it is complete. If the content exceeds {@code bytesMax}, or half
     * of the memory that all connections may hold together, the response is 413; if no memory is left, it is 503. In
     * both cases {@code whole} is not called.
     *
     * @param bytesMax 0 to {@link Limits#BODY_BYTES_LIMIT}
     * @param whole    receives the content, ready to be read, on the loop's thread
     * @throws IllegalStateException if the content already has a receiver, or the handler has responded
     */
    void collect(long bytesMax, Consumer<ByteBuffer> whole);

    /**
     * Passes on the content as it arrives, up to {@code bytesMax} bytes; a request with more gets a 413 response.
     *
     * @throws IllegalStateException if the content already has a receiver, or the handler has responded
     */
    void receive(long bytesMax, BodySink sink);

    /** The default limit on the content, in bytes, for handlers without their own. */
    long bodyBytesMax();

    /**
     * Runs tasks on the loop's thread; any thread may submit them. If a task throws, the response is what it would be if
     * the handler had thrown.
     */
    Executor loop();

    /**
     * Runs a task on the loop's thread after a delay, counted from this call, unless the exchange has ended by then.
     *
     * @param delay 0 to 366 days
     */
    void after(Duration delay, Runnable task);

    /**
     * Runs a task once, when the exchange ends: its response is sent, or the connection is closed. If the exchange has
     * ended, the task runs at once.
     */
    void onEnd(Runnable task);

    /** The time at the start of this turn of the loop. */
    Instant now();

    /** The time of a monotonic clock at the start of this turn of the loop, in nanoseconds. */
    long nanoTime();
}
