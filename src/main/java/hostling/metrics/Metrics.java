package hostling.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.handler.PageTemplate;
import hostling.http.Accept;
import hostling.http.Exchange;
import hostling.http.Handler;
import hostling.http.Request;
import hostling.http.Response;
import hostling.http.Status;
import hostling.metrics.History.Window;
import hostling.server.HttpEngine;
import hostling.server.Totals;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What this server does, in numbers: for programs, and for people. With workers, of all of them together. */
public final class Metrics {
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final HttpEngine engine;
    private final Supplier<List<ByteBuffer>> blocks;
    private final String version;
    private final BooleanSupplier explains;
    private final History history = new History();

    /**
     * The numbers of one engine, or of several.
     *
     * @param engine  the one of this process
     * @param blocks  the blocks of the counters of all processes, in the order of their numbers
     * @param version of the program
     * @param explains whether the server has the page that explains refusals
     */
    public Metrics(HttpEngine engine, Supplier<List<ByteBuffer>> blocks, String version, BooleanSupplier explains) {
        this.explains = explains;
        this.engine = engine;
        this.blocks = blocks;
        this.version = version;
    }

    /** Another second has passed. */
    public void second() {
        history.add(Totals.of(blocks.get()));
    }

    /** Answers in the text format of Prometheus. */
    public void text(Exchange exchange) {
        List<ByteBuffer> all = blocks.get();
        exchange.respond(response(MetricsText.CONTENT_TYPE, MetricsText.of(Totals.of(all), all.size(), version)));
    }

    /**
     * Answers with a page, or what else the client prefers: JSON, or the text of {@link #text}.
     *
     * @param template what is around the page
     */
    public Handler page(PageTemplate template) {
        return exchange -> {
            switch (Accept.best(exchange.request().fields(), List.of(HTML, JSON, TEXT))) {
                case JSON -> exchange.respond(varying(response(JSON, new StatusJson(status()).text())));
                case TEXT -> text(exchange);
                default -> exchange.respond(varying(page(exchange.request(), template)));
            }
        };
    }

    private Response page(Request request, PageTemplate template) {
        Optional<Window> window = StatusPage.window(request.query("window").orElse(""));
        return window.isEmpty() ? Response.error(Status.NOT_FOUND, "the windows are 1m, 5m and 1h")
                : fresh(new StatusPage(status(), window.get()).in(template));
    }

    private StatusNumbers status() {
        List<ByteBuffer> all = blocks.get();
        return new StatusNumbers(Totals.of(all), all.stream().map(block -> Totals.of(List.of(block))).toList(), history,
                engine.recent(), engine.nanoTime(), version, explains.getAsBoolean());
    }

    private static Response varying(Response response) {
        return response.varyingBy("Accept");
    }

    private static Response response(String type, String text) {
        return fresh(Response.of(Status.OK).withContent(type, text.getBytes(UTF_8)));
    }

    private static Response fresh(Response response) {
        return response.with("Cache-Control", "no-store");
    }
}
