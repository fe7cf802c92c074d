package hostling.http;

import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request and the way to its response. All methods are for the loop's thread alone, and refuse any other with an
 * IllegalStateException; what {@link #loop} gives takes tasks from every thread.
 *
 * <p>There is one for each request, and it knows nothing of those before it on the same connection: they may be
 * somebody else's, where a proxy puts the requests of many on one (RFC 9110 section 3.3).
 *
 * <p>A handler takes the content in one of three ways: not at all (it is then read and thrown away, or the connection
 * is closed behind the response), {@linkplain #collect whole}, or {@linkplain #receive as it arrives}.
 */
public interface Exchange {
    /** The request's head. It may be kept, and read by another thread, unless {@link #respondAndRelease} is called. */
    Request request();

    /**
     * Gives the response. It may be given now, or later from a task of {@link #loop} or {@link #after}.
     *
     * @throws IllegalStateException where a response was given before
     */
    void respond(Response response);

    /**
     * The same, from a handler that keeps nothing of this exchange and its request, and has given neither to another
     * thread: both objects may stand for another client's request as soon as this response is out.
     */
    default void respondAndRelease(Response response) {
        respond(response);
    }

    // region: filter
    /**
     * Has each response changed before it goes on. A handler that stands around another asks for this and then lets the
     * other deal with the exchange; the changes are made from the inside out, that of the innermost handler first.
     *
     * <p>What the loop answers by itself (content over the limit, an exception of the handler, time that has run out)
     * does not come by here: see {@link ErrorPages}.
     */
    void filterResponse(ResponseFilter filter);
    // endregion

    /**
     * Collects the content in memory and hands it over once it is whole. A request with more than {@code bytesMax}, or
     * than half of the memory that all connections may hold together, is answered with 413, one for which there is no
     * memory left with 503. Its handler hears nothing more of it then.
     *
     * @param bytesMax 0 to {@link Limits#BODY_BYTES_LIMIT}
     * @param whole    takes the content, ready to be read
     */
    void collect(long bytesMax, Consumer<ByteBuffer> whole);

    /** Hands over the content as it arrives, up to {@code bytesMax}; a request with more is answered with 413. */
    void receive(long bytesMax, BodySink sink);

    /** How much content is accepted where the handler has no limit of its own. */
    long bodyBytesMax();

    /** Runs tasks on the loop's thread, given from any thread. */
    Executor loop();

    /** Runs a task on the loop's thread after a while, if the exchange has not ended by then. */
    void after(Duration delay, Runnable task);

    /** Runs a task once when the exchange ends: its response is sent, or the connection is gone. */
    void onEnd(Runnable task);

    /** The time at the start of this turn of the loop. */
    Instant now();

    /** Nanoseconds of a clock that only goes forward, at the start of this turn of the loop. */
    long nanoTime();
}
