package hostling.metrics;

import hostling.http.Method;
import hostling.server.Counters.Count;
import hostling.server.Counters.Gauge;
import hostling.server.Counters.Times;
import hostling.server.Totals;
import hostling.wire.Violation;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Writes totals in the text format of Prometheus, with its conventions for names and units. */
final class MetricsText {
    /** The type of the text. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String PREFIX = "hostling_";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    /** Upper bounds of the buckets of durations. */
    private static final double[] BUCKETS_SECONDS = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
        0.5, 1, 2.5, 5, 10, 25, 60};

    private final Totals totals;
    private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();

    private MetricsText(Totals totals) {
        this.totals = totals;
    }

    /**
     * The text.
     *
     * @param workers how many processes the totals come from
     * @param version of the program
     */
    static String of(Totals totals, int workers, String version) {
        MetricsText text = new MetricsText(totals);
        text.addRequests();
        text.addUploads();
        text.addConnections();
        text.addLoop();
        text.addResources(workers, version);
        return PrometheusTextFormatWriter.create().toDebugString(text.metrics.build());
    }

    private void addRequests() {
        CounterSnapshot.Builder requests = CounterSnapshot.builder().name(PREFIX + "requests")
                .help("Requests that were answered.");
        for (Totals.Requests each : totals.requests()) {
            requests.dataPoint(point(each.count(), Labels.of("class", each.statusClass() + "xx", "method",
                    each.method().map(Method::name).orElse("other"), "route", each.route())));
        }
        metrics.metricSnapshot(requests.build());
        histogram("first_byte_seconds", "From the complete head of a request to the first byte of its response.", Times.FIRST_BYTE);
        histogram("response_seconds", "From the complete head of a request to the end of its response in the output buffer.",
                Times.RESPONSE);
        counter("received_bytes", "Bytes read from clients.", totals.get(Count.RECEIVED_BYTES));
        counter("sent_bytes", "Bytes that the connections of clients have accepted.", totals.get(Count.SENT_BYTES));
        CounterSnapshot.Builder refusals = CounterSnapshot.builder().name(PREFIX + "refused_requests")
                .help("Requests that broke a rule, by the rule.");
        for (Violation violation : Violation.values()) {
            refusals.dataPoint(point(totals.refused(violation), Labels.of("rule", violation.name(), "status",
                    Integer.toString(violation.status()))));
        }
        metrics.metricSnapshot(refusals.build());
    }

    private void addUploads() {
        counter("uploaded_files", "Files that clients have uploaded.", totals.get(Count.UPLOADED_FILES));
        counter("uploaded_bytes", "Bytes of the files that clients have uploaded.", totals.get(Count.UPLOADED_BYTES));
        metrics.metricSnapshot(CounterSnapshot.builder().name(PREFIX + "failed_uploads")
                .help("Requests that were to store files and have stored none, by why: refused by a rule, or broken off.")
                .dataPoint(point(totals.get(Count.ABORTED_UPLOADS), Labels.of("cause", "aborted")))
                .dataPoint(point(totals.get(Count.REFUSED_UPLOADS), Labels.of("cause", "refused"))).build());
        counter("deleted_files", "Uploaded files that clients have deleted.", totals.get(Count.DELETED_FILES));
    }

    private void addConnections() {
        byPhase("connections", "Open connections, by what they wait for.", totals::connections);
        gauge("connections_limit", "How many connections may be open.", totals.get(Gauge.CONNECTIONS_MAX));
        counter("accepted_connections", "Connections that were accepted.", totals.get(Count.ACCEPTED));
        counter("overloads", "Clients that were refused for lack of room or memory.", totals.get(Count.OVERLOADED));
        CounterSnapshot.Builder timeouts = CounterSnapshot.builder().name(PREFIX + "timeouts")
                .help("Connections that have waited too long, by what they waited for.");
        for (int phase = 0; phase < Totals.phases().size(); phase++) {
            timeouts.dataPoint(point(totals.timedOut(phase), Labels.of("phase", phaseName(phase))));
        }
        metrics.metricSnapshot(timeouts.build());
        gauge("held_bytes", "Memory for unfinished requests and responses.", totals.get(Gauge.HELD_BYTES));
        gauge("held_bytes_limit", "The budget for this memory.", totals.get(Gauge.HELD_BYTES_MAX));
    }

    private void addLoop() {
        counter("loop_busy_seconds", "Time that the loops were not asleep.", totals.get(Count.BUSY_NANOS) / NANOS_PER_SECOND);
        counter("loop_ready_transports", "Transports that were ready, in all turns together.", totals.get(Count.READY));
        histogram("loop_turn_seconds", "Turns of the loops, without the sleep.", Times.TURN);
        counter("lost_log_lines", "Lines that no log has taken.", totals.get(Gauge.LOST_LOG_LINES));
    }

    private void addResources(int workers, String version) {
        gauge("workers", "Processes that serve.", workers);
        gauge("scripts", "Scripts that run.", totals.get(Gauge.SCRIPTS));
        gauge("scripts_limit", "How many scripts may run.", totals.get(Gauge.SCRIPTS_MAX));
        gauge("sessions", "Sessions in memory.", totals.get(Gauge.SESSIONS));
        gauge("heap_bytes", "Used memory of the heaps.", totals.get(Gauge.HEAP_BYTES));
        gauge("heap_limit_bytes", "The largest size of the heaps.", totals.get(Gauge.HEAP_BYTES_MAX));
        gauge("open_fds", "Open file descriptors.", totals.get(Gauge.DESCRIPTORS));
        gauge("max_fds", "The limit on open file descriptors.", totals.get(Gauge.DESCRIPTORS_MAX));
        counter("gc_collections", "Garbage collections.", totals.get(Gauge.COLLECTIONS));
        counter("gc_seconds", "Time spent on garbage collections.", totals.get(Gauge.COLLECTION_MILLIS) / MILLIS_PER_SECOND);
        gauge("start_time_seconds", "When the server began, in seconds since 1970; with workers, their mean.",
                totals.get(Gauge.STARTED_MILLIS) / MILLIS_PER_SECOND / Math.max(1, workers));
        metrics.metricSnapshot(InfoSnapshot.builder().name(PREFIX + "build").help("The program.").dataPoint(
                InfoDataPointSnapshot.builder().labels(Labels.of("java", Runtime.version().toString(), "version", version))
                        .build()).build());
    }

    private void counter(String name, String help, double value) {
        metrics.metricSnapshot(CounterSnapshot.builder().name(PREFIX + name).help(help).dataPoint(point(value, Labels.EMPTY)).build());
    }

    private void gauge(String name, String help, double value) {
        metrics.metricSnapshot(GaugeSnapshot.builder().name(PREFIX + name).help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build()).build());
    }

    private void byPhase(String name, String help, ToLongFunction<Integer> count) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        for (int phase = 0; phase < Totals.phases().size(); phase++) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder().value(count.applyAsLong(phase))
                    .labels(Labels.of("phase", phaseName(phase))).build());
        }
        metrics.metricSnapshot(gauge.build());
    }

    private static String phaseName(int phase) {
        return Totals.phases().get(phase).toLowerCase(Locale.ROOT);
    }

    private static CounterDataPointSnapshot point(double value, Labels labels) {
        return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private void histogram(String name, String help, Times times) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (double bound : BUCKETS_SECONDS) {
            long upTo = totals.countUpTo(times, Math.round(bound * NANOS_PER_SECOND));
            buckets.bucket(bound, upTo - before);
            before = upTo;
        }
        buckets.bucket(Double.POSITIVE_INFINITY, totals.count(times) - before);
        metrics.metricSnapshot(HistogramSnapshot.builder().name(PREFIX + name).help(help)
                .dataPoint(HistogramDataPointSnapshot.builder().classicHistogramBuckets(buckets.build())
                        .sum(totals.sumNanos(times) / NANOS_PER_SECOND).build()).build());
    }
}
