package hostling.config;

import hostling.handler.CorsSettings;
import hostling.http.Method;
import hostling.wire.IpRange;
import hostling.wire.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads one {@code [[host.route]]}. */
final class RouteReader {
    private static final Set<String> FORBIDDEN = Set.of(Method.TRACE.name(), Method.CONNECT.name());
    private static final Duration CORS_AGE = Duration.ofMinutes(10);
    private static final Duration CORS_AGE_MAX = Duration.ofDays(1);

    private final Section route;
    private final ActionReader actions;
    private final Map<String, SourcePosition> paths;

    /** @param paths the positions of the paths of the host's routes so far; this route adds its own */
    RouteReader(Section route, FileChecks fileChecks, Map<String, SourcePosition> paths) {
        this.route = route;
        this.actions = new ActionReader(route, fileChecks);
        this.paths = paths;
    }

    /** The route; empty if its path or its action is missing or invalid. */
    Optional<RouteBlock> read() {
        Optional<String> path = route.required("path", ValueParser.text("/").then(RoutePaths::read), "\"/\"");
        path.ifPresent(found -> registerPath(route, "path", found));
        Optional<String> key = actionKey();
        Optional<Action> action = key.flatMap(what -> actions.read(what, path.orElse("/")));
        SortedSet<Method> methods = action.map(what -> methods(key.get(), what)).orElse(Collections.emptySortedSet());
        OptionalLong body = route.value("body", ValueParser.size(0, Limits.BODY_BYTES_LIMIT)).map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        boolean hasCors = route.has("cors");
        Optional<CorsSettings> cors = hasCors ? Optional.of(cors(route.section("cors", "{ origins = [\"*\"] }")))
                : Optional.empty();
        Optional<List<Located<IpRange>>> clients = route.nonEmptyList("clients",
                ValueParser.text("127.0.0.0/8").then(Addresses::range), "[\"127.0.0.0/8\", \"::1\"]");
        route.markUsed("methods");
        route.markUsed(ActionReader.FILE_KEYS);
        route.reportUnknownKeys();
        action.filter(Action.Uploads.class::isInstance).flatMap(what -> ((Action.Uploads) what).form())
                .ifPresent(form -> registerPath(route, "uploads", form));
        return path.isPresent() && action.isPresent()
                ? Optional.of(new RouteBlock(path.get(), methods, body, cors,
                clients.map(RouteReader::values).orElse(action.get().clients()), action.get())) : Optional.empty();
    }

    private void registerPath(Section at, String key, String path) {
        SourcePosition other = paths.putIfAbsent(path, at.position(key));
        if (other != null) {
            at.report(key, DiagnosticKind.PATH_TWICE, path, other.line());
        }
    }

    /** The key that selects the route's action; empty unless there is exactly one. */
    private Optional<String> actionKey() {
        List<String> present = ActionReader.KEYS.stream().filter(route::has)
                .sorted(Comparator.comparing(route::position)).toList();
        if (present.isEmpty()) {
            route.report(DiagnosticKind.NO_ACTION);
        }
        present.stream().skip(1).forEach(key ->
                route.report(key, DiagnosticKind.TWO_ACTIONS, present.get(0), route.position(present.get(0)).line()));
        return present.size() == 1 ? Optional.of(present.get(0)) : Optional.empty();
    }

    private SortedSet<Method> methods(String key, Action action) {
        Optional<List<Located<Method>>> given = route.nonEmptyList("methods",
                ValueParser.text("GET").then(RouteReader::method), "[\"GET\", \"HEAD\"]");
        if (given.isEmpty()) {
            return action.methods();
        }
        SortedSet<Method> methods = new TreeSet<>(Set.of(Method.OPTIONS));
        for (Located<Method> method : given.get()) {
            if (!action.methods().contains(method.value())) {
                route.report(method.position(), "methods", DiagnosticKind.METHOD_NOT_HERE, key, method.value(),
                        String.join(", ", names(action.methods())));
            }
            methods.add(method.value());
        }
        if (methods.contains(Method.GET)) {
            methods.add(Method.HEAD);
        }
        return Collections.unmodifiableSortedSet(methods);
    }

    private static Method method(String name) throws InvalidValueException {
        if (FORBIDDEN.contains(name)) {
            throw new InvalidValueException(DiagnosticKind.METHOD_NEVER, name);
        }
        return Method.of(name).orElseThrow(() -> new InvalidValueException(DiagnosticKind.UNKNOWN_WORD, name,
                Suggestion.hint(name, names(Action.ALL_METHODS))));
    }

    private static List<String> names(Set<Method> methods) {
        return methods.stream().map(Method::name).toList();
    }

    private static CorsSettings cors(Section cors) {
        List<Located<String>> origins = List.of();
        ValueParser<String> origin = ValueParser.text("https://example.org").then(FieldValues::origin);
        if (cors.has("origins")) {
            origins = cors.nonEmptyList("origins", origin, "[\"https://example.org\"]").orElse(List.of());
        } else {
            cors.report("origins", DiagnosticKind.MISSING, "origins = [\"https://example.org\"]");
        }
        ValueParser<String> name = ValueParser.text("Content-Type").then(FieldValues::name);
        List<Located<String>> fields = cors.list("fields", name).orElse(List.of());
        List<Located<String>> exposed = cors.list("exposed", name).orElse(List.of());
        boolean credentials = cors.value("credentials", ValueParser.flag()).orElse(false);
        boolean starsAreValid = isStarValid(cors, "origins", origins, credentials)
                & isStarValid(cors, "fields", fields, credentials) & isStarValid(cors, "exposed", exposed, credentials);
        Duration maxAge = cors.value("max-age", ValueParser.duration(Duration.ZERO, CORS_AGE_MAX)).orElse(CORS_AGE);
        cors.reportUnknownKeys();
        return starsAreValid ? new CorsSettings(Set.copyOf(values(origins)), values(fields), values(exposed), credentials, maxAge)
                : new CorsSettings(Set.of(), List.of(), List.of(), false, maxAge);
    }

    private static boolean isStarValid(Section cors, String key, List<Located<String>> list, boolean credentials) {
        Optional<Located<String>> star = list.stream().filter(any -> any.value().equals("*")).findFirst();
        if (star.isPresent() && list.size() > 1) {
            cors.report(star.get().position(), key, DiagnosticKind.STAR_ALONE);
        } else if (star.isPresent() && credentials) {
            cors.report(star.get().position(), key, DiagnosticKind.STAR_WITH_CREDENTIALS);
        }
        return star.isEmpty() || list.size() == 1 && !credentials;
    }

    private static <T> List<T> values(List<Located<T>> list) {
        return list.stream().map(Located::value).toList();
    }
}
