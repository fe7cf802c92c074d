package hostling.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Dashboard;
import hostling.testing.Dashboard.Target;
import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus collects the metrics, and its alerts fire, with the files of chapter 13 and shorter times. */
@Tag("stress")
@Timeout(180)
class PrometheusTest {
    private static final Path FILES = Path.of("docs/prometheus");
    private static final Pattern ALERT = Pattern.compile("\"alertname\":\"(\\w+)\"[^}]*\\}[^}]*\\}[^}]*\"state\":\"firing\"");
    private static final int CONNECTIONS_MAX = 60;
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)\\}\\}");
    /** Some dozens of lines with such a path fill all queues of a log. */
    private static final int LONG_PATH = 7_000;

    @TempDir
    private Path folder;
    private ServerProcess server;
    private Process prometheus;
    private InetSocketAddress prometheusAddress;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("slow.sh"), "sleep 0.3\necho 'Content-Type: text/plain'\necho\n");
        server = ServerProcess.configured("""
                [server]
                connections = %d
                [log]
                access = "%s"
                [cgi.interpreters]
                sh = "sh"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                demo = "echo"
                [[host.route]]
                path = "/failure/"
                demo = "failure"
                [[host.route]]
                path = "/scripts/"
                cgi = "%s"
                [[host.route]]
                path = "/metrics"
                status = "metrics"
                """.formatted(CONNECTIONS_MAX, folder.resolve("access.log"), scripts));
        startPrometheus();
    }

    /** Times are a sixtieth of those in the files, so that alerts fire within seconds. */
    private void startPrometheus() throws Exception {
        String alerts = Files.readString(FILES.resolve("alerts.yml")).replace("[5m]", "[5s]").replace("[30m]", "[6s]")
                .replace("offset 30m", "offset 6s").replaceAll("for: \\d+m", "for: 0s");
        Files.writeString(folder.resolve("alerts.yml"), alerts);
        String configuration = Files.readString(FILES.resolve("prometheus.yml")).replace("15s", "1s")
                .replace("8080", "" + server.address().getPort());
        Files.writeString(folder.resolve("prometheus.yml"), configuration);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            prometheusAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        prometheus = new ProcessBuilder("prometheus", "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + prometheusAddress.getPort())
                .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.out").toFile()).start();
        Eventually.holds("Prometheus collects", () -> query("up").contains("\"1\"]"));
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient each : clients) {
            each.close();
        }
        if (prometheus != null) {
            prometheus.destroyForcibly().waitFor();
        }
        server.close();
    }

    private String query(String expression) {
        try (RawClient client = new RawClient(prometheusAddress)) {
            return client.get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).reply().text();
        } catch (IOException e) {
            return "";
        }
    }

    private Set<String> firing() {
        Set<String> names = new TreeSet<>();
        try (RawClient client = new RawClient(prometheusAddress)) {
            Matcher alert = ALERT.matcher(client.get("/api/v1/alerts").reply().text());
            while (alert.find()) {
                names.add(alert.group(1));
            }
        } catch (IOException e) {
            return names;
        }
        return names;
    }

    private void ask(String path, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (RawClient client = new RawClient(server.address())) {
                client.get(path).reply();
            }
        }
    }

    private void eventuallyFires(String alert, Runnable cause) throws Exception {
        Eventually.holds(alert + " fires", () -> {
            cause.run();
            return firing().contains(alert);
        });
    }

    private Runnable asking(String path) {
        return () -> {
            try {
                ask(path, 5);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    @Test
    void promtoolFindsNothingToCriticise() throws Exception {
        ask("/head", 3);
        Path metrics = folder.resolve("metrics");
        try (RawClient client = new RawClient(server.address())) {
            Files.writeString(metrics, client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().text());
        }
        for (List<String> arguments : List.of(List.of("check", "metrics"), List.of("check", "rules", FILES + "/alerts.yml"),
                List.of("check", "config", FILES + "/prometheus.yml"))) {
            List<String> command = new ArrayList<>(List.of("promtool"));
            command.addAll(arguments);
            Process promtool = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(metrics.toFile())
                    .redirectOutput(folder.resolve("promtool.out").toFile()).start();
            assertTrue(promtool.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, promtool.exitValue(), Files.readString(folder.resolve("promtool.out")));
        }
        assertEquals(Set.of(), firing(), "a server that does well raises no alert");
    }

    /** With a refusal among the requests, every expression has something to draw. */
    @Test
    void everyExpressionOfTheDashboardIsAnswered() throws Exception {
        List<Target> targets = Dashboard.read().targets();
        assertTrue(targets.size() > 10);
        for (Target target : targets) {
            String expression = target.expression().replace("$__rate_interval", "5s");
            Eventually.holds(target.expression(), () -> {
                ask("/head", 1);
                try (RawClient client = new RawClient(server.address())) {
                    client.send("GET / HTTP/1.1\r\n\r\n").reply();
                }
                String answer = query(expression);
                assertFalse(answer.contains("\"status\":\"error\""), answer);
                Matcher label = LEGEND.matcher(target.legend());
                return answer.contains("\"value\":[") && (!label.find() || answer.contains("\"" + label.group(1) + "\":\""));
            });
        }
    }

    @Test
    void everyAlertIsEvaluatedWithoutAnError() throws Exception {
        long alerts = Files.readAllLines(FILES.resolve("alerts.yml")).stream().filter(line -> line.contains("- alert: ")).count();
        Eventually.holds("all rules are evaluated", () -> {
            try (RawClient client = new RawClient(prometheusAddress)) {
                String rules = client.get("/api/v1/rules").reply().text();
                assertFalse(rules.contains("\"health\":\"err\""), rules);
                return rules.split("\"health\":\"ok\"", -1).length - 1 == alerts;
            }
        });
    }

    @Test
    void aLogThatNobodyReadsRaisesAnAlert() throws Exception {
        Path log = folder.resolve("access.log");
        Files.move(log, folder.resolve("access.log.1"));
        assertEquals(0, new ProcessBuilder("mkfifo", log.toString()).start().waitFor());
        server.signal("USR1");
        eventuallyFires("HostlingLogLost", asking("/" + "x".repeat(LONG_PATH)));
    }

    @Test
    void errorsAndSlowResponsesRaiseAlerts() throws Exception {
        eventuallyFires("HostlingErrors", asking("/failure/"));
        eventuallyFires("HostlingAvailability", asking("/failure/"));
        eventuallyFires("HostlingSlow", asking("/scripts/slow.sh"));
    }

    @Test
    void memoryThatGrowsRaisesAnAlert() throws Exception {
        int[] size = {0};
        eventuallyFires("HostlingMemoryGrows", () -> {
            if (clients.size() < CONNECTIONS_MAX / 2) {
                clients.add(incompleteUpload());
                size[0]++;
            }
        });
        assertTrue(size[0] > 0);
    }

    /** Holds 900,000 bytes of content in the memory of the server. */
    private RawClient incompleteUpload() {
        try {
            return new RawClient(server.address()).send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
                    + "x".repeat(900_000));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFullServerAndOneThatIsGoneRaiseAlerts() throws Exception {
        for (int i = 0; i < CONNECTIONS_MAX - 4; i++) {
            clients.add(new RawClient(server.address()));
        }
        eventuallyFires("HostlingFull", () -> { });
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        eventuallyFires("HostlingDown", () -> { });
    }
}
