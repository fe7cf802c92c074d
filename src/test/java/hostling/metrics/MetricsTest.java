package hostling.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.handler.PageTemplate;
import hostling.handler.Router;
import hostling.http.Body;
import hostling.http.ErrorPages;
import hostling.http.Exchange;
import hostling.http.Method;
import hostling.http.Response;
import hostling.http.Site;
import hostling.http.Status;
import hostling.log.AccessLog;
import hostling.server.ConnectionDriver;
import hostling.server.Counters;
import hostling.server.Counters.Count;
import hostling.server.HttpEngine;
import hostling.server.MemoryTransport;
import hostling.server.Peer;
import hostling.server.ServerSettings;
import hostling.server.Timeouts;
import hostling.server.Transport.Interest;
import hostling.server.TrustedProxies;
import hostling.testing.Dashboard;
import hostling.wire.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server in memory is asked for its own numbers. The clock stands still unless a test moves it. */
class MetricsTest {
    private static final Pattern METRIC = Pattern.compile("\\bhostling_\\w+");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

    private final Counters counters = new Counters(ByteBuffer.allocate(Counters.BYTES));
    private final Counters others = new Counters(ByteBuffer.allocate(Counters.BYTES));
    private final List<ByteBuffer> blocks = new ArrayList<>(List.of(counters.block()));
    private final List<Exchange> waiting = new ArrayList<>();
    private long nanos;
    private final HttpEngine engine = new HttpEngine(new ServerSettings(Limits.DEFAULT, Timeouts.DEFAULT, 100, 1 << 20,
            Duration.ofSeconds(5), TrustedProxies.NONE, false, AccessLog.NONE, (level, what, cause) -> { }, () -> nanos,
            () -> Instant.EPOCH), counters, new HttpEngine.Listener() {
                @Override
                public void taskAdded() { }

                @Override
                public void roomAdded() { }
            });
    private final Metrics metrics = new Metrics(engine, () -> blocks, "1.0", () -> true);
    private final Site site = new Site(new Router().get("/", request -> Response.text("hello"))
            .get("/broken", request -> Response.error(Status.INTERNAL_SERVER_ERROR, "on purpose"))
            .on(Method.GET, "/slow", waiting::add)
            .on(Method.GET, "/metrics", metrics::text).on(Method.GET, "/status", metrics.page(PageTemplate.BUILT_IN)), ErrorPages.PLAIN);
    private final MemoryTransport transport = new MemoryTransport();
    private final ConnectionDriver connection = engine.connect(transport, new Peer("127.0.0.1", 80), () -> site);

