package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import hostling.handler.Json;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.Content;
import hostling.http.Handler;
import hostling.http.HttpException;
import hostling.http.Response;
import hostling.http.Status;
import hostling.server.ServerInMemory;
import hostling.wire.Limits;
import hostling.wire.ParserTrace;
import hostling.wire.Violation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Shows what the server does with bytes, as JSON. The content of each request is the bytes that a client might send:
 *
 * <ul>
 *   <li>{@code parse}: the state that each byte meets, the events, and the refusal; with {@code ?cuts=5,17}, also whether the
 *       same happens if the bytes arrive in segments, cut before the bytes 5 and 17;
 *   <li>{@code next}: what the parser would do with each of the 256 bytes after these;
 *   <li>{@code exchange}: the bytes that the server would answer.
 * </ul>
 *
 * <p>The parser and the server are those that serve this page, so what the page draws is true.
 */
public final class Explain {
    /** Enough for any example. A trace of it takes the loop half a millisecond; {@code next}, two at the worst, for tiny chunks. */
    private static final int BYTES_MAX = 4_096;
    private static final int ANSWER_BYTES_MAX = 32 * 1024;
    /** What can be tried in memory: neither scripts nor uploads, which would reach outside. */
    private static final List<String> ALLOWED = List.of("/hello.txt", "/index.html", "/echo/", "/session/", "/redirect/",
            "/small/", "/old-page", "/nothing", "/healthz");

    private final ServerInMemory server;

    private Explain(Handler site, LongSupplier nanoTime, InstantSource wallClock) {
        server = new ServerInMemory(exchange -> {
            if (!isAllowed(exchange.request().target().path())) {
                throw new HttpException(Status.FORBIDDEN, "this path can't be tried in memory");
            }
            site.handle(exchange);
        }, nanoTime, wallClock);
    }

    /**
     * Routes below a path that ends in a slash. {@code exchange} serves the harmless paths of this site.
     *
     * @param nanoTime  monotonic clock in nanoseconds
     * @param wallClock time of day
     */
    public static Router below(String prefix, Handler site, LongSupplier nanoTime, InstantSource wallClock) {
        Explain explain = new Explain(site, nanoTime, wallClock);
        return new Router().post(prefix + "parse", (request, content) -> json(parse(bounded(content), request.query("cuts"))))
                .post(prefix + "next", (request, content) -> json(next(bounded(content))))
                .post(prefix + "exchange", (request, content) -> json(explain.exchange(bounded(content))));
    }

    private static boolean isAllowed(String path) {
        return path.equals("/") || ALLOWED.stream().anyMatch(allowed ->
                allowed.endsWith("/") ? path.startsWith(allowed) : path.equals(allowed));
    }

    private static byte[] bounded(Content content) throws HttpException {
        if (content.bytes().length > BYTES_MAX) {
            throw new HttpException(Status.CONTENT_TOO_LARGE, "at most " + BYTES_MAX + " bytes are explained");
        }
        return content.bytes();
    }

    private static Response json(String text) {
        return Response.of(Status.OK).with("Content-Type", "application/json").with("Cache-Control", "no-store")
                .with(new Body.Bytes(US_ASCII.encode(text)));
    }

    private static String parse(byte[] bytes, Optional<String> cuts) throws HttpException {
        TraceWriter trace = new TraceWriter();
        String end = ParserTrace.of(bytes, Limits.DEFAULT, trace);
        return "{\"runs\": " + trace.runs() + ", \"end\": " + Json.string(end) + ", \"events\": " + trace.events()
                + ", \"refusal\": " + trace.refusal(bytes)
                + (cuts.isPresent() ? ", \"cut\": " + cut(bytes, Cuts.read(cuts.get(), bytes.length)) : "") + "}";
    }

    /** The bytes parsed once more in segments, and whether anything differs from parsing them as one segment. */
    private static String cut(byte[] bytes, int... cuts) {
        TraceWriter whole = new TraceWriter();
        TraceWriter segments = new TraceWriter();
        String wholeEnd = ParserTrace.inSegments(bytes, new int[0], Limits.DEFAULT, whole);
        String end = ParserTrace.inSegments(bytes, cuts, Limits.DEFAULT, segments);
        boolean same = segments.isLike(whole) && end.equals(wholeEnd);
        return "{\"segments\": " + segments.runs() + ", \"same\": " + same + "}";
    }

    private static String next(byte[] bytes) {
        return ParserTrace.next(bytes, Limits.DEFAULT).stream().map(each -> "[" + each.first() + ", " + each.last() + ", "
                + Json.string(each.state()) + ", " + Json.string(each.refusal().map(Violation::name).orElse("")) + "]")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String exchange(byte[] bytes) throws IOException {
        ServerInMemory.Received received = server.exchange(bytes, ANSWER_BYTES_MAX);
        return "{\"bytes\": " + Json.string(new String(received.bytes(), ISO_8859_1)) + ", \"closed\": " + received.isClosed()
                + ", \"complete\": " + received.isComplete() + "}";
    }
}
