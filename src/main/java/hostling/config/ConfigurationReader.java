package hostling.config;

import hostling.cgi.CgiLimits;
import hostling.config.LogBlock.Destination;
import hostling.handler.SessionLimits;
import hostling.log.ErrorLog;
import hostling.server.Timeouts;
import hostling.server.TrustedProxies;
import hostling.wire.IpRange;
import hostling.wire.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Builds a configuration from a file that is valid TOML. A host with an error is left out; with an error outside of the
 * hosts, there is no configuration.
 */
final class ConfigurationReader {
    /** A year: anything longer is a mistake, and deadlines are counted in nanoseconds, which must not overflow. */
    static final Duration DURATION_MAX = Timeouts.DURATION_MAX;

    private static final Duration DURATION_MIN = Duration.ofMillis(1);
    private static final ValueParser<Duration> TIMEOUT = ValueParser.duration(DURATION_MIN, DURATION_MAX);
    private static final int CONNECTIONS_MAX = 1_000_000;
    private static final long MEMORY_BYTES_MIN = 1 << 20;
    private static final long MEMORY_BYTES_MAX = 1L << 40;
    private static final long RATE_MAX = 1L << 30;
    private static final int SESSIONS_MAX = 100_000_000;
    private static final int SCRIPTS_MAX = 10_000;
    private static final int LINE_BYTES_MIN = 16;
    private static final int SECTION_BYTES_MAX = Limits.SECTION_BYTES_LIMIT;
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Section file;
    private final Diagnostics diagnostics;
    private final FileChecks fileChecks;

    /** @param file the root table */
    ConfigurationReader(Section file, Diagnostics diagnostics, FileChecks fileChecks) {
        this.file = file;
        this.diagnostics = diagnostics;
        this.fileChecks = fileChecks;
    }

    /** The configuration; empty if there is none that can be served. */
    Optional<Configuration> read() {
        ServerBlock server = server();
        LogBlock logs = logs(file.section("log", "[log]"));
        SessionBlock sessions = sessions(file.section("sessions", "[sessions]"), server.workers());
        CgiBlock cgi = cgi(file.section("cgi", "[cgi]"), server.timeouts().handler());
        boolean routeIsOutside = file.refused("route", DiagnosticKind.ROUTE_WITHOUT_HOST);
        if (file.isEmpty("host") && !routeIsOutside) {
            file.report(DiagnosticKind.NO_HOST);
        }
        List<Section> sections = file.sections("host");
        file.reportUnknownKeys();
        boolean usable = diagnostics.errors() == 0;

        List<HostDraft> drafts = new ArrayList<>();
        for (Section section : sections) {
            drafts.add(new HostReader(section, diagnostics, fileChecks).read());
        }
        List<HostBlock> hosts = new HostConflicts(drafts).resolve();
        return usable && !hosts.isEmpty() ? Optional.of(new Configuration(server, logs, sessions, cgi, hosts))
                : Optional.empty();
    }

    private ServerBlock server() {
        ServerBlock defaults = ServerBlock.DEFAULT;
        Section server = file.section("server", "[server]");
        Section timeouts = file.section("timeouts", "[timeouts]");
        Timeouts times = Timeouts.DEFAULT;
        ServerBlock block = new ServerBlock(
                server.value("workers", ValueParser.number(1, ServerBlock.WORKERS_MAX, defaults.workers()))
                        .orElse(defaults.workers()),
                server.value("connections", ValueParser.number(1, CONNECTIONS_MAX, defaults.connectionsMax()))
                        .orElse(defaults.connectionsMax()),
                server.value("memory", ValueParser.size(MEMORY_BYTES_MIN, MEMORY_BYTES_MAX)).map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                server.value("stop-delay", ValueParser.duration(Duration.ZERO, DURATION_MAX)).orElse(defaults.stopDelay()),
                server.value("stop-grace", ValueParser.duration(Duration.ZERO, DURATION_MAX)).orElse(defaults.stopGrace()),
                server.value("reuse-port", ValueParser.flag()).orElse(defaults.reusesPort()),
                server.value("timing", ValueParser.flag()).orElse(defaults.timing()),
                proxies(file.section("proxies", "[proxies]")), limits(file.section("limits", "[limits]")),
                new Timeouts(timeouts.value("header", TIMEOUT).orElse(times.header()),
                        timeouts.value("body", TIMEOUT).orElse(times.body()),
                        timeouts.value("write", TIMEOUT).orElse(times.write()),
                        timeouts.value("keep-alive", TIMEOUT).orElse(times.keepAlive()),
                        timeouts.value("handler", TIMEOUT).orElse(times.handler()),
                        timeouts.value("min-rate", ValueParser.size(0, RATE_MAX)).orElse(times.minRate())));
        timeouts.refused("answer", DiagnosticKind.RENAMED, "handler");
        server.reportUnknownKeys();
        timeouts.reportUnknownKeys();
        return block;
    }

