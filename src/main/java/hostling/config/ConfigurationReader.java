package hostling.config;

import hostling.config.LogBlock.Destination;
import hostling.wire.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Makes a configuration of a file that is good TOML. A host with an error is left out; an error outside of hosts leaves
 * nothing.
 */
final class ConfigurationReader {
    /** A year: what is longer is not meant, and deadlines are counted in nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final ValueParser<Duration> TIMEOUT = ValueParser.duration(SHORTEST, LONGEST);
    private static final int CONNECTIONS_MAX = 1_000_000;
    private static final long MEMORY_BYTES_MIN = 1 << 20;
    private static final long MEMORY_BYTES_MAX = 1L << 40;
    private static final long RATE_MAX = 1L << 30;
    private static final int SESSIONS_MAX = 100_000_000;
    private static final int SCRIPTS_MAX = 10_000;
    private static final int LINE_BYTES_MIN = 16;
    private static final int SECTION_BYTES_MAX = 16 << 20;
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Section file;
    private final Diagnostics problems;
    private final FileChecks disk;

    /** @param file the table of all tables */
    ConfigurationReader(Section file, Diagnostics problems, FileChecks disk) {
        this.file = file;
        this.problems = problems;
        this.disk = disk;
    }

    /** The configuration; empty where there is none to be used. */
    Optional<Configuration> read() {
        ServerBlock server = server();
        LogBlock logs = logs(file.section("log", "[log]"));
        SessionBlock sessions = sessions(file.section("sessions", "[sessions]"), server.workers());
        CgiBlock cgi = cgi(file.section("cgi", "[cgi]"), server.answer());
        if (file.isEmpty("host")) {
            file.complain(DiagnosticKind.NO_HOST);
        }
        List<Section> sections = file.sections("host");
        file.end();
        boolean usable = problems.errors() == 0;

        List<HostDraft> drafts = new ArrayList<>();
        for (Section section : sections) {
            drafts.add(new HostReader(section, problems, disk).read());
        }
        List<HostBlock> hosts = new HostConflicts(drafts).settle();
        return usable && !hosts.isEmpty() ? Optional.of(new Configuration(server, logs, sessions, cgi, hosts))
                : Optional.empty();
    }

    private ServerBlock server() {
        ServerBlock ours = ServerBlock.DEFAULT;
        Section server = file.section("server", "[server]");
        Section timeouts = file.section("timeouts", "[timeouts]");
        ServerBlock block = new ServerBlock(
                server.value("workers", ValueParser.number(1, ServerBlock.WORKERS_MAX, ours.workers()))
                        .orElse(ours.workers()),
                server.value("connections", ValueParser.number(1, CONNECTIONS_MAX, ours.connectionsMax()))
                        .orElse(ours.connectionsMax()),
                server.value("memory", ValueParser.size(MEMORY_BYTES_MIN, MEMORY_BYTES_MAX)).map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                server.value("stop-grace", ValueParser.duration(Duration.ZERO, LONGEST)).orElse(ours.stopGrace()),
                limits(file.section("limits", "[limits]")),
                timeouts.value("header", TIMEOUT).orElse(ours.header()),
                timeouts.value("body", TIMEOUT).orElse(ours.body()),
                timeouts.value("write", TIMEOUT).orElse(ours.write()),
                timeouts.value("keep-alive", TIMEOUT).orElse(ours.keepAlive()),
                timeouts.value("answer", TIMEOUT).orElse(ours.answer()),
                timeouts.value("min-rate", ValueParser.size(0, RATE_MAX)).orElse(ours.minRate()));
        server.end();
        timeouts.end();
        return block;
    }

    private static Limits limits(Section limits) {
        Limits ours = Limits.DEFAULT;
        Limits block = new Limits(
                bytes(limits, "request-line", LINE_BYTES_MIN, ours.requestLineBytesMax()),
                bytes(limits, "fields", LINE_BYTES_MIN, ours.fieldSectionBytesMax()),
                limits.value("field-count", ValueParser.number(1, SECTION_BYTES_MAX, ours.fieldCountMax()))
                        .orElse(ours.fieldCountMax()),
                limits.value("body", ValueParser.size(0, Limits.BODY_BYTES_LIMIT)).orElse(ours.bodyBytesMax()),
                bytes(limits, "chunk-extensions", 0, ours.chunkExtensionBytesMax()),
                bytes(limits, "trailers", 0, ours.trailerBytesMax()));
        limits.end();
        return block;
    }

    private static int bytes(Section limits, String key, int min, int ours) {
        return limits.value(key, ValueParser.size(min, SECTION_BYTES_MAX)).map(Long::intValue).orElse(ours);
    }

