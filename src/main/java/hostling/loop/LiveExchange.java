package hostling.loop;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.ResponseChange;
import hostling.http.Status;
import hostling.loop.Deadlines.Deadline;
import hostling.wire.Fields;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request as its handler sees it, between the moment its head is read and the moment its response is out. It only
 * keeps what the handler says; the {@link Dialogue} acts on it.
 */
final class LiveExchange implements Exchange {
    private static final int CHANGES_AT_FIRST = 4;

    private final Host host;
    private final List<Runnable> endTasks = new ArrayList<>(0);
    private final List<Deadline> timers = new ArrayList<>(0);
    private final List<ResponseChange> changes = new ArrayList<>(CHANGES_AT_FIRST);
    private ErrorPages errorPages;
    private Request request;
    private Runnable changed;
    private Response response;
    private BodySink sink;
    private long sinkBytesMax;
    /** The handler keeps nothing of this. */
    private boolean forgotten = true;
    /** The handler has asked to be told of something later. */
    private boolean mayBeKept;
    /** No response of the handler's is wanted any more: the server gave one itself, or the connection is gone. */
    private boolean settled;
    private boolean ended = true;

    LiveExchange(Host host) {
        this.host = host;
    }

    /**
     * Begins with a request. Only where it {@link #isReusable}.
     *
     * @param asked      null where the request could not be read
     * @param whenSpoken to be run when the handler has said something
     */
    void begin(ErrorPages pages, Request asked, Runnable whenSpoken) {
        errorPages = pages;
        request = asked;
        changed = whenSpoken;
        response = null;
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
            throw new IllegalStateException("this request has its response already");
        }
        response = changed(followable(given));
        changed.run();
    }

    @Override
    public void respondAndForget(Response given) {
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
        int targetMax = host.settings().limits().requestLineBytesMax() - around;
        if (given.field("Location").filter(to -> to.startsWith("/") && to.length() > targetMax).isEmpty()) {
            return given;
        }
        discard(given.body());
        return Response.error(Status.URI_TOO_LONG, "this leads to an address that is too long for here");
    }

    private Response changed(Response given) {
        Response result = given;
        for (int i = changes.size() - 1; i >= 0; i--) {
            result = changes.get(i).change(result, request);
        }
        return result;
    }

    @Override
    public void changing(ResponseChange change) {
        changes.add(change);
    }

    @Override
    public void collect(long bytesMax, Consumer<ByteBuffer> whole) {
        receive(bytesMax, new Collector(whole));
    }

    @Override
    public void receive(long bytesMax, BodySink newSink) {
        requireLoopThread();
        mayBeKept = true;
        if (settled) {
            newSink.broken();
            return;
        }
        if (sink != null || response != null) {
            throw new IllegalStateException(sink != null ? "the content has its receiver already"
                    : "the content is not kept once there is a response");
        }
        sink = newSink;
        sinkBytesMax = bytesMax;
        changed.run();
    }

    @Override
    public long bodyBytesMax() {
        return host.settings().limits().bodyBytesMax();
    }

    @Override
    public Executor loop() {
        mayBeKept = true;
        return host;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        mayBeKept = true;
        if (ended) {
            return;
        }
        Deadline timer = new Deadline() {
            @Override
            void passed() {
                timers.remove(this);
                runTask(task);
            }
        };
        timers.add(timer);
        host.schedule(timer, delay);
    }

    @Override
    public void whenReadable(Pipe.SourceChannel pipe, Runnable task) {
        mayBeKept = true;
        host.whenReadable(pipe, () -> runTask(task));
    }

    private void runTask(Runnable task) {
        try {
            if (!ended) {
                task.run();
            }
        } catch (Throwable e) {
            fault("a task of an exchange failed", e);
            if (response == null) {
                respond(Response.error(Status.INTERNAL_SERVER_ERROR, "something went wrong here"));
            }
        }
    }

    @Override
    public void onEnd(Runnable task) {
        mayBeKept = true;
        if (ended) {
            task.run();
        } else {
            endTasks.add(task);
        }
    }

    @Override
    public Instant now() {
        return host.now();
    }

    @Override
    public long nanoTime() {
        return host.nanoTime();
    }

    // What the dialogue asks and does.

    Response response() {
        return response;
    }

    /** The response with a page in the place of an explanation; a plain one where making a better one fails. */
    Response dressedResponse() {
        if (response.body() instanceof Body.Explanation why) {
            response = dressed(response.with(Body.EMPTY), why.reason(), Optional.ofNullable(request));
        }
        return response;
    }

    private Response dressed(Response bare, String reason, Optional<Request> asked) {
        try {
            Response page = errorPages.dress(bare, reason, asked);
            if (page.body() instanceof Body.Explanation) {
                throw new IllegalStateException("an explanation is no page");
            }
            return page;
        } catch (RuntimeException e) {
            fault("an error page failed", e);
            return ErrorPages.PLAIN.dress(bare, reason, asked);
        }
    }

    boolean hasSink() {
        return sink != null;
    }

    long sinkBytesMax() {
        return sinkBytesMax;
    }

    /** Hands content to the handler, or drops it where the handler wants none. */
    void take(ByteBuffer bytes) throws Exception {
        if (sink != null) {
            sink.part(bytes);
        }
    }

    void takeEnd(Fields trailers) throws Exception {
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            receiver.end(trailers);
        }
    }

    /** Puts the server's own response in the place of whatever the handler says, or would have said. */
    void settleWith(Response own) {
        settle();
        response = own;
    }

    /** Nothing that the handler says counts any more. */
    void settle() {
        if (response != null) {
            discard(response.body());
        }
        settled = true;
        if (sink != null) {
            BodySink receiver = sink;
            sink = null;
            receiver.broken();
        }
    }

    /** Ends the exchange: its content is closed, and those who wanted to know are told. */
    void end() {
        if (ended) {
            return;
        }
        settle();
        ended = true;
        changes.clear();
        if (mayBeKept) {                                // else there are neither
            timers.forEach(host::cancel);
            endTasks.forEach(this::runLast);
        }
    }

    private void runLast(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            fault("a task at the end of an exchange failed", e);
        }
    }

    private void discard(Body body) {
        if (body instanceof Body.Sequence sequence) {
            sequence.pieces().forEach(this::discard);
        }
        try {
            if (body instanceof Body.File file) {
                file.loan().close();
            } else if (body instanceof Body.Stream stream) {
                stream.source().close();
            }
        } catch (Exception e) {
            fault("the content of a response could not be closed", e);
        }
    }

    private void requireLoopThread() {
        if (!host.isLoopThread()) {
            throw new IllegalStateException("exchanges are for the loop's thread: give it a task by loop().execute(…)");
        }
    }

    private void fault(String what, Throwable cause) {
        host.settings().errorLog().error(what, cause);
    }

    /** Gathers the content in an array that grows with it; the dialogue sees to the limit. */
    private static final class Collector implements BodySink {
        private final Consumer<ByteBuffer> whole;
        private ByteBuffer content = ByteBuffer.allocate(0);

        Collector(Consumer<ByteBuffer> whole) {
            this.whole = whole;
        }

        @Override
        public void part(ByteBuffer bytes) {
            if (content.remaining() < bytes.remaining()) {
                int needed = content.position() + bytes.remaining();
                content = ByteBuffer.allocate(Math.max(needed, 2 * content.capacity())).put(content.flip());
            }
            content.put(bytes);
        }

        @Override
        public void end(Fields trailers) {
            whole.accept(content.flip());
        }

        @Override
        public void broken() {
            content = ByteBuffer.allocate(0);
        }
    }
}