    private static TrustedProxies proxies(Section proxies) {
        List<IpRange> trusted = proxies.list("trusted", ValueParser.text("10.0.0.0/8").then(Addresses::range))
                .orElse(List.of()).stream().map(Located::value).toList();
        TrustedProxies.Kind kind = proxies.value("client", ValueParser.word(List.of("x-forwarded", "forwarded", "proxy-protocol")))
                .map(word -> TrustedProxies.Kind.valueOf(constant(word)))
                .orElse(TrustedProxies.Kind.X_FORWARDED);
        proxies.reportUnknownKeys();
        return new TrustedProxies(trusted, kind);
    }

    private static Limits limits(Section limits) {
        Limits defaults = Limits.DEFAULT;
        Limits block = new Limits(
                bytes(limits, "request-line", LINE_BYTES_MIN, defaults.requestLineBytesMax()),
                bytes(limits, "fields", LINE_BYTES_MIN, defaults.fieldSectionBytesMax()),
                limits.value("field-count", ValueParser.number(1, SECTION_BYTES_MAX, defaults.fieldCountMax()))
                        .orElse(defaults.fieldCountMax()),
                limits.value("body", ValueParser.size(0, Limits.BODY_BYTES_LIMIT)).orElse(defaults.bodyBytesMax()),
                bytes(limits, "chunk-extensions", 0, defaults.chunkExtensionBytesMax()),
                bytes(limits, "trailers", 0, defaults.trailerBytesMax()));
        limits.reportUnknownKeys();
        return block;
    }

    private static int bytes(Section limits, String key, int min, int defaults) {
        return limits.value(key, ValueParser.size(min, SECTION_BYTES_MAX)).map(Long::intValue).orElse(defaults);
    }

    private LogBlock logs(Section log) {
        LogBlock block = new LogBlock(
                log.value("access", ValueParser.text("stdout").then(this::destination)).orElse(LogBlock.DEFAULT.access()),
                log.value("format", ValueParser.word(List.of("combined", "combined-duration", "json")))
                        .map(format -> LogBlock.Format.valueOf(constant(format))).orElse(LogBlock.DEFAULT.format()),
                log.value("error", ValueParser.text("stderr").then(this::destination)).orElse(LogBlock.DEFAULT.error()),
                log.value("level", ValueParser.word(List.of("error", "warning", "info", "debug")))
                        .map(level -> ErrorLog.Level.valueOf(constant(level)))
                        .orElse(LogBlock.DEFAULT.level()));
        log.reportUnknownKeys();
        return block;
    }

    /** The name of the enum constant for a word of the file. */
    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private Destination destination(String text) throws InvalidValueException {
        return switch (text) {
            case "off" -> new Destination.Off();
            case "stdout" -> new Destination.StandardOutput();
            case "stderr" -> new Destination.StandardError();
            default -> new Destination.ToFile(fileChecks.log(text));
        };
    }