    private String get(String target, String... fieldLines) {
        return send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + String.join("", fieldLines) + "\r\n");
    }

    private String send(String bytes) {
        transport.clientSends(bytes);
        turn();
        return transport.received();
    }

    private void turn() {
        engine.startTurn();
        if (transport.isReady()) {
            connection.ready(transport.interest() == Interest.READ);
        }
        engine.endTurn();
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            metrics.second();
        }
    }

    private static void assertLine(String line, String text) {
        assertTrue(text.lines().anyMatch(line::equals), () -> line + " is not in\n" + text);
    }

    @Test
    void theTextHasTheConventionsOfPrometheus() {
        get("/");
        get("/broken");
        send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        String text = send("");
        ConnectionDriver second = engine.connect(transport, new Peer("127.0.0.1", 80), () -> site);
        transport.clientSends("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
        engine.startTurn();
        second.ready(true);
        engine.endTurn();
        text = transport.received();
        assertTrue(text.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"), text);
        assertLine("# TYPE hostling_requests_total counter", text);
        assertLine("hostling_requests_total{class=\"2xx\",method=\"GET\",route=\"\"} 1.0", text);
        assertLine("hostling_requests_total{class=\"5xx\",method=\"GET\",route=\"\"} 1.0", text);
        assertLine("hostling_refused_requests_total{rule=\"HOST_REPEATED\",status=\"400\"} 1.0", text);
        assertLine("hostling_refused_requests_total{rule=\"TLS\",status=\"400\"} 0.0", text);
        assertLine("# TYPE hostling_response_seconds histogram", text);
        assertLine("hostling_response_seconds_bucket{le=\"1.0E-4\"} 3", text);
        assertLine("hostling_response_seconds_count 3", text);
        assertLine("hostling_connections{phase=\"idle\"} 1.0", text);
        assertLine("hostling_accepted_connections_total 2.0", text);
        assertLine("hostling_workers 1.0", text);
        assertTrue(text.contains("hostling_build_info{java=\""), text);
    }

    @Test
    void dashboardAndAlertsAskForMetricsThatThereAre() throws IOException {
        get("/");
        Set<String> served = new HashSet<>();
        Matcher type = TYPE.matcher(get("/metrics"));
        while (type.find()) {
            served.addAll(!type.group(2).equals("histogram") ? List.of(type.group(1))
                    : List.of(type.group(1) + "_bucket", type.group(1) + "_sum", type.group(1) + "_count"));
        }
        String asked = Dashboard.read().targets() + Files.readString(Path.of("docs/prometheus/alerts.yml"));
        Set<String> missing = new TreeSet<>(METRIC.matcher(asked).results().map(MatchResult::group).toList());
        assertTrue(missing.size() > 10, "they ask for something");
        missing.removeAll(served);
        assertEquals(Set.of(), missing);
    }

    @Test
    void uploadsAreNumbersOfTheirOwn() {
        seconds(1);
        counters.add(Count.UPLOADED_FILES, 2);
        counters.add(Count.UPLOADED_BYTES, 3 << 20);
        counters.add(Count.REFUSED_UPLOADS, 4);
        counters.add(Count.ABORTED_UPLOADS, 5);
        counters.add(Count.DELETED_FILES, 6);
        seconds(1);
        String text = get("/metrics");
        assertLine("hostling_uploaded_files_total 2.0", text);
        assertLine("hostling_uploaded_bytes_total 3145728.0", text);
        assertLine("hostling_failed_uploads_total{cause=\"refused\"} 4.0", text);
        assertLine("hostling_failed_uploads_total{cause=\"aborted\"} 5.0", text);
        assertLine("hostling_deleted_files_total 6.0", text);
        String json = get("/status", "Accept: application/json\r\n");
        assertTrue(json.contains("\"uploads\": {\"files\": 2, \"bytes\": 3145728, \"refused\": 4, \"aborted\": 5, \"deleted\": 6}"), json);
        String page = get("/status", "Accept: text/html\r\n");
        assertTrue(page.contains("<dt>files stored</dt><dd>2</dd>"), page);
        assertTrue(page.contains("<dt>bytes stored</dt><dd>3,145,728</dd>"), page);
        assertTrue(page.contains("<dt>broken off</dt><dd>5</dd>"), page);
    }

    @Test
    void theNumbersAreThoseOfAllProcesses() {
        blocks.add(others.block());
        get("/");
        others.block().put(0, counters.block(), 0, Counters.BYTES);
        String text = get("/metrics");
        assertLine("hostling_requests_total{class=\"2xx\",method=\"GET\",route=\"\"} 2.0", text);
        assertLine("hostling_workers 2.0", text);
        assertTrue(get("/status", "Accept: text/html\r\n").contains("of 2 processes"));
    }

    @ParameterizedTest
    @CsvSource({"text/html, text/html; charset=utf-8", "application/json, application/json",
        "text/plain, text/plain; version=0.0.4; charset=utf-8", "*/*, text/html; charset=utf-8"})
    void theStatusIsWhatTheClientPrefers(String accept, String type) {
        String response = get("/status", "Accept: " + accept + "\r\n");
        assertTrue(response.contains("\r\nContent-Type: " + type + "\r\n"), response);
        assertTrue(response.contains("\r\nCache-Control: no-store\r\n"), response);
    }

    @Test
    void aLimitThatIsPassedIsShown() {
        seconds(1);
        for (int i = 0; i < 999; i++) {
            get("/");
        }
        seconds(2);
        String good = get("/status", "Accept: application/json\r\n");
        assertTrue(good.contains("{\"name\": \"availability\", \"passed\": false}, {\"name\": \"errors (5xx)\", \"passed\": false}, "
                + "{\"name\": \"p99 of the response time\", \"passed\": false}"), good);
        for (int i = 0; i < 6; i++) {
            get("/broken");
        }
        for (int i = 0; i < 12; i++) {
            get("/slow");
            nanos += 200_000_000;
            engine.execute(() -> waiting.remove(0).respond(Response.text("at last")));
            turn();
        }
        seconds(1);
        String bad = get("/status", "Accept: application/json\r\n");
        assertTrue(bad.contains("{\"name\": \"availability\", \"passed\": true}, {\"name\": \"errors (5xx)\", \"passed\": true}, "
                + "{\"name\": \"p99 of the response time\", \"passed\": true}"), bad);
        assertTrue(get("/status").contains("<td class=\"passed\">passed</td>"));
    }

    @Test
    void thePageShowsRefusalsAndTheLastRequestsWithoutQueries() {
        String page = get("/status?window=5m", "Accept: text/html\r\n");
        assertTrue(page.contains("<h2>Refusals since the start</h2><p>None.</p>"), page);
        get("/?secret=1");
        page = get("/status?window=1h");
        assertTrue(page.contains("<th scope=\"row\">GET /</th><td>200</td>"), page);
        assertFalse(page.contains("secret"), page);
        send("GET /?a HTTP/1.1\nHost: a\r\n\r\n");
        String json = new StatusJson(new StatusNumbers(hostling.server.Totals.of(blocks), List.of(), new History(), engine.recent(), 0,
                "1.0", false)).text();
        assertTrue(json.contains("\"refusals\": {\"LINE_ENDING\": 1}"), json);
    }

    @Test
    void aRefusalLeadsToItsRuleAndToAnExample() {
        send("GET / HTTP/1.1\nHost: a\r\n\r\n");
        Response response = new StatusPage(new StatusNumbers(hostling.server.Totals.of(blocks), List.of(), new History(), engine.recent(), 0,
                "1.0", true), History.Window.MINUTE).in(PageTemplate.BUILT_IN);
        String page = StandardCharsets.UTF_8.decode(((Body.Bytes) response.body()).content().duplicate()).toString();
        assertTrue(page.contains("<td><a href=\"https://www.rfc-editor.org/rfc/rfc9112.html#section-2.2\">RFC 9112 section 2.2</a>, "
                + "<a href=\"/parser.html#reason=a%20line%20does%20not%20end%20with%20CRLF\">byte by byte</a></td>"), page);
    }

    @Test
    void thereAreThreeWindows() {
        assertTrue(get("/status?window=2h").startsWith("HTTP/1.1 404 "));
        seconds(61);
        String page = get("/status?window=1m");
        assertTrue(page.contains("The last 60 s, of 1 process."), page);
        assertEquals(6, page.split("<polyline points=\"0,").length - 1, "six charts, full from the left");
    }
}
