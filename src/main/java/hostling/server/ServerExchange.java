package hostling.server;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.HttpException;
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
 * One request as its handler sees it, from the moment its head is read until its response has been sent. It only records the
 * handler's decisions; the {@link HttpConnection} acts on them. It calls all code of the handler through
 * {@link ForeignCode}, and handles the faults of that code.
 */
final class ServerExchange implements Exchange {
    /** What a sink is assumed to hold, in buffers and open files: a high estimate, since it can't be measured. */
    private static final int SINK_BYTES = 16 * 1024;
    private static final int FILTERS_INITIAL = 4;

    /** Called when the handler or its sink has done something. */
    interface Listener {
        /** The handler has given a response or a sink for the content. */
        void handlerDecided();

        /** The sink has room again. */
        void sinkIsReady();
    }

    private final HttpEngine engine;
    private final List<Runnable> endTasks = new ArrayList<>(0);
    private final List<Timer> timers = new ArrayList<>(0);
    private final List<ResponseFilter> filters = new ArrayList<>(FILTERS_INITIAL);
    private ErrorPages errorPages;
    private Request request;
    private Listener listener;
    private Response response;
    private String route = "";
    private BodySink sink;
    /** Holds the content until the exchange ends, since the response may use it. Null if content is not collected. */
    private Collector collector;
    private long sinkBytesMax;
    private boolean sinkIsFull;
    /** The handler has promised to keep no reference to this exchange. */
    private boolean released = true;
    /** The handler has registered a callback, which may refer to this exchange. */
    private boolean mayBeRetained;
    /** The handler's decisions are ignored: the server has given a response itself, or the connection is gone. */
    private boolean detached;
    private boolean ended = true;

    ServerExchange(HttpEngine engine) {
        this.engine = engine;
    }

    /**
     * Begins with a request. Call this only if it {@link #isReusable}.
     *
     * @param asked null if the request could not be read
     */
    void begin(ErrorPages pages, Request asked, Listener newListener) {
        errorPages = pages;
        request = asked;
        listener = newListener;
        response = null;
        route = "";
        collector = null;
        released = false;
        detached = false;
        ended = false;
    }

