package hostling.server;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.http.Status;
import hostling.server.TimerWheel.Deadline;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request as its handler sees it, between the moment its head is read and the moment its response is out. It only
 * keeps what the handler says; the {@link HttpConnection} acts on it. Whatever of it is the handler's is called through
 * {@link ForeignCode}, and its faults end here.
 */
final class ServerExchange implements Exchange {
    /** What a receiver of content may hold, in buffers and open files: more than most, since nobody can tell. */
    private static final int RECEIVER_BYTES = 16 * 1024;
    private static final int FILTERS_AT_FIRST = 4;

    /** Is told what its handler has done. */
    interface Listener {
        /** There is a response, or it is known where the content goes. */
        void handlerHasSpoken();

        /** What takes the content has room again. */
        void sinkIsReady();
    }

    private final HttpEngine engine;
    private final List<Runnable> endTasks = new ArrayList<>(0);
    private final List<Timer> timers = new ArrayList<>(0);
    private final List<ResponseFilter> filters = new ArrayList<>(FILTERS_AT_FIRST);
    private ErrorPages errorPages;
    private Request request;
    private Listener listener;
    private Response response;
    private BodySink sink;
    /** Holds the content as long as the exchange lasts: a response may be made of it. Null where there is none. */
    private Collector collector;
    private long sinkBytesMax;
    private boolean sinkIsFull;
    /** The handler keeps nothing of this. */
    private boolean forgotten = true;
    /** The handler has asked to be told of something later. */
    private boolean mayBeKept;
    /** No response of the handler's is wanted any more: the server gave one itself, or the connection is gone. */
    private boolean settled;
    private boolean ended = true;

    ServerExchange(HttpEngine engine) {
        this.engine = engine;
    }

    /**
     * Begins with a request. Only where it {@link #isReusable}.
     *
     * @param asked null if the request could not be read
     */
    void begin(ErrorPages pages, Request asked, Listener whoWantsToKnow) {
        errorPages = pages;
        request = asked;
        listener = whoWantsToKnow;
        response = null;
        collector = null;
        forgotten = false;
        settled = false;
        ended = false;
    }

