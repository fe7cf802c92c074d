package hostling.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.handler.Html;
import hostling.handler.PageTemplate;
import hostling.http.Method;
import hostling.http.Response;
import hostling.metrics.History.Window;
import hostling.server.Counters.Count;
import hostling.server.Counters.Gauge;
import hostling.server.Counters.Times;
import hostling.server.RecentRequests.Answered;
import hostling.server.Totals;
import hostling.wire.Violation;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The status as a page. It is whole without scripts; with its script, it renews itself. */
final class StatusPage {
    private static final double MEBIBYTE = 1 << 20;
    private static final int PERCENT = 100;

    /** For both the template of the server and that of a host, whose colours and typefaces stay. */
    private static final String STYLE = """
            #now { --chart: light-dark(#0a5a66, #7ccbd3); --kept: light-dark(#1d6a35, #86cf98); --passed: light-dark(#9c2f1c, #f0a08d); --rule: #8884; }
            #now, .windows { max-width: none; font: .95rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
            .windows a { margin-right: 1rem; } .windows a[aria-current] { color: inherit; font-weight: 600; }
            #age { margin: .6rem 0 1rem; }
            #now h2 { margin: 2rem 0 .6rem; font-size: 1.2rem; }
            #now table { width: 100%; margin: 0; border-collapse: collapse; font: inherit; }
            #now th, #now td { width: auto; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); font: inherit; text-align: left; opacity: 1; }
            #now thead th { font-weight: 600; } #now tbody th { overflow-wrap: anywhere; white-space: normal; }
            .sideways { overflow-x: auto; }
            .numbers, .charts { display: grid; gap: .8rem 1.6rem; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); margin: 0; }
            .charts { grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
            .numbers dt { font-size: .85rem; opacity: .8; } .numbers dd { margin: 0; font-size: 1.2rem; }
            .numbers div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
            @media (max-width: 34rem) { #now table { font-size: .8rem; } #now th, #now td { padding-right: .35rem; } .numbers dd { font-size: 1.1rem; } }
            #now figure { margin: 0; } #now figcaption { margin: .3rem 0 0; font: .85rem/1.5 system-ui, sans-serif; }
            #now svg { display: block; width: 100%; height: 6rem; border-bottom: 1px solid var(--rule); }
            #now polyline { fill: none; stroke: var(--chart); stroke-width: 2; vector-effect: non-scaling-stroke; }
            #now line { stroke: var(--passed); stroke-dasharray: 4 4; vector-effect: non-scaling-stroke; }
            .kept { color: var(--kept); } .passed { color: var(--passed); font-weight: 600; }
            """;
    /** The page stays as it is while somebody selects a part of it or has the focus there. */
    private static final String SCRIPT = """
            setInterval(async () => {
              const isUsed = () => document.getSelection().type === "Range"
                || document.getElementById("now").contains(document.activeElement);
              if (document.hidden || isUsed()) return;
              try {
                const response = await fetch(location, { headers: { Accept: "text/html" }, cache: "no-store" });
                const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
                if (!isUsed()) document.getElementById("now").replaceWith(fresh.getElementById("now"));
              } catch { document.getElementById("age").textContent = "There is no answer. Is the server still running?"; }
            }, 2000);
            """;

    private final StatusNumbers numbers;
    private final Window window;
    private final Totals counted;
    private final long seconds;
    private final List<Totals> steps;
    private final StringBuilder html = new StringBuilder();

    StatusPage(StatusNumbers numbers, Window window) {
        this.numbers = numbers;
        this.window = window;
        this.counted = numbers.history().total(window);
        this.seconds = numbers.history().secondsOf(window);
        this.steps = numbers.history().steps(window);
    }

    /** The window of this name; the shortest for an empty name. */
    static Optional<Window> window(String name) {
        return Arrays.stream(Window.values()).filter(each -> name.isEmpty() || name(each).equals(name)).findFirst();
    }

    static String name(Window window) {
        return switch (window) {
            case MINUTE -> "1m";
            case FIVE_MINUTES -> "5m";
            case HOUR -> "1h";
        };
    }

    private static String words(Window window) {
        return switch (window) {
            case MINUTE -> "minute";
            case FIVE_MINUTES -> "5 minutes";
            case HOUR -> "hour";
        };
    }

    /** The page in a template. */
    Response in(PageTemplate template) {
        return template.page("Status", STYLE, SCRIPT, content());
    }

    private String content() {
        html.append("<h1>Status</h1>\n<nav class=\"windows\" aria-label=\"Windows\">");
        for (Window each : Window.values()) {
            html.append("<a href=\"?window=").append(name(each)).append(each == window ? "\" aria-current=\"page\">" : "\">")
                    .append(words(each)).append("</a>");
        }
        html.append("</nav>\n<div id=\"now\"><p id=\"age\">The last ").append(seconds).append(" s, of ").append(numbers.workers().size())
                .append(numbers.workers().size() == 1 ? " process" : " processes").append(".</p>");
        alerts();
        loop();
        requests();
        uploads();
        charts();
        connections();
        refusals();
        workers();
        recent();
        return html.append("</div>\n").toString();
    }

