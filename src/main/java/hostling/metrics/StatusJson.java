package hostling.metrics;

import hostling.handler.Json;
import hostling.metrics.History.Window;
import hostling.server.Counters.Count;
import hostling.server.Counters.Gauge;
import hostling.server.Counters.Times;
import hostling.server.Totals;
import hostling.wire.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The status as JSON. Durations are in seconds, sizes in bytes. */
final class StatusJson {
    private final StatusNumbers numbers;

    StatusJson(StatusNumbers numbers) {
        this.numbers = numbers;
    }

    String text() {
        return object(
                member("version", Json.string(numbers.version())),
                member("workers", list(numbers.workers(), this::worker)),
                member("connections", connections()),
                member("windows", object(Arrays.stream(Window.values()).map(this::window).toArray(String[]::new))),
                member("refusals", refusals())) + "\n";
    }

    private String worker(Totals worker) {
        return object(member("requests", worker.answers()), member("connections", worker.connections()),
                member("heap", worker.get(Gauge.HEAP_BYTES)), member("descriptors", worker.get(Gauge.DESCRIPTORS)));
    }

    private String connections() {
        List<String> phases = Totals.phases();
        Stream<String> byPhase = IntStream.range(0, phases.size())
                .mapToObj(phase -> member(phases.get(phase).toLowerCase(Locale.ROOT), numbers.totals().connections(phase)));
        return object(Stream.concat(byPhase, Stream.of(member("limit", numbers.totals().get(Gauge.CONNECTIONS_MAX))))
                .toArray(String[]::new));
    }

    private String window(Window window) {
        Totals counted = numbers.history().total(window);
        long seconds = numbers.history().secondsOf(window);
        return member(StatusPage.name(window), object(
                member("seconds", seconds),
                member("requestsPerSecond", StatusNumbers.rate(counted, seconds)),
                member("p50", StatusNumbers.quantile(counted, Times.RESPONSE, 0.5)),
                member("p99", StatusNumbers.quantile(counted, Times.RESPONSE, 0.99)),
                member("max", StatusNumbers.quantile(counted, Times.RESPONSE, 1)),
                member("busy", numbers.busy(counted, seconds)),
                member("longestTurn", StatusNumbers.quantile(counted, Times.TURN, 1)),
                member("classes", list(List.of(1, 2, 3, 4, 5), each -> Long.toString(counted.answers(each)))),
                member("received", counted.get(Count.RECEIVED_BYTES)),
                member("sent", counted.get(Count.SENT_BYTES)),
                member("uploads", uploads(counted)),
                member("alerts", list(Alert.of(numbers, window), alert -> object(member("name", Json.string(alert.name())),
                        member("passed", Boolean.toString(alert.passed())))))));
    }

    private static String uploads(Totals counted) {
        return object(member("files", counted.get(Count.UPLOADED_FILES)), member("bytes", counted.get(Count.UPLOADED_BYTES)),
                member("refused", counted.get(Count.REFUSED_UPLOADS)), member("aborted", counted.get(Count.ABORTED_UPLOADS)),
                member("deleted", counted.get(Count.DELETED_FILES)));
    }

    private String refusals() {
        return object(Arrays.stream(Violation.values()).filter(rule -> numbers.totals().refused(rule) > 0)
                .map(rule -> member(rule.name(), numbers.totals().refused(rule))).toArray(String[]::new));
    }

    private static String object(String... members) {
        return Arrays.stream(members).collect(Collectors.joining(", ", "{", "}"));
    }

    private static <T> String list(List<T> elements, Function<T, String> text) {
        return elements.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String member(String name, Object value) {
        String text = value instanceof Double number ? String.format(Locale.ROOT, "%.6f", number) : value.toString();
        return Json.string(name) + ": " + text;
    }
}
