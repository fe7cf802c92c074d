package hostling.config;

import hostling.handler.FileSettings;
import hostling.handler.UploadPolicy;
import hostling.http.PathNames;
import hostling.wire.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the action of a route: the key that selects the action, and the keys that belong to it. */
final class ActionReader {
    /** The keys that select an action; each route has exactly one of them. */
    static final List<String> KEYS = List.of("root", "alias", "uploads", "cgi", "redirect", "health", "status", "demo");

    /** The keys that belong to root and alias only. */
    static final String[] FILE_KEYS = {"index", "listing", "cache", "precompressed", "memory"};
    private static final int FOUND = 302;
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]+");

    private final Section route;
    private final FileChecks fileChecks;

    ActionReader(Section route, FileChecks fileChecks) {
        this.route = route;
        this.fileChecks = fileChecks;
    }

    /**
     * The action; empty if a part is missing or invalid that has no default.
     *
     * @param key  one of {@link #KEYS}, which is present
     * @param path the route's path
     */
    Optional<Action> read(String key, String path) {
        if (!key.equals("root") && !key.equals("alias")) {
            route.misplaced("root or alias", FILE_KEYS);
        }
        if (!List.of("root", "redirect", "health", "status").contains(key)) {
            requireFolderPath(key, path);
        }
        return switch (key) {
            case "root", "alias" -> files(key, path);
            case "uploads" -> uploads(route.section(key, "{ folder = \"uploads\" }"));
            case "cgi" -> route.value(key, ValueParser.text("cgi-bin").then(fileChecks::folder)).map(Action.Cgi::new);
            case "redirect" -> redirect(route.section(key, "{ status = 301, to = \"/new/\" }"), path);
            case "health" -> route.value(key, ValueParser.word(List.of("live", "ready")))
                    .map(word -> new Action.Health(word.equals("ready")));
            case "status" -> route.value(key, ValueParser.word(List.of("page", "metrics")))
                    .map(word -> new Action.Status(word.equals("page")));
            case "demo" -> route.value(key, ValueParser.word(List.of("echo", "sessions", "explain", "loop", "failure", "docs")))
                    .map(Action.Demo::new);
            default -> throw new AssertionError("no action: " + key);
        };
    }

    private void requireFolderPath(String key, String path) {
        if (!path.endsWith("/")) {
            route.report("path", DiagnosticKind.PATH_NOT_FOLDER, key, path + "/");
        }
    }

    private Optional<Action> files(String key, String path) {
        List<String> index = route.list("index", ValueParser.text("index.html").then(ActionReader::indexName))
                .map(names -> names.stream().map(Located::value).toList()).orElse(FileSettings.INDEX);
        boolean listing = route.value("listing", ValueParser.flag()).orElse(false);
        Optional<String> cache = route.value("cache", ValueParser.text("1 h").then(FieldValues::cacheControl));
        boolean precompressed = route.value("precompressed", ValueParser.flag()).orElse(false);
        long memory = route.value("memory", ValueParser.size(0, Integer.MAX_VALUE)).orElse(FileSettings.MEMORY_BYTES);
        boolean keepsPath = key.equals("root");
        return route.value(key, ValueParser.text("www").then(fileChecks::folder))
                .filter(folder -> keepsPath || path.endsWith("/"))
                .map(folder -> new Action.Files(new FileSettings(folder, path, keepsPath, index, listing, cache,
                        precompressed, memory)));
    }

    private static String indexName(String name) throws InvalidValueException {
        if (!PathNames.isPlainName(name) || !isOfThisSystem(name)) {
            throw new InvalidValueException(DiagnosticKind.INDEX_FORM, name);
        }
        return name;
    }

    private static boolean isOfThisSystem(String name) {
        try {
            Path.of(name);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Optional<Action> uploads(Section uploads) {
        route.misplaced("the other actions; for uploads write request in the table uploads", "body");
        long file = uploads.value("file", ValueParser.size(1, Limits.BODY_BYTES_LIMIT))
                .orElse(UploadPolicy.DEFAULT.fileBytesMax());
        long request = uploads.value("request", ValueParser.size(1, Limits.BODY_BYTES_LIMIT))
                .orElse(Math.max(UploadPolicy.DEFAULT.requestBytesMax(), file));
        if (file > request) {
            uploads.report("file", DiagnosticKind.FILE_LARGER_THAN_REQUEST, Sizes.text(file), Sizes.text(request));
        }
        Set<String> extensions = new LinkedHashSet<>();
        uploads.list("extensions", ValueParser.text("txt").then(ActionReader::extension)).orElse(List.of())
                .forEach(extension -> extensions.add(extension.value()));
        boolean overwrites = uploads.value("overwrite", ValueParser.flag()).orElse(UploadPolicy.DEFAULT.overwrites());
        Action action = new Action.Uploads(
                uploads.value("folder", ValueParser.text("uploads").then(fileChecks::folder)),
                uploads.value("form", ValueParser.text("/upload").then(RoutePaths::read)),
                new UploadPolicy(file, request, overwrites, extensions));
        uploads.reportUnknownKeys();
        return Optional.of(action);
    }

    private static String extension(String text) throws InvalidValueException {
        if (!EXTENSION.matcher(text).matches()) {
            throw new InvalidValueException(DiagnosticKind.EXTENSION_FORM, text);
        }
        return text;
    }

    private Optional<Action> redirect(Section redirect, String path) {
        if (!route.isTable("redirect")) {
            return Optional.empty();                    // which is reported
        }
        int status = redirect.value("status", ActionReader::redirectStatus).orElse(FOUND);
        boolean keepsRest = redirect.value("keep-rest", ValueParser.flag()).orElse(false);
        Optional<String> to = redirect.required("to", ValueParser.text("/new/").then(FieldValues::reference), "\"/new/\"");
        if (to.filter(path::equals).isPresent()) {
            redirect.report("to", DiagnosticKind.REDIRECT_TO_ITSELF, path);
        }
        redirect.reportUnknownKeys();
        return to.map(target -> new Action.Redirect(status, target, keepsRest));
    }

    private static int redirectStatus(Object value) throws InvalidValueException {
        if (value instanceof Long number && List.of(301L, 302L, 303L, 307L, 308L).contains(number)) {
            return number.intValue();
        }
        throw ValueParser.wrongType(value, "301, 302, 303, 307 or 308 without quotes", "301");
    }
}
