package hostling.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a good configuration means, in words. */
class ConfigurationSummaryTest {
    @TempDir
    private Path temp;
    private Site site;

    @BeforeEach
    void makeTheFolderThatTheFilesSpeakOf() throws IOException {
        site = Site.in(temp);
    }

    private List<String> summary(String text) {
        LoadResult loaded = site.parse(text);
        assertEquals(List.of(), loaded.diagnostics());
        return ConfigurationSummary.of(loaded.configuration().orElseThrow()).stream()
                .map(line -> line.replace(temp.toString(), "SITE")).toList();
    }

    @Test
    void theSmallestIsSaidInThreeLines() {
        assertEquals(List.of("", "host any name at 127.0.0.1:8080", "  /  serves the files of SITE/www", "",
                "All limits are the default."), summary("""
                [[host]]
                [[host.route]]
                path = "/"
                root = "www"
                """));
    }

    @Test
    void hostsAreSaidWithAddressesAndNames() {
        assertEquals(List.of("", "host a.test, b.test at 127.0.0.1:80 (default), [::1]:81", "  /  serves the files of SITE/www",
                "", "host any name at 127.0.0.1:80, *:82", "  /  serves the files of SITE/www", "",
                "All limits are the default."), summary("""
                [[host]]
                names = ["a.test", "b.test"]
                listen = ["80", "[::1]:81"]
                default = true
                [[host.route]]
                path = "/"
                root = "www"
                [[host]]
                listen = ["80", "*:82"]
                [[host.route]]
                path = "/"
                root = "www"
                """));
    }

    @Test
    void eachKindOfRouteSaysWhatItDoes() {
        assertEquals("""

                host any name at 127.0.0.1:8080
                  /          serves the files of SITE/www, lists folders, Cache-Control: max-age=3600, precompressed
                  /up/       takes uploads to SITE/uploads, up to 16 MiB a file
                  /tmp/      takes uploads to a temporary folder, up to 1 KiB a file
                  /cgi-bin/  runs the scripts of SITE/www/cgi-bin
                  /old/      redirects to /new/… with 308
                  /one       redirects to /two with 301
                  /live      answers health checks (live)
                  /ready     answers health checks (ready)
                  /status    shows the status page; for this machine only
                  /metrics   shows the metrics; for 10.0.0.0/8
                  /echo/     demo echo; methods GET, HEAD, OPTIONS; body up to 100 B; readable by pages of *

                All limits are the default.""", String.join("\n", summary("""
                [[host]]
                [[host.route]]
                path = "/"
                root = "www"
                listing = true
                cache = "1 h"
                precompressed = true
                [[host.route]]
                path = "/up/"
                uploads = { folder = "uploads" }
                [[host.route]]
                path = "/tmp/"
                uploads = { file = "1 KiB" }
                [[host.route]]
                path = "/cgi-bin/"
                cgi = "www/cgi-bin"
                [[host.route]]
                path = "/old/"
                redirect = { to = "/new/", status = 308, keep-rest = true }
                [[host.route]]
                path = "/one"
                redirect = { to = "/two", status = 301 }
                [[host.route]]
                path = "/live"
                health = "live"
                [[host.route]]
                path = "/ready"
                health = "ready"
                [[host.route]]
                path = "/status"
                status = "page"
                [[host.route]]
                path = "/metrics"
                status = "metrics"
                clients = "10.0.0.0/8"
                [[host.route]]
                path = "/echo/"
                demo = "echo"
                methods = "GET"
                body = "100 B"
                cors = { origins = "*" }
                """)));
    }

    @Test
    void limitsOtherThanTheDefaultAreSaidWithIt() {
        List<String> lines = summary("""
                [server]
                workers = 2
                connections = 10000
                memory = "32 MiB"
                stop-grace = "1 min"
                [limits]
                body = "0 B"
                [timeouts]
                keep-alive = "1500 ms"
                min-rate = "0 B"
                [sessions]
                count = 5
                [cgi]
                output = "1 KiB"
                [[host]]
                [[host.route]]
                path = "/"
                root = "www"
                """);
        assertEquals(List.of("Limits other than the default:", "  server.workers = 2 (default: 1)",
                "  server.memory = 32 MiB (default: a quarter of the heap)", "  server.stop-grace = 1 min (default: 10 s)",
                "  limits.body = 0 B (default: 10 MiB)", "  timeouts.keep-alive = 1500 ms (default: 10 s)",
                "  timeouts.min-rate = 0 B (default: 256 B)", "  sessions.count = 5 (default: 10000)",
                "  cgi.output = 1 KiB (default: 10 MiB)"), lines.subList(4, lines.size()));
    }
}