    /**
     * Whether it can stand for another request: it has ended, and its handler keeps nothing of it. What a handler does
     * with an exchange that is over must not reach another client.
     */
    boolean isReusable() {
        return ended && forgotten && !mayBeKept;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void respond(Response given) {
        requireLoopThread();
        if (settled) {
            discard(given.body());
            return;
        }
        if (response != null) {
            if (given.body() != response.body()) {
                discard(given.body());
            }
            throw new IllegalStateException("this request has its response already");
        }
        give(followable(given));
    }

    private void give(Response given) {
        try {
            response = filtered(given);
        } catch (Fault e) {
            discard(given.body());
            fail("a change of a response failed", e);
            return;
        }
        if (response.status() >= Status.BAD_REQUEST) {
            dropSink();                                 // what is refused is not read to its end
        }
        listener.handlerHasSpoken();
    }

    @Override
    public void respondAndRelease(Response given) {
        respond(given);
        forgotten = true;
    }

    /**
     * The response, but for a redirection to a path that is longer than is read here: encoded, a path grows. Nobody is
     * sent on to what would be refused (RFC 9110 section 2.3).
     */
    private Response followable(Response given) {
        if (given.status() < Status.MOVED_PERMANENTLY || given.status() > Status.PERMANENT_REDIRECT) {
            return given;
        }
        int around = (request.head().method() + "  HTTP/1.1").length();
        int targetMax = engine.settings().limits().requestLineBytesMax() - around;
        if (given.field("Location").filter(to -> to.startsWith("/") && to.length() > targetMax).isEmpty()) {
            return given;
        }
        discard(given.body());
        return Response.error(Status.URI_TOO_LONG, "this leads to an address that is too long for here");
    }

    private Response filtered(Response given) throws Fault {
        Response result = given;
        for (int i = filters.size() - 1; i >= 0; i--) {
            result = ForeignCode.filter(filters.get(i), result, request);
        }
        return result;
    }

    @Override
    public void filterResponse(ResponseFilter filter) {
        requireLoopThread();
        mayBeKept |= filter.mayKeepRequest();
        filters.add(Objects.requireNonNull(filter));
    }

    @Override
    public void collect(long bytesMax, Consumer<ByteBuffer> whole) {
        long expected = request.contentLength().orElse(Long.MAX_VALUE);
        Collector newCollector = new Collector(expected, Objects.requireNonNull(whole));
        receive(Math.min(bytesMax, engine.memory().contentBytesMax()), newCollector);
        collector = newCollector;
    }

    @Override
    public void receive(long bytesMax, BodySink newSink) {
        requireLoopThread();
        mayBeKept = true;
        if (settled) {
            breakOff(newSink);
            return;
        }
        if (sink != null || response != null) {
            throw new IllegalStateException(sink != null ? "the content has its receiver already"
                    : "the content is not kept once there is a response");
        }
        sink = Objects.requireNonNull(newSink);
        sinkBytesMax = bytesMax;
        sinkIsFull = false;
        try {
            ForeignCode.whenReady(newSink, () -> sinkIsReady(newSink));
        } catch (Fault e) {
            fail("the receiver of content failed", e);
            return;
        }
        listener.handlerHasSpoken();
    }

    /** May be run by any thread, and when the sink is not in use any more. */
    private void sinkIsReady(BodySink which) {
        if (!engine.isLoopThread()) {
            engine.execute(() -> sinkIsReady(which));
        } else if (which == sink && sinkIsFull) {
            sinkIsFull = false;
            listener.sinkIsReady();
        }
    }

    @Override
    public long bodyBytesMax() {
        return engine.settings().limits().bodyBytesMax();
    }

    @Override
    public Executor loop() {
        mayBeKept = true;
        return engine;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        requireLoopThread();
        mayBeKept = true;
        if (ended) {
            return;
        }
        Timer timer = new Timer(Objects.requireNonNull(task));
        engine.schedule(timer, delay);
        timers.add(timer);
    }

    private final class Timer extends Deadline {
        private final Runnable task;

        Timer(Runnable task) {
            this.task = task;
        }

        @Override
        void passed() {
            timers.remove(this);
            runTask(task);
        }
    }

    private void runTask(Runnable task) {
        try {
            if (!ended) {
                ForeignCode.run(task);
            }
        } catch (Fault e) {
            fail("a task of an exchange failed", e);
        }
    }

    @Override
    public void onEnd(Runnable task) {
        requireLoopThread();
        mayBeKept = true;
        if (ended) {
            runLast(task);
        } else {
            endTasks.add(Objects.requireNonNull(task));
        }
    }

    @Override
    public Instant now() {
        return engine.now();
    }

    @Override
    public long nanoTime() {
        return engine.nanoTime();
    }

    // What the connection asks and does.

    Response response() {
        return response;
    }

    /** The response with a page in the place of an explanation; a plain one if making a better one fails. */
    Response renderedResponse() {
        if (response.body() instanceof Body.ErrorReason why) {
            response = rendered(response.with(Body.EMPTY), why.reason(), Optional.ofNullable(request));
        }
        return response;
    }

    private Response rendered(Response bare, String reason, Optional<Request> asked) {
        mayBeKept |= asked.isPresent();
        try {
            Response page = ForeignCode.render(errorPages, bare, reason, asked);
            if (page.body() instanceof Body.ErrorReason) {
                throw new Fault(new IllegalStateException("an explanation is no page"));
            }
            return page;
        } catch (Fault e) {
            Response plain = ErrorPages.PLAIN.render(bare, reason, asked);
            log("an error page failed", e);
            return plain;
        }
    }

    boolean hasSink() {
        return sink != null;
    }

    /** Whether content has to wait until its receiver has room. */
    boolean isSinkFull() {
        return sink != null && sinkIsFull;
    }

    long sinkBytesMax() {
        return sinkBytesMax;
    }

    /** Whether content is being gathered in memory. */
    boolean isCollecting() {
        return sink != null && sink == collector;
    }

    /** How much memory it holds beyond its own. */
    long heldBytes() {
        return collector != null ? collector.heldBytes() : sink != null ? RECEIVER_BYTES : 0;
    }

    /** Hands content to the handler, or drops it where the handler wants none. */
    void take(ByteBuffer bytes) throws Fault {
        if (sink != null) {
            ForeignCode.data(sink, bytes);
            sinkIsFull = sink != null && ForeignCode.isFull(sink);
        }
    }

    void takeEnd(Fields trailers) throws Fault {
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            ForeignCode.end(receiver, trailers);
        }
    }

    /** Puts the server's own response in the place of whatever the handler says, or would have said. */
    void settleWith(Response own) {
        settle();
        response = own;
    }

    /** Nothing that the handler says counts any more. */
    private void settle() {
        if (response != null) {
            discard(response.body());
        }
        settled = true;
        dropSink();
    }

    private void dropSink() {
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            breakOff(receiver);
        }
    }

    private void breakOff(BodySink receiver) {
        try {
            ForeignCode.aborted(receiver);
        } catch (Fault e) {
            log("the receiver of content that broke off failed", e);
        }
    }

    /** Code of the handler's has failed: 500 if there is no response yet, and a line in the log after that. */
    private void fail(String what, Fault fault) {
        if (response == null && !settled) {
            settleWith(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
            listener.handlerHasSpoken();
        }
        log(what, fault);
    }

    /** Ends the exchange: its content is closed, and those who wanted to know are told. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        settle();
        filters.clear();
        if (mayBeKept) {                                // else there are neither
            for (Timer timer : timers) {
                engine.cancel(timer);
            }
            for (Runnable task : endTasks) {
                runLast(task);
            }
        }
    }

    private void runLast(Runnable task) {
        try {
            ForeignCode.run(task);
        } catch (Fault e) {
            log("a task at the end of an exchange failed", e);
        }
    }

    private void discard(Body body) {
        if (body instanceof Body.Sequence sequence) {
            for (Body piece : sequence.pieces()) {
                discard(piece);
            }
        }
        try {
            if (body instanceof Body.File file) {
                ForeignCode.close(file.loan());
            } else if (body instanceof Body.Stream stream) {
                ForeignCode.close(stream.source()::close);
            }
        } catch (Fault e) {
            log("the content of a response could not be closed", e);
        }
    }

    private void requireLoopThread() {
        if (!engine.isLoopThread()) {
            throw new IllegalStateException("exchanges are for the loop's thread: give it a task by loop().execute(…)");
        }
    }

    private void log(String what, Fault fault) {
        engine.settings().errorLog().error(what, fault.getCause());
    }
}