    private void alerts() {
        html.append("<h2>Limits</h2><div class=\"sideways\"><table><thead><tr><th>Measured</th><th>Now</th><th>Limit</th><th>Verdict</th></tr></thead><tbody>");
        for (Alert alert : Alert.of(numbers, window)) {
            row(alert.name(), alert.value(), alert.limit());
            html.append("<td class=\"").append(alert.passed() ? "passed\">passed" : "kept\">kept").append("</td></tr>");
        }
        html.append("</tbody></table></div>");
    }

    /** Begins a row; its last cell is left to the caller. */
    private void row(String heading, Object... cells) {
        html.append("<tr><th scope=\"row\">").append(Html.escape(heading)).append("</th>");
        for (Object cell : cells) {
            html.append("<td>").append(Html.escape(cell.toString())).append("</td>");
        }
    }

    private void loop() {
        html.append("<h2>The loop</h2><dl class=\"numbers\">");
        number("busy", format("%.1f %%", numbers.busy(counted, seconds) * PERCENT));
        number("longest turn", Alert.millis(StatusNumbers.quantile(counted, Times.TURN, 1)));
        number("turns a second", format("%,.0f", (double) counted.count(Times.TURN) / seconds));
        number("ready transports a turn", format("%.2f", (double) counted.get(Count.READY) / Math.max(1, counted.get(Count.TURNS))));
        number("memory held", format("%.1f of %,.0f MiB", counted.get(Gauge.HELD_BYTES) / MEBIBYTE, counted.get(Gauge.HELD_BYTES_MAX) / MEBIBYTE));
        number("heap", format("%.1f of %,.0f MiB", counted.get(Gauge.HEAP_BYTES) / MEBIBYTE, counted.get(Gauge.HEAP_BYTES_MAX) / MEBIBYTE));
        number("descriptors", format("%,d of %,d", counted.get(Gauge.DESCRIPTORS), counted.get(Gauge.DESCRIPTORS_MAX)));
        number("scripts", counted.get(Gauge.SCRIPTS) + " of " + counted.get(Gauge.SCRIPTS_MAX));
        number("sessions", format("%,d", counted.get(Gauge.SESSIONS)));
        number("lost log lines", format("%,d", counted.get(Gauge.LOST_LOG_LINES)));
        html.append("</dl>");
    }

    private void requests() {
        html.append("<h2>Requests</h2><dl class=\"numbers\">");
        number("requests a second", format("%,.1f", StatusNumbers.rate(counted, seconds)));
        number("median", Alert.millis(StatusNumbers.quantile(counted, Times.RESPONSE, 0.5)));
        number("p99", Alert.millis(StatusNumbers.quantile(counted, Times.RESPONSE, 0.99)));
        number("longest", Alert.millis(StatusNumbers.quantile(counted, Times.RESPONSE, 1)));
        for (int statusClass = 2; statusClass <= 5; statusClass++) {
            number(statusClass + "xx", format("%,d", counted.answers(statusClass)));
        }
        number("received", mebibytes(counted.get(Count.RECEIVED_BYTES)));
        number("sent", mebibytes(counted.get(Count.SENT_BYTES)));
        number("timeouts", format("%,d", timeouts()));
        number("refused for lack of room", format("%,d", counted.get(Count.OVERLOADED)));
        html.append("</dl>");
    }

    private void uploads() {
        html.append("<h2>Uploads</h2><dl class=\"numbers\">");
        number("files stored", format("%,d", counted.get(Count.UPLOADED_FILES)));
        number("bytes stored", format("%,d", counted.get(Count.UPLOADED_BYTES)));
        number("refused", format("%,d", counted.get(Count.REFUSED_UPLOADS)));
        number("broken off", format("%,d", counted.get(Count.ABORTED_UPLOADS)));
        number("files deleted", format("%,d", counted.get(Count.DELETED_FILES)));
        html.append("</dl>");
    }

    /** Keep-alive that has run out is the usual end of a connection, and no fault. */
    private long timeouts() {
        long sum = 0;
        for (int phase = 1; phase < Totals.phases().size(); phase++) {
            sum += counted.timedOut(phase);
        }
        return sum;
    }

    private void number(String name, String value) {
        html.append("<div><dt>").append(Html.escape(name)).append("</dt><dd>").append(Html.escape(value)).append("</dd></div>");
    }

