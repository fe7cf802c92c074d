package hostling.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.BodySource;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.http.ResponseFilter;
import hostling.wire.FieldLine;
import hostling.wire.Fields;
import hostling.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An exchange without a connection. It has its content from the start and stores the response. Tasks of {@link #loop}
 * run at once.
 */
public final class FakeExchange implements Exchange {
    /** Later than the time of any file in the tests, because the file system has its own clock. */
    public static final Instant NOW = Instant.parse("2037-11-23T12:00:00Z");

    private final Request request;
    private Instant now = NOW;
    private long nanos;
    private byte[] content = {};
    private int segmentBytes = Integer.MAX_VALUE;
    private boolean breaksOff;
    private final List<Runnable> endTasks = new ArrayList<>();
    private final List<ResponseFilter> filters = new ArrayList<>();
    private Response response;
    /** Null if tasks run at once. */
    private Deque<Runnable> tasks;

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

    /** The same exchange with this content. */
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

    /** The same exchange, whose client breaks off after this content. */
    public FakeExchange brokenOff() {
        breaksOff = true;
        return this;
    }

    /** The same exchange, whose tasks are queued here until the test runs them. */
    public FakeExchange withTasks(Deque<Runnable> waiting) {
        tasks = waiting;
        return this;
    }

    /** Passes the exchange to the handler and returns it. */
    public FakeExchange through(Handler handler) throws Exception {
        handler.handle(this);
        return this;
    }

    /** The exchange after a handler has answered a request with these lines. */
    public static FakeExchange of(Handler handler, String method, String target, String... fieldLines) throws Exception {
        return new FakeExchange(Requests.request(method, target, fieldLines)).through(handler);
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
            if (breaksOff) {
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
        throw new UnsupportedOperationException("no time passes here");
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

    // Queries for tests.

    public boolean isAnswered() {
        return response != null;
    }

    /** Ends the exchange, as if its client were gone. */
    public void end() {
        endTasks.forEach(Runnable::run);
        endTasks.clear();
    }

    public Response response() {
        if (response == null) {
            throw new AssertionError("there is no response");
        }
        return response;
    }

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

    /** Reads the content, closes it as the loop would, and ends the exchange. */
    public byte[] content() throws Exception {
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
        endTasks.forEach(Runnable::run);
        endTasks.clear();
        return bytes.toByteArray();
    }

    private static void write(Body body, ByteArrayOutputStream bytes) throws Exception {
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

    private static void readAll(BodySource source, ByteArrayOutputStream to) throws Exception {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            BodySource.Progress progress = BodySource.Progress.MORE;
            while (progress == BodySource.Progress.MORE) {
                progress = source.read(buffer.clear());
                write(buffer.flip(), to);
            }
        } finally {
            source.close();
        }
    }

    private static void write(ByteBuffer from, ByteArrayOutputStream to) {
        while (from.hasRemaining()) {
            to.write(from.get());
        }
    }
}
