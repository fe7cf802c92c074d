package hostling.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import hostling.handler.Json;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.Content;
import hostling.http.Handler;
import hostling.http.HttpException;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.server.ServerInMemory;
import hostling.server.ServerInMemory.Pause;
import hostling.wire.Limits;
import hostling.wire.ParserTrace;
import hostling.wire.Violation;
import java.io.IOException;
import java.time.Duration;
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
 *   <li>{@code exchange}: the bytes that the server would answer. With {@code ?after=60&seconds=6} the client sends 60 bytes,
 *       is silent for six seconds, which nobody waits for, and then sends the rest.
 * </ul>
 *
 * <p>The parser and the server are those that serve this page, so what the page draws is true.
 */
public final class Explain {
    /** Enough for any example. A trace of it takes the loop half a millisecond; {@code next}, two at the worst, for tiny chunks. */
    private static final int BYTES_MAX = 4_096;
    private static final int ANSWER_BYTES_MAX = 32 * 1024;
    private static final int SECONDS_MAX = 60;
    /**
     * What can be tried in memory. Scripts and uploads can't: they would reach outside, for clients that the access log does
     * not show. The handler that always fails can, since this server has no error log to fill.
     */
    private static final List<String> ALLOWED = List.of("/hello.txt", "/index.html", "/files", "/files/", "/images/",
            "/echo/", "/session/", "/redirect/", "/small/", "/old-page", "/nothing", "/nothing-here", "/failure/", "/healthz");

    private final ServerInMemory server;

    private Explain(Site site, boolean timing, LongSupplier nanoTime, InstantSource wallClock) {
        Handler harmless = exchange -> {
            if (!isAllowed(exchange.request().target().path())) {
                throw new HttpException(Status.FORBIDDEN, "this path can't be tried in memory");
            }
            site.handler().handle(exchange);
        };
        server = new ServerInMemory(new Site(harmless, site.errorPages()), timing, nanoTime, wallClock);
    }

    /**
     * Routes below a path that ends in a slash. {@code exchange} serves the harmless paths of this site.
     *
     * @param timing    whether its responses tell how long they took, in Server-Timing
     * @param nanoTime  monotonic clock in nanoseconds
     * @param wallClock time of day
     */
    public static Router below(String prefix, Site site, boolean timing, LongSupplier nanoTime, InstantSource wallClock) {
        Explain explain = new Explain(site, timing, nanoTime, wallClock);
        return new Router().post(prefix + "parse", (request, content) -> json(parse(bounded(content), request.query("cuts"))))
                .post(prefix + "next", (request, content) -> json(next(bounded(content))))
                .post(prefix + "exchange", (request, content) -> json(explain.exchange(bounded(content), pause(request))));
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

    private static Pause pause(Request request) throws HttpException {
        return new Pause(number(request, "after", BYTES_MAX), Duration.ofSeconds(number(request, "seconds", SECONDS_MAX)));
    }

    private static int number(Request request, String name, int max) throws HttpException {
        String digits = request.query(name).orElse("0");
        if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) > max) {
            throw new HttpException(Status.BAD_REQUEST, name + " must be a number from 0 to " + max);
        }
        return Integer.parseInt(digits);
    }

    private String exchange(byte[] bytes, Pause pause) throws IOException {
        ServerInMemory.Received received = server.exchange(bytes, pause, ANSWER_BYTES_MAX);
        return "{\"bytes\": " + Json.string(new String(received.bytes(), ISO_8859_1)) + ", \"beforePause\": "
                + received.beforePause() + ", \"closed\": " + received.isClosed() + ", \"complete\": " + received.isComplete() + "}";
    }
}
