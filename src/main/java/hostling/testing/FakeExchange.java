package hostling.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.HttpException;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.RequestTarget;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.wire.FieldLine;
import hostling.wire.Fields;
import hostling.wire.Limits;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An exchange without a connection, to test handlers with. It has its request and all of its content from the start, passes
 * them to a handler and keeps the response:
 *
 * <pre>{@code
 * FakeExchange got = FakeExchange.of(new Hello(), "GET", "/hello?name=Ada", "Accept: text/plain");
 * assertEquals(200, got.status());
 * assertEquals("Hello, Ada!\n", got.text());
 * }</pre>
 *
 * <p>No time passes by itself: {@link #advance} runs the tasks that are due. Tasks of {@link #loop} run at once. It is for
 * one thread.
 */
public final class FakeExchange implements Exchange {
    /** The time of an exchange, unless a test sets another. It is later than that of any file that a test makes. */
    public static final Instant NOW = Instant.parse("2037-11-23T12:00:00Z");

    private final Request request;
    private Instant now = NOW;
    private long nanos;
    private byte[] content = {};
    private int segmentBytes = Integer.MAX_VALUE;
    private boolean isAborted;
    private final List<Timer> timers = new ArrayList<>();
    private final List<Runnable> endTasks = new ArrayList<>();
    private final List<ResponseFilter> filters = new ArrayList<>();
    private Response response;
    /** Whether the content was read to its end. */
    private boolean isComplete;
    /** Null if tasks run at once. */
    private Deque<Runnable> tasks;

    /** An exchange for this request, without content. */
    public FakeExchange(Request request) {
        this.request = request;
    }

    /** The same exchange at another time. */
    public FakeExchange at(Instant time) {
        now = time;
        nanos = Duration.between(NOW, time).toNanos();
        return this;
    }

    /** The same exchange, whose wall clock was set to another time. */
    public FakeExchange withWallClock(Instant time) {
        now = time;
        return this;
    }

    /** The same exchange with this content, one byte for each character (ISO-8859-1). */
    public FakeExchange withContent(String latin1) {
        content = latin1.getBytes(ISO_8859_1);
        return this;
    }

    /** The same exchange with this content. */
    public FakeExchange withContent(byte[] bytes) {
        content = bytes.clone();
        return this;
    }

    /** The same exchange, whose content arrives in segments of this size. */
    public FakeExchange inSegmentsOf(int bytes) {
        segmentBytes = bytes;
        return this;
    }

    /** The same exchange, whose client aborts the request after this content. */
    public FakeExchange aborted() {
        isAborted = true;
        return this;
    }

    /** The same exchange, whose tasks are queued here until the test runs them. */
    public FakeExchange withTasks(Deque<Runnable> waiting) {
        tasks = waiting;
        return this;
    }

    /** Passes the exchange to the handler and returns it. */
    public FakeExchange through(Handler handler) throws Exception {
        try {
            handler.handle(this);
        } catch (HttpException e) {
            respond(e.response());                      // as the server does
        }
        return this;
    }

    /**
     * The exchange after a handler has handled a request.
     *
     * @param fieldLines such as {@code Accept: text/html}; there is a Host field anyway
     */
    public static FakeExchange of(Handler handler, String method, String target, String... fieldLines) throws Exception {
        return new FakeExchange(request(method, target, fieldLines)).through(handler);
    }

    /**
     * A request as the server's parser reads it, from the client 127.0.0.1 for the port 8080.
     *
     * @throws ProtocolException if the parser refuses it
     */
    public static Request request(String method, String target, String... fieldLines) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: www.example.org\r\n");
        for (String line : fieldLines) {
            text.append(line).append("\r\n");
        }
        ByteBuffer bytes = ISO_8859_1.encode(text.append("\r\n").toString());
        RequestHead head = (RequestHead) new RequestParser(Limits.DEFAULT).next(bytes);
        return new Request(head, Method.of(method).orElseThrow(), RequestTarget.of(head), "127.0.0.1", 8080, false);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void respond(Response given) {
        if (response != null) {
            throw new IllegalStateException("this request already has a response");
        }
        response = given;
        for (int i = filters.size() - 1; i >= 0; i--) {
            response = filters.get(i).filter(response, request);
        }
    }

    @Override
    public void filterResponse(ResponseFilter filter) {
        filters.add(filter);
    }

    @Override
    public void collect(long bytesMax, Consumer<ByteBuffer> whole) {
        if (content.length > bytesMax) {
            respond(Response.error(413, "the content is too large"));
        } else {
            whole.accept(ByteBuffer.wrap(content.clone()));
        }
    }

    @Override
    public void receive(long bytesMax, BodySink sink) {
        if (content.length > bytesMax) {
            sink.aborted();
            respond(Response.error(413, "the content is too large"));
            return;
        }
        try {
            for (int at = 0; at < content.length; at += Math.min(segmentBytes, content.length - at)) {
                sink.data(ByteBuffer.wrap(content.clone(), at, Math.min(segmentBytes, content.length - at)));
            }
            if (isAborted) {
                sink.aborted();
            } else {
                sink.end(Fields.NONE);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long bodyBytesMax() {
        return Limits.DEFAULT.bodyBytesMax();
    }

    @Override
    public Executor loop() {
        return tasks == null ? Runnable::run : tasks::add;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), task));
    }

    /** A task that is due at a time of the monotonic clock. */
    private record Timer(long atNanos, Runnable task) { }

    /** Lets time pass, and runs the tasks of {@link #after} that become due, each at its time. */
    public FakeExchange advance(Duration duration) {
        long end = nanos + duration.toNanos();
        for (Timer next = nextTimer(end); next != null; next = nextTimer(end)) {
            timers.remove(next);
            passUntil(next.atNanos());
            next.task().run();
        }
        passUntil(end);
        return this;
    }

    /** The next timer until then; null if there is none. */
    private Timer nextTimer(long untilNanos) {
        return timers.stream().filter(timer -> timer.atNanos() <= untilNanos)
                .min(Comparator.comparingLong(Timer::atNanos)).orElse(null);
    }

    private void passUntil(long atNanos) {
        now = now.plusNanos(Math.max(0, atNanos - nanos));
        nanos = Math.max(nanos, atNanos);
    }

    @Override
    public void onEnd(Runnable task) {
        endTasks.add(task);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    // What came of it.

    /** Whether there is a response. */
    public boolean hasResponse() {
        return response != null;
    }

    /** Ends the exchange, as if its client were gone. */
    public void end() {
        timers.clear();
        endTasks.forEach(Runnable::run);
        endTasks.clear();
    }

    /**
     * The response.
     *
     * @throws AssertionError if there is none
     */
    public Response response() {
        if (response == null) {
            throw new AssertionError("there is no response");
        }
        return response;
    }

    /** The status code of the response. */
    public int status() {
        return response().status();
    }

    /** The value of the one field with this name. */
    public Optional<String> field(String name) {
        List<String> values = response().fields().stream().filter(field -> field.name().equalsIgnoreCase(name))
                .map(FieldLine::value).toList();
        if (values.size() > 1) {
            throw new AssertionError(name + " comes more than once: " + values);
        }
        return values.stream().findFirst();
    }

    /**
     * Reads the content, closes it as the server would, and ends the exchange. If the content comes from a source that has
     * no more now but is not at its end, such as a stream of events, this returns what there is, and nothing ends.
     */
    public byte[] content() throws Exception {
        isComplete = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Body body = response().body();
        if (body instanceof Body.ErrorReason why) {
            body = ErrorPages.PLAIN.render(response().with(Body.EMPTY), why.reason(), Optional.of(request())).body();
        }
        try {
            write(body, bytes);
        } finally {
            close(body);
        }
        if (body.length() >= 0 && body.length() != bytes.size()) {
            throw new AssertionError("the response promised " + body.length() + " bytes and has " + bytes.size());
        }
        if (!(body instanceof Body.Stream) || isComplete) {
            end();
        }
        return bytes.toByteArray();
    }

    private void write(Body body, ByteArrayOutputStream bytes) throws Exception {
        if (body instanceof Body.Bytes whole) {
            write(whole.content().duplicate(), bytes);
        } else if (body instanceof Body.File file) {
            readRegion(file, bytes);
        } else if (body instanceof Body.Stream stream) {
            readAll(stream.source(), bytes);
        } else if (body instanceof Body.Sequence sequence) {
            for (Body piece : sequence.pieces()) {
                write(piece, bytes);
            }
        }
    }

    private static void close(Body body) throws Exception {
        if (body instanceof Body.File file) {
            file.loan().close();
        } else if (body instanceof Body.Sequence sequence) {
            for (Body piece : sequence.pieces()) {
                close(piece);
            }
        }
    }

    /** The content as text. */
    public String text() throws Exception {
        return new String(content(), UTF_8);
    }

    private static void readRegion(Body.File file, ByteArrayOutputStream to) throws IOException {
        ByteBuffer region = ByteBuffer.allocate((int) file.length());
        int read = 0;
        while (read >= 0 && region.hasRemaining()) {
            read = file.channel().read(region, file.offset() + region.position());
        }
        write(region.flip(), to);
    }

    private void readAll(BodySource source, ByteArrayOutputStream to) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        BodySource.Progress progress = BodySource.Progress.MORE;
        try {
            while (progress == BodySource.Progress.MORE) {
                progress = source.read(buffer.clear());
                write(buffer.flip(), to);
            }
        } finally {
            isComplete &= progress == BodySource.Progress.END;
            if (progress != BodySource.Progress.PENDING) {
                source.close();
            }
        }
    }

    private static void write(ByteBuffer from, ByteArrayOutputStream to) {
        while (from.hasRemaining()) {
            to.write(from.get());
        }
    }
}
