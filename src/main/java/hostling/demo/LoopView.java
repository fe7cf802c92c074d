package hostling.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hostling.handler.EventStream;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.BodySink;
import hostling.http.Exchange;
import hostling.http.HttpException;
import hostling.http.Method;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.server.HttpEngine;
import hostling.server.TurnRecorder;
import hostling.wire.Fields;
import hostling.wire.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows the loop at work, live:
 *
 * <ul>
 *   <li>{@code events}: Server-Sent Events, several a second, with what the loop's thread has done since the last one, and
 *       what each connection waits for;
 *   <li>{@code recent}: the last thousands of slices, without omissions;
 *   <li>{@code puppets/NAME}: with POST, connects a client that misbehaves; with {@code recording}, only if that recording is
 *       of this process;
 *   <li>{@code large}: a response for slow readers; {@code sink} takes any content; the handler of {@code block} blocks the
 *       loop.
 * </ul>
 *
 * <p>The loop is recorded only while somebody watches.
 */
public final class LoopView {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int ENTRIES_PER_MESSAGE = 300;
    private static final int WATCHERS_MAX = 8;
    /** The request has come to the wrong process (RFC 9110 section 15.5.20). */
    private static final int MISDIRECTED = 421;
    private static final int LARGE_BYTES = 1 << 20;
    /** Long enough for everybody to notice. */
    private static final long BLOCK_NANOS = 500_000_000;
    /** Time for the others between two blocks. */
    private static final long BLOCK_INTERVAL_NANOS = 2_000_000_000;

    private final HttpEngine engine;
    private final Puppets puppets;
    private int watchers;
    private TurnRecorder recorder;
    private long mayBlockNanos;

    private LoopView(HttpEngine engine, Site site, String prefix) {
        this.engine = engine;
        this.puppets = new Puppets(engine, site, prefix);
        this.mayBlockNanos = engine.nanoTime();
    }

    /**
     * Routes below a path that ends in a slash.
     *
     * @param engine the one that serves it
     * @param site   what puppets make requests to
     */
    public static Router below(String prefix, HttpEngine engine, Site site) {
        LoopView view = new LoopView(engine, site, prefix);
        return new Router().on(Method.GET, prefix + "events", view::watch)
                .get(prefix + "recent", request -> view.recent())
                .post(prefix + "puppets/{name}", (request, content) -> view.start(request))
                .get(prefix + "large", request -> large())
                .on(Method.POST, prefix + "sink", exchange -> exchange.receive(Limits.BODY_BYTES_LIMIT, new Sink(exchange)))
                .get(prefix + "block", request -> view.block());
    }

    private void watch(Exchange exchange) {
        if (watchers == WATCHERS_MAX) {
            exchange.respond(Response.error(Status.SERVICE_UNAVAILABLE, "there are too many who watch"));
            return;
        }
        watchers++;
        recorder = engine.probe().watch();
        exchange.onEnd(() -> {
            watchers--;
            engine.probe().unwatch();
        });
        EventStream stream = EventStream.open(exchange);
        stream.send("names", TurnWriter.names(recorder));
        sendMessages(exchange, stream, new TurnWriter(recorder, puppets));
    }

    private void sendMessages(Exchange exchange, EventStream stream, TurnWriter writer) {
        stream.send(writer.message(engine, ENTRIES_PER_MESSAGE));
        exchange.after(INTERVAL, () -> sendMessages(exchange, stream, writer));
    }

    private Response recent() throws HttpException {
        if (watchers == 0) {
            throw new HttpException(Status.NOT_FOUND, "nobody watches, so nothing is recorded");
        }
        return json(new TurnWriter(recorder, puppets).entries());
    }

    /** Browsers say whether a request comes from a page of this site; others must not send puppets. */
    private Response start(Request request) throws HttpException {
        String from = request.fields().first("Sec-Fetch-Site").orElse("same-origin");
        if (!from.equals("same-origin")) {
            throw new HttpException(Status.FORBIDDEN, "puppets are started by pages of this site");
        }
        Optional<String> watched = request.query("recording");
        if (watched.isPresent() && !(watchers > 0 && watched.get().equals(TurnWriter.nameOf(recorder)))) {
            throw new HttpException(MISDIRECTED, "the loop of another process is watched");
        }
        return json("{\"connection\": " + puppets.start(request.pathParameter("name")) + "}");
    }

    private static Response large() {
        byte[] bytes = "A slow client reads this line in its own time.\n".repeat(LARGE_BYTES / 47).getBytes(US_ASCII);
        return Response.of(Status.OK).with("Content-Type", "text/plain").with(new Body.Bytes(ByteBuffer.wrap(bytes)));
    }

    /** What a handler must never do: it keeps the thread, and everybody waits. */
    private Response block() throws HttpException {
        long start = engine.nanoTimeNow();
        if (start - mayBlockNanos < 0) {
            throw new HttpException(Status.SERVICE_UNAVAILABLE, "the loop was blocked a moment ago");
        }
        mayBlockNanos = start + BLOCK_INTERVAL_NANOS;
        while (engine.nanoTimeNow() - start < BLOCK_NANOS) {
            // A call that blocks, such as a query of a database, would do the same to the others.
        }
        return Response.text("Everybody had to wait for this.\n");
    }

    /** Drops content, and says how much it was. */
    private static final class Sink implements BodySink {
        private final Exchange exchange;
        private long count;

        Sink(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void data(ByteBuffer bytes) {
            count += bytes.remaining();
        }

        @Override
        public void end(Fields trailers) {
            exchange.respond(Response.text(count + " bytes\n"));
        }

        @Override
        public void aborted() {
            // Nothing was kept.
        }
    }

    private static Response json(String text) {
        return Response.of(Status.OK).with("Content-Type", "application/json").with("Cache-Control", "no-store")
                .with(new Body.Bytes(US_ASCII.encode(text)));
    }
}
