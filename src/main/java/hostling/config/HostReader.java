package hostling.config;

import hostling.wire.FieldLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one {@code [[host]]}. */
final class HostReader {
    private static final Pattern ERROR_STATUS = Pattern.compile("[45][0-9][0-9]");
    private static final List<String> REFERRER_POLICIES = List.of("no-referrer", "no-referrer-when-downgrade", "origin",
            "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin",
            "unsafe-url");

    private final Section host;
    private final Diagnostics diagnostics;
    private final FileChecks fileChecks;

    HostReader(Section host, Diagnostics diagnostics, FileChecks fileChecks) {
        this.host = host;
        this.diagnostics = diagnostics;
        this.fileChecks = fileChecks;
    }

    /** The host; excluded if it has an error. */
    HostDraft read() {
        int before = diagnostics.errors();
        List<Located<InetSocketAddress>> listen = listen();
        HostDraft draft = new HostDraft(host,
                host.list("names", ValueParser.text("localhost").then(HostNames::read)).orElse(List.of()), listen,
                host.value("default", ValueParser.flag()).orElse(false),
                host.value("template", ValueParser.text("template.html").then(fileChecks::file)),
                errorPages(host.section("error-pages", "{ 404 = \"404.html\" }")),
                security(host.section("security", "{ nosniff = true }"), listen), routes());
        host.reportUnknownKeys();
        if (diagnostics.errors() > before) {
            draft.exclude();
        }
        return draft;
    }

    private List<Located<InetSocketAddress>> listen() {
        if (!host.has("listen")) {
            return List.of(new Located<>(Addresses.DEFAULT, host.position()));
        }
        String example = Addresses.text(Addresses.DEFAULT);
        List<Located<InetSocketAddress>> all = host.nonEmptyList("listen", ValueParser.text(example).then(Addresses::read),
                "[\"" + example + "\"]").orElse(List.of());
        List<Located<InetSocketAddress>> listen = new ArrayList<>();
        Set<InetSocketAddress> seen = new HashSet<>();
        for (Located<InetSocketAddress> one : all) {
            if (seen.add(one.value())) {
                listen.add(one);
            } else {
                host.report(one.position(), "listen", DiagnosticKind.ADDRESS_TWICE, Addresses.text(one.value()));
            }
        }
        return listen;
    }

    private Map<Integer, Path> errorPages(Section pages) {
        Map<Integer, Path> files = new HashMap<>();
        for (String status : pages.keys()) {
            Optional<Path> file = pages.value(status, ValueParser.text("404.html").then(fileChecks::file));
            if (!ERROR_STATUS.matcher(status).matches()) {
                pages.report(status, DiagnosticKind.STATUS_FORM, status);
            } else {
                file.ifPresent(page -> files.put(Integer.valueOf(status), page));
            }
        }
        return files;
    }

    private static List<FieldLine> security(Section security, List<Located<InetSocketAddress>> listen) {
        List<FieldLine> fields = new ArrayList<>();
        if (security.value("nosniff", ValueParser.flag()).orElse(false)) {
            fields.add(new FieldLine("X-Content-Type-Options", "nosniff"));
        }
        security.value("frame-options", ValueParser.word(List.of("DENY", "SAMEORIGIN")))
                .ifPresent(word -> fields.add(new FieldLine("X-Frame-Options", word)));
        security.value("content-security-policy", ValueParser.text("default-src 'self'")
                .then(text -> FieldValues.line("Content-Security-Policy", text))).ifPresent(fields::add);
        security.value("referrer-policy", ValueParser.word(REFERRER_POLICIES))
                .ifPresent(word -> fields.add(new FieldLine("Referrer-Policy", word)));
        security.value("hsts", ValueParser.duration(Duration.ZERO, Duration.ofDays(3660)).then(FieldValues::maxAge))
                .ifPresent(age -> fields.add(new FieldLine("Strict-Transport-Security", age)));
        if (security.has("hsts")) {
            warnAboutPlainHttp(security, listen);
        }
        security.reportUnknownKeys();
        return fields;
    }

    /** RFC 6797 section 8.1: browsers ignore the field on plain HTTP. A loopback address may be behind a TLS proxy. */
    private static void warnAboutPlainHttp(Section security, List<Located<InetSocketAddress>> listen) {
        listen.stream().map(Located::value).filter(address -> !address.getAddress().isLoopbackAddress()).findFirst()
                .ifPresent(address -> security.report("hsts", DiagnosticKind.HSTS_WITHOUT_TLS, Addresses.text(address)));
    }

    private List<RouteBlock> routes() {
        List<RouteBlock> routes = new ArrayList<>();
        Map<String, SourcePosition> paths = new HashMap<>();
        List<Section> sections = host.sections("route");
        if (host.isEmpty("route")) {
            host.report(DiagnosticKind.NO_ROUTE);
        }
        sections.forEach(route -> new RouteReader(route, fileChecks, paths).read().ifPresent(routes::add));
        return routes;
    }
}