    private LogBlock logs(Section log) {
        LogBlock block = new LogBlock(
                log.value("access", ValueParser.text("stdout").then(this::destination)).orElse(LogBlock.DEFAULT.access()),
                log.value("error", ValueParser.text("stderr").then(this::destination)).orElse(LogBlock.DEFAULT.error()),
                log.value("level", ValueParser.word(List.of("error", "warning", "info", "debug")))
                        .orElse(LogBlock.DEFAULT.level()));
        log.end();
        return block;
    }

    private Destination destination(String text) throws InvalidValueException {
        return switch (text) {
            case "off" -> new Destination.Off();
            case "stdout" -> new Destination.StandardOutput();
            case "stderr" -> new Destination.StandardError();
            default -> new Destination.ToFile(disk.log(text));
        };
    }

    private SessionBlock sessions(Section sessions, int workers) {
        SessionBlock ours = SessionBlock.DEFAULT;
        Optional<String> store = sessions.value("store", ValueParser.word(List.of("memory", "cookie")));
        boolean cookie = store.equals(Optional.of("cookie"));
        Optional<byte[]> key = Optional.empty();
        if (cookie) {
            key = sessions.needed("key-file", ValueParser.text("session.key").then(disk::file), "\"session.key\"")
                    .flatMap(path -> key(sessions, path));
            sessions.misplaced("store = \"memory\"", "count");
        } else {
            sessions.misplaced("store = \"cookie\"", "key-file");
            if (workers > 1 && store.isPresent()) {
                sessions.complain("store", DiagnosticKind.MEMORY_NOT_SHARED, workers);
            }
        }
        int count = cookie ? ours.countMax() : sessions.value("count", ValueParser.number(1, SESSIONS_MAX, ours.countMax()))
                .orElse(ours.countMax());
        Duration age = sessions.value("age", TIMEOUT).orElse(ours.ageMax());
        Duration idle = sessions.value("idle", TIMEOUT).orElse(shorter(ours.idleMax(), age));
        if (idle.compareTo(age) > 0) {
            sessions.complain("idle", DiagnosticKind.IDLE_LONGER_THAN_AGE, Durations.text(idle), Durations.text(age));
        }
        sessions.end();
        return new SessionBlock(key, count, idle, age);
    }

    private Optional<byte[]> key(Section sessions, Path path) {
        if (FileChecks.isOpenToAll(path)) {
            sessions.complain("key-file", DiagnosticKind.KEY_OPEN_TO_ALL, path);
        }
        return sessions.value("key-file", any -> disk.key(path));
    }

    // region: cgi
    private CgiBlock cgi(Section cgi, Duration answer) {
        CgiBlock ours = CgiBlock.DEFAULT;
        Duration time = cgi.value("time", TIMEOUT).orElse(shorter(ours.time(), answer));
        if (time.compareTo(answer) > 0) {
            cgi.complain("time", DiagnosticKind.SCRIPT_LONGER_THAN_ANSWER, Durations.text(time), Durations.text(answer));
        }
        CgiBlock block = new CgiBlock(
                cgi.value("scripts", ValueParser.number(1, SCRIPTS_MAX, ours.scriptsMax())).orElse(ours.scriptsMax()), time,
                cgi.value("output", ValueParser.size(1, Limits.BODY_BYTES_LIMIT)).orElse(ours.outputBytesMax()),
                interpreters(cgi.section("interpreters", "{ py = \"python3\" }")),
                environment(cgi.section("environment", "{ HOME = \"/srv\" }")));
        cgi.end();
        return block;
    }
    // endregion

    /** The shorter of two durations: what is not said never contradicts what is. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Map<String, List<String>> interpreters(Section interpreters) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String extension : interpreters.keys()) {
            if (!EXTENSION.matcher(extension).matches()) {
                interpreters.complain(extension, DiagnosticKind.EXTENSION_FORM, extension);
            }
            List<Located<String>> words = interpreters
                    .filledList(extension, ValueParser.text("python3"), "[\"python3\", \"-u\"]").orElse(List.of());
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
                environment.complain(name, DiagnosticKind.VARIABLE_NAME, name);
            }
            environment.value(name, ValueParser.text("/srv/site")).ifPresent(value -> {
                if (value.indexOf('\0') >= 0) {
                    environment.complain(name, DiagnosticKind.VARIABLE_VALUE);
                }
                variables.put(name, value);
            });
        }
        return variables;
    }

    private List<String> command(Section interpreters, String extension, List<Located<String>> words) {
        List<String> command = new ArrayList<>(words.stream().map(Located::value).toList());
        try {
            command.set(0, disk.program(command.get(0)));
        } catch (InvalidValueException refusal) {
            interpreters.complain(extension, refusal.mistake(), refusal.details());
            return command;
        }
        if (!disk.hasProgram(command.get(0))) {
            interpreters.complain(words.get(0).place(), extension, DiagnosticKind.NO_PROGRAM, command.get(0));
        }
        return List.copyOf(command);
    }
}
