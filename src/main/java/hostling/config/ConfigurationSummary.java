package hostling.config;

import hostling.cgi.CgiLimits;
import hostling.handler.FileSettings;
import hostling.handler.SessionLimits;
import hostling.http.Method;
import hostling.server.Timeouts;
import hostling.wire.IpRange;
import hostling.wire.Limits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a configuration means, in words: its hosts with their addresses and names, what each route does, and the limits that
 * differ from the default.
 */
public final class ConfigurationSummary {
    private final Configuration configuration;
    private final List<String> lines = new ArrayList<>();

    private ConfigurationSummary(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The lines of the summary. */
    public static List<String> of(Configuration configuration) {
        ConfigurationSummary summary = new ConfigurationSummary(configuration);
        configuration.hosts().forEach(summary::host);
        summary.limits();
        return summary.lines;
    }

    private void host(HostBlock host) {
        String names = host.names().isEmpty() ? "any name" : String.join(", ", host.names());
        lines.add("");
        lines.add("host " + names + " at " + host.listen().stream()
                .map(address -> Addresses.text(address) + defaultMark(host, address)).collect(Collectors.joining(", ")));
        int width = host.routes().stream().mapToInt(route -> route.path().length()).max().orElse(0);
        for (RouteBlock route : host.routes()) {
            lines.add("  " + route.path() + " ".repeat(width - route.path().length()) + "  " + route(route));
        }
    }

    /** With a single host at an address, there is nothing to tell apart. */
    private String defaultMark(HostBlock host, InetSocketAddress address) {
        boolean chosen = host.defaultAt().contains(address) && configuration.hostsAt(address).size() > 1;
        return chosen ? " (default)" : "";
    }

    private static String route(RouteBlock route) {
        List<String> parts = new ArrayList<>(List.of(action(route.action())));
        if (!route.methods().equals(route.action().methods())) {
            parts.add("methods " + route.methods().stream().map(Method::name).collect(Collectors.joining(", ")));
        }
        route.bodyBytesMax().ifPresent(bytes -> parts.add("body up to " + Sizes.text(bytes)));
        route.cors().ifPresent(cors -> parts.add("readable by pages of " + String.join(", ", cors.origins())));
        if (route.clients().equals(Action.THIS_MACHINE)) {
            parts.add("for this machine only");
        } else if (!route.clients().isEmpty()) {
            parts.add("for " + route.clients().stream().map(IpRange::toString).collect(Collectors.joining(", ")));
        }
        return String.join("; ", parts);
    }

    private static String action(Action action) {
        if (action instanceof Action.Files files) {
            return files(files.settings());
        }
        if (action instanceof Action.Uploads uploads) {
            return "takes uploads to " + uploads.folder().map(Object::toString).orElse("a temporary folder")
                    + ", up to " + Sizes.text(uploads.policy().fileBytesMax()) + " a file";
        }
        if (action instanceof Action.Cgi cgi) {
            return "runs the scripts of " + cgi.folder();
        }
        if (action instanceof Action.Redirect redirect) {
            return "redirects to " + redirect.to() + (redirect.keepsRest() ? "…" : "") + " with " + redirect.status();
        }
        if (action instanceof Action.Health health) {
            return "answers health checks (" + (health.isReadiness() ? "ready" : "live") + ")";
        }
        if (action instanceof Action.Status status) {
            return status.isPage() ? "shows the status page" : "shows the metrics";
        }
        return "demo " + ((Action.Demo) action).name();
    }

    private static String files(FileSettings settings) {
        return "serves the files of " + settings.folder() + (settings.listing() ? ", lists folders" : "")
                + settings.cache().map(value -> ", Cache-Control: " + value).orElse("")
                + (settings.precompressed() ? ", precompressed" : "");
    }

    private void limits() {
        lines.add("");
        int before = lines.size();
        ServerBlock server = configuration.server();
        ServerBlock usual = ServerBlock.DEFAULT;
        number("server.workers", server.workers(), usual.workers());
        number("server.connections", server.connectionsMax(), usual.connectionsMax());
        server.memoryBytesMax().ifPresent(bytes -> other("server.memory", Sizes.text(bytes), "a quarter of the heap"));
        duration("server.stop-delay", server.stopDelay(), usual.stopDelay());
        duration("server.stop-grace", server.stopGrace(), usual.stopGrace());
        requestLimits(server.limits(), usual.limits());
        timeouts(server.timeouts(), usual.timeouts());
        sessionLimits(configuration.sessions().limits(), SessionLimits.DEFAULT);
        scriptLimits(configuration.cgi().limits(), CgiLimits.DEFAULT);
        lines.add(before, lines.size() == before ? "All limits are the default." : "Limits other than the default:");
    }

    private void requestLimits(Limits limits, Limits usual) {
        size("limits.request-line", limits.requestLineBytesMax(), usual.requestLineBytesMax());
        size("limits.fields", limits.fieldSectionBytesMax(), usual.fieldSectionBytesMax());
        number("limits.field-count", limits.fieldCountMax(), usual.fieldCountMax());
        size("limits.body", limits.bodyBytesMax(), usual.bodyBytesMax());
        size("limits.chunk-extensions", limits.chunkExtensionBytesMax(), usual.chunkExtensionBytesMax());
        size("limits.trailers", limits.trailerBytesMax(), usual.trailerBytesMax());
    }

    private void timeouts(Timeouts timeouts, Timeouts usual) {
        duration("timeouts.header", timeouts.header(), usual.header());
        duration("timeouts.body", timeouts.body(), usual.body());
        duration("timeouts.write", timeouts.write(), usual.write());
        duration("timeouts.keep-alive", timeouts.keepAlive(), usual.keepAlive());
        duration("timeouts.handler", timeouts.handler(), usual.handler());
        size("timeouts.min-rate", timeouts.minRate(), usual.minRate());
    }

    private void sessionLimits(SessionLimits limits, SessionLimits usual) {
        number("sessions.count", limits.sessionsMax(), usual.sessionsMax());
        duration("sessions.age", limits.ageMax(), usual.ageMax());
        duration("sessions.idle", limits.idleMax(), usual.idleMax());
    }

    private void scriptLimits(CgiLimits limits, CgiLimits usual) {
        number("cgi.scripts", limits.scriptsMax(), usual.scriptsMax());
        duration("cgi.time", limits.time(), usual.time());
        size("cgi.output", limits.outputBytesMax(), usual.outputBytesMax());
    }

    private void number(String key, long value, long usual) {
        other(key, Long.toString(value), Long.toString(usual));
    }

    private void size(String key, long value, long usual) {
        other(key, Sizes.text(value), Sizes.text(usual));
    }

    private void duration(String key, Duration value, Duration usual) {
        other(key, Durations.text(value), Durations.text(usual));
    }

    private void other(String key, String value, String usual) {
        if (!value.equals(usual)) {
            lines.add("  " + key + " = " + value + " (default: " + usual + ")");
        }
    }
}