    private void charts() {
        int stepSeconds = window.stepSeconds();
        html.append("<h2>In the last ").append(words(window)).append("</h2><div class=\"charts\">");
        chart("requests a second", "%,.0f", step -> StatusNumbers.rate(step, stepSeconds), 0);
        chart("p99 in ms", "%,.2f", step -> StatusNumbers.quantile(step, Times.RESPONSE, 0.99) * 1e3, Alert.P99_SECONDS_MAX * 1e3);
        chart("errors in percent", "%.2f", step -> StatusNumbers.errors(step) * PERCENT, Alert.ERRORS_MAX * PERCENT);
        chart("busy in percent", "%.1f", step -> numbers.busy(step, stepSeconds) * PERCENT, 0);
        chart("connections", "%,.0f", Totals::connections, 0);
        chart("heap in MiB", "%.1f", step -> step.get(Gauge.HEAP_BYTES) / MEBIBYTE, 0);
        html.append("</div>");
    }

    /** @param limit drawn as a line; 0 for none */
    private void chart(String name, String format, ToDoubleFunction<Totals> value, double limit) {
        double[] values = steps.stream().mapToDouble(value).toArray();
        double highest = Arrays.stream(values).max().orElse(0);
        double top = Math.max(Math.max(highest, limit) * 1.1, 1e-9);
        html.append("<figure><svg viewBox=\"0 0 59 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"").append(name)
                .append("\"><polyline points=\"");
        for (int i = 0; i < values.length; i++) {
            html.append(History.STEPS - values.length + i).append(',').append(format("%.1f", 100 - values[i] / top * 100)).append(' ');
        }
        html.append("\"/>");
        if (limit > 0) {
            String y = format("%.1f", 100 - limit / top * 100);
            html.append("<line x1=\"0\" x2=\"59\" y1=\"").append(y).append("\" y2=\"").append(y).append("\"/>");
        }
        html.append("</svg><figcaption>").append(name).append(": now ")
                .append(format(format, values.length == 0 ? 0 : values[values.length - 1])).append(", at most ").append(format(format, highest))
                .append(limit > 0 ? "; the limit is " + format(format, limit) : "").append("</figcaption></figure>");
    }

    private void connections() {
        html.append("<h2>Connections</h2><dl class=\"numbers\">");
        number("open", format("%,d of %,d", numbers.totals().connections(), numbers.totals().get(Gauge.CONNECTIONS_MAX)));
        List<String> phases = Totals.phases();
        for (int phase = 0; phase < phases.size(); phase++) {
            number(phases.get(phase).toLowerCase(Locale.ROOT), format("%,d", numbers.totals().connections(phase)));
        }
        html.append("</dl>");
    }

    private void refusals() {
        html.append("<h2>Refusals since the start</h2>");
        List<Violation> rules = Arrays.stream(Violation.values()).filter(rule -> numbers.totals().refused(rule) > 0)
                .sorted(Comparator.comparing(rule -> -numbers.totals().refused(rule))).toList();
        if (rules.isEmpty()) {
            html.append("<p>None.</p>");
            return;
        }
        html.append("<div class=\"sideways\"><table><thead><tr><th>Rule</th><th>Requests</th><th>Status</th><th>Section</th></tr></thead><tbody>");
        for (Violation rule : rules) {
            row(rule.reason(), format("%,d", numbers.totals().refused(rule)), rule.status());
            html.append("<td>").append(Html.withLinks(rule.section())).append(explorerLink(rule)).append("</td></tr>");
        }
        html.append("</tbody></table></div>");
    }

    /** To an example of such a request, if this server has the explorer. */
    private String explorerLink(Violation rule) {
        return !numbers.explains() ? "" : ", <a href=\"/parser.html#reason="
                + URLEncoder.encode(rule.reason(), UTF_8).replace("+", "%20") + "\">byte by byte</a>";
    }

    private void workers() {
        html.append("<h2>Processes</h2><div class=\"sideways\"><table><thead><tr><th>Process</th><th>Requests</th><th>Connections</th>"
                + "<th>Busy since its start</th><th>Heap</th></tr></thead><tbody>");
        for (int i = 0; i < numbers.workers().size(); i++) {
            Totals worker = numbers.workers().get(i);
            row(Integer.toString(i + 1), format("%,d", worker.answers()), format("%,d", worker.connections()),
                    format("%,.1f s", worker.get(Count.BUSY_NANOS) / 1e9), mebibytes(worker.get(Gauge.HEAP_BYTES)));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    private void recent() {
        html.append("<h2>The last requests of this process</h2><div class=\"sideways\"><table><thead><tr><th>Request</th><th>Status</th>"
                + "<th>Time</th><th>Ago</th></tr></thead><tbody>");
        numbers.recent().forEach(this::recentRow);
        html.append("</tbody></table></div>");
    }

    private void recentRow(Answered answered) {
        row(answered.method().map(Method::name).orElse("") + " " + answered.path(), answered.status(), Alert.millis(answered.nanos() / 1e9),
                format("%,.0f s", Math.max(0, numbers.nowNanos() - answered.atNanos()) / 1e9));
        html.append("</tr>");
    }

    private static String mebibytes(long bytes) {
        return format(bytes < 100 * MEBIBYTE ? "%.1f MiB" : "%,.0f MiB", bytes / MEBIBYTE);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