    /**
     * Whether it can serve another request: it has ended, and its handler holds no reference to it. What a handler does with
     * an ended exchange must not reach another client.
     */
    boolean isReusable() {
        return ended && released && !mayBeRetained;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void matched(String newRoute) {
        route = newRoute;
    }

    /** The route that has matched the request; empty if that is unknown. */
    String route() {
        return route;
    }

    @Override
    public void respond(Response given) {
        requireLoopThread();
        if (detached) {
            discard(given.body());
            return;
        }
        if (response != null) {
            if (given.body() != response.body()) {
                discard(given.body());
            }
            throw new IllegalStateException("this request already has a response");
        }
        setResponse(checkedRedirect(given));
    }

    private void setResponse(Response given) {
        try {
            response = filtered(given);
        } catch (ForeignCodeException e) {
            discard(given.body());
            fail("a response filter failed", e);
            return;
        }
        if (response.status() >= Status.BAD_REQUEST) {
            dropSink();                                 // the content of a refused request is not read to its end
        }
        listener.handlerDecided();
    }

    @Override
    public void respondAndRelease(Response given) {
        respond(given);
        released = true;
    }

    /**
     * The response, or 414 instead of a redirection to a path of our own that is longer than this server would read
     * (RFC 9110 section 2.3): <b>percent-encoding</b> makes a path grow.
     */
    private Response checkedRedirect(Response given) {
        if (given.status() < Status.MOVED_PERMANENTLY || given.status() > Status.PERMANENT_REDIRECT) {
            return given;
        }
        int around = (request.head().method() + "  HTTP/1.1").length();
        int targetMax = engine.settings().limits().requestLineBytesMax() - around;
        if (given.field("Location").filter(to -> to.startsWith("/") && to.length() > targetMax).isEmpty()) {
            return given;
        }
        discard(given.body());
        return Response.error(Status.URI_TOO_LONG, "this redirects to an address that is too long for this server");
    }

    private Response filtered(Response given) throws ForeignCodeException {
        Response result = given;
        for (int i = filters.size() - 1; i >= 0; i--) {
            result = ForeignCode.filter(filters.get(i), result, request);
        }
        return result;
    }

    @Override
    public void filterResponse(ResponseFilter filter) {
        requireLoopThread();
        mayBeRetained |= filter.mayKeepRequest();
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
        mayBeRetained = true;
        if (detached) {
            abort(newSink);
            return;
        }
        if (sink != null || response != null) {
            throw new IllegalStateException(sink != null ? "the content already has a receiver"
                    : "the content can't be received once there is a response");
        }
        sink = Objects.requireNonNull(newSink);
        sinkBytesMax = bytesMax;
        sinkIsFull = false;
        try {
            ForeignCode.whenReady(newSink, () -> sinkIsReady(newSink));
        } catch (ForeignCodeException e) {
            fail("the sink of a request failed", e);
            return;
        }
        listener.handlerDecided();
    }

    /** May be called on any thread, and also after the sink is no longer in use. */
    private void sinkIsReady(BodySink which) {
        if (!engine.isLoopThread()) {
            engine.execute(() -> sinkIsReady(which));
        } else if (which == sink && sinkIsFull) {
            askSink();
        }
    }

    /** A wake-up says nothing by itself: it may be late, or repeated. */
    private void askSink() {
        try {
            sinkIsFull = ForeignCode.isFull(sink);
        } catch (ForeignCodeException e) {
            sinkIsFull = false;
            fail("the sink of a request failed", e);
        }
        if (!sinkIsFull) {
            listener.sinkIsReady();
        }
    }

    @Override
    public long bodyBytesMax() {
        return engine.settings().limits().bodyBytesMax();
    }

    @Override
    public Executor loop() {
        mayBeRetained = true;
        return task -> engine.execute(() -> runQueued(task));
    }

    /** Runs a task even if the exchange has ended: it may have to clean up. */
    private void runQueued(Runnable task) {
        try {
            ForeignCode.run(task);
        } catch (ForeignCodeException e) {
            fail("a task of an exchange failed", e);
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        requireLoopThread();
        mayBeRetained = true;
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
        void expired() {
            timers.remove(this);
            runTask(task);
        }
    }

    private void runTask(Runnable task) {
        try {
            if (!ended) {
                ForeignCode.run(task);
            }
        } catch (ForeignCodeException e) {
            fail("a task of an exchange failed", e);
        }
    }

    @Override
    public void onEnd(Runnable task) {
        requireLoopThread();
        mayBeRetained = true;
        if (ended) {
            runEndTask(task);
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

    // For the connection.

    Response response() {
        return response;
    }

    /** The response, with an error page rendered from its reason; a plain page if the site's renderer fails. */
    Response renderedResponse() {
        if (response.body() instanceof Body.ErrorReason why) {
            response = rendered(response.with(Body.EMPTY), why.reason(), Optional.ofNullable(request));
        }
        return response;
    }

    private Response rendered(Response bare, String reason, Optional<Request> asked) {
        mayBeRetained |= asked.isPresent();
        try {
            Response page = ForeignCode.render(errorPages, bare, reason, asked);
            if (page.body() instanceof Body.ErrorReason) {
                throw new ForeignCodeException(new IllegalStateException("an error page has a body, not just a reason"));
            }
            return page;
        } catch (ForeignCodeException e) {
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

    /** Whether content is being collected in memory. */
    boolean isCollecting() {
        return sink != null && sink == collector;
    }

    /** The memory it holds beyond its own, in bytes. */
    long heldBytes() {
        return collector != null ? collector.heldBytes() : sink != null ? SINK_BYTES : 0;
    }

    /** Passes content to the sink, or drops it if there is none. */
    void take(ByteBuffer bytes) throws ForeignCodeException {
        if (sink != null) {
            ForeignCode.data(sink, bytes);
            sinkIsFull = sink != null && ForeignCode.isFull(sink);
        }
    }

    void takeEnd(Fields trailers) throws ForeignCodeException {
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            ForeignCode.end(receiver, trailers);
        }
    }

    /** Sets the server's own response, instead of any that the handler has given or would give. */
    void overrideResponse(Response own) {
        detachHandler();
        response = own;
    }

    /** From now on the handler's decisions are ignored. */
    private void detachHandler() {
        if (response != null) {
            discard(response.body());
        }
        detached = true;
        dropSink();
    }

    private void dropSink() {
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            abort(receiver);
        }
    }

    private void abort(BodySink receiver) {
        try {
            ForeignCode.aborted(receiver);
        } catch (ForeignCodeException e) {
            log("the receiver of aborted content failed", e);
        }
    }

    /** Code of the handler has failed: answers 500 if there is no response yet, then logs the fault. */
    private void fail(String what, ForeignCodeException fault) {
        if (answers(fault)) {
            return;
        }
        if (response == null && !detached) {
            overrideResponse(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
            listener.handlerDecided();
        }
        log(what, fault);
    }

    /** Whether the fault is a response, which has been given now. */
    boolean answers(ForeignCodeException fault) {
        boolean answers = fault.getCause() instanceof HttpException && response == null && !detached;
        if (answers) {
            respond(((HttpException) fault.getCause()).response());
        }
        return answers;
    }

    /** Ends the exchange: closes its content, cancels its timers and runs its end tasks. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        detachHandler();
        filters.clear();
        if (mayBeRetained) {                            // else there are neither timers nor tasks
            for (Timer timer : timers) {
                engine.cancel(timer);
            }
            for (Runnable task : endTasks) {
                runEndTask(task);
            }
        }
    }

    private void runEndTask(Runnable task) {
        try {
            ForeignCode.run(task);
        } catch (ForeignCodeException e) {
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
        } catch (ForeignCodeException e) {
            log("the content of a response could not be closed", e);
        }
    }

    private void requireLoopThread() {
        if (!engine.isLoopThread()) {
            throw new IllegalStateException("an exchange is for the loop's thread: use loop().execute(…)");
        }
    }

    private void log(String what, ForeignCodeException fault) {
        engine.settings().errorLog().error(what, fault.getCause());
    }
}