    private SessionBlock sessions(Section sessions, int workers) {
        SessionLimits defaults = SessionLimits.DEFAULT;
        Optional<String> store = sessions.value("store", ValueParser.word(List.of("memory", "cookie")));
        boolean cookie = store.equals(Optional.of("cookie"));
        Optional<byte[]> key = Optional.empty();
        Optional<byte[]> oldKey = Optional.empty();
        if (cookie) {
            key = sessions.required("key-file", ValueParser.text("session.key").then(fileChecks::file), "\"session.key\"")
                    .flatMap(path -> key(sessions, "key-file", path));
            oldKey = sessions.value("old-key-file", ValueParser.text("old.key").then(fileChecks::file))
                    .flatMap(path -> key(sessions, "old-key-file", path));
            sessions.misplaced("store = \"memory\"", "count");
        } else {
            sessions.misplaced("store = \"cookie\"", "key-file", "old-key-file");
            if (workers > 1 && store.isPresent()) {
                sessions.report("store", DiagnosticKind.MEMORY_NOT_SHARED, workers);
            }
        }
        int count = cookie ? defaults.sessionsMax()
                : sessions.value("count", ValueParser.number(1, SESSIONS_MAX, defaults.sessionsMax()))
                        .orElse(defaults.sessionsMax());
        Duration age = sessions.value("age", TIMEOUT).orElse(defaults.ageMax());
        Duration idle = sessions.value("idle", TIMEOUT).orElse(shorter(defaults.idleMax(), age));
        if (idle.compareTo(age) > 0) {
            sessions.report("idle", DiagnosticKind.IDLE_LONGER_THAN_AGE, Durations.text(idle), Durations.text(age));
        }
        sessions.reportUnknownKeys();
        return new SessionBlock(key, oldKey, new SessionLimits(count, shorter(idle, age), age));
    }

    private Optional<byte[]> key(Section sessions, String name, Path path) {
        if (FileChecks.isWorldReadable(path)) {
            sessions.report(name, DiagnosticKind.KEY_OPEN_TO_ALL, path);
        }
        return sessions.value(name, any -> fileChecks.key(path));
    }

    // region: cgi
    private CgiBlock cgi(Section cgi, Duration handlerLimit) {
        CgiLimits defaults = CgiLimits.DEFAULT;
        Duration time = cgi.value("time", TIMEOUT).orElse(shorter(defaults.time(), handlerLimit));
        if (time.compareTo(handlerLimit) > 0) {
            cgi.report("time", DiagnosticKind.SCRIPT_LONGER_THAN_HANDLER, Durations.text(time), Durations.text(handlerLimit));
        }
        CgiLimits limits = new CgiLimits(cgi.value("scripts", ValueParser.number(1, SCRIPTS_MAX, defaults.scriptsMax()))
                .orElse(defaults.scriptsMax()), time,
                cgi.value("output", ValueParser.size(1, Limits.BODY_BYTES_LIMIT)).orElse(defaults.outputBytesMax()));
        CgiBlock block = new CgiBlock(limits,
                interpreters(cgi.section("interpreters", "{ py = \"python3\" }")),
                environment(cgi.section("environment", "{ HOME = \"/srv\" }")),
                cgi.value("keep-detached", ValueParser.flag()).orElse(CgiBlock.DEFAULT.keepsDetached()));
        cgi.reportUnknownKeys();
        return block;
    }
    // endregion

    /** The shorter of two durations. A default that is shortened by it never contradicts a configured value. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Map<String, List<String>> interpreters(Section interpreters) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String extension : interpreters.keys()) {
            if (!EXTENSION.matcher(extension).matches()) {
                interpreters.report(extension, DiagnosticKind.EXTENSION_FORM, extension);
            }
            List<Located<String>> words = interpreters
                    .nonEmptyList(extension, ValueParser.text("python3"), "[\"python3\", \"-u\"]").orElse(List.of());
            if (!words.isEmpty()) {
                commands.put(extension, command(interpreters, extension, words));
            }
        }
        return commands;
    }

    private static Map<String, String> environment(Section environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : environment.keys()) {
            if (!VARIABLE.matcher(name).matches()) {
                environment.report(name, DiagnosticKind.VARIABLE_NAME, name);
            }
            environment.value(name, ValueParser.text("/srv/site")).ifPresent(value -> {
                if (value.indexOf('\0') >= 0) {
                    environment.report(name, DiagnosticKind.VARIABLE_VALUE);
                }
                variables.put(name, value);
            });
        }
        return variables;
    }

    private List<String> command(Section interpreters, String extension, List<Located<String>> words) {
        List<String> command = new ArrayList<>(words.stream().map(Located::value).toList());
        try {
            command.set(0, fileChecks.program(command.get(0)));
        } catch (InvalidValueException e) {
            interpreters.report(extension, e.kind(), e.details());
            return command;
        }
        if (!fileChecks.hasProgram(command.get(0))) {
            interpreters.report(words.get(0).position(), extension, DiagnosticKind.NO_PROGRAM, command.get(0));
        }
        return List.copyOf(command);
    }
}
