package hostling.config;

import hostling.wire.Limits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a route does: one key that says what, and those that go with it. */
final class ActionReader {
    /** Each route has one of them. */
    static final List<String> KEYS = List.of("root", "alias", "uploads", "cgi", "redirect", "demo");

    /** What goes with root and alias alone. */
    static final String[] FILE_KEYS = {"index", "listing", "cache", "precompressed", "memory"};
    private static final long FILE_BYTES = 16L << 20;
    private static final long REQUEST_BYTES = 64L << 20;
    private static final int FOUND = 302;
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]+");

    private final Section route;
    private final FileChecks disk;

    ActionReader(Section route, FileChecks disk) {
        this.route = route;
        this.disk = disk;
    }

    /**
     * The action; empty where a part is missing that has no default.
     *
     * @param key  one of {@link #KEYS}, which is there
     * @param path the route's
     */
    Optional<Action> read(String key, String path) {
        if (!key.equals("root") && !key.equals("alias")) {
            route.misplaced("root or alias", FILE_KEYS);
        }
        if (!key.equals("root") && !key.equals("redirect")) {
            wantFolderPath(key, path);
        }
        return switch (key) {
            case "root", "alias" -> files(key);
            case "uploads" -> uploads(route.section(key, "{ folder = \"uploads\" }"));
            case "cgi" -> route.value(key, ValueParser.text("cgi-bin").then(disk::folder)).map(Action.Cgi::new);
            case "redirect" -> redirect(route.section(key, "{ status = 301, to = \"/new/\" }"), path);
            case "demo" -> route.value(key, ValueParser.word(List.of("echo", "sessions", "failure"))).map(Action.Demo::new);
            default -> throw new AssertionError("no action: " + key);
        };
    }

    private void wantFolderPath(String key, String path) {
        if (!path.endsWith("/")) {
            route.complain("path", DiagnosticKind.PATH_NOT_FOLDER, key, path + "/");
        }
    }

    private Optional<Action> files(String key) {
        List<String> index = route.list("index", ValueParser.text("index.html").then(ActionReader::indexName))
                .map(names -> names.stream().map(Located::value).toList()).orElse(Action.Files.INDEX);
        boolean listing = route.value("listing", ValueParser.flag()).orElse(false);
        Optional<String> cache = route.value("cache", ValueParser.text("1 h").then(FieldValues::cacheControl));
        boolean precompressed = route.value("precompressed", ValueParser.flag()).orElse(false);
        long memory = route.value("memory", ValueParser.size(0, Integer.MAX_VALUE)).orElse(Action.Files.MEMORY_BYTES);
        return route.value(key, ValueParser.text("www").then(disk::folder))
                .map(folder -> new Action.Files(folder, key.equals("root"), index, listing, cache,
                        precompressed, memory));
    }

    private static String indexName(String name) throws InvalidValueException {
        if (name.indexOf('/') >= 0 || name.startsWith(".")) {
            throw new InvalidValueException(DiagnosticKind.INDEX_FORM, name);
        }
        return name;
    }

    private Optional<Action> uploads(Section uploads) {
        route.misplaced("the other actions; for uploads write request in the table uploads", "body");
        long file = uploads.value("file", ValueParser.size(1, Limits.BODY_BYTES_LIMIT)).orElse(FILE_BYTES);
        long request = uploads.value("request", ValueParser.size(1, Limits.BODY_BYTES_LIMIT))
                .orElse(Math.max(REQUEST_BYTES, file));
        if (file > request) {
            uploads.complain("file", DiagnosticKind.FILE_LARGER_THAN_REQUEST, Sizes.text(file), Sizes.text(request));
        }
        Set<String> extensions = new LinkedHashSet<>();
        uploads.list("extensions", ValueParser.text("txt").then(ActionReader::extension)).orElse(List.of())
                .forEach(extension -> extensions.add(extension.value()));
        Action action = new Action.Uploads(
                uploads.value("folder", ValueParser.text("uploads").then(disk::folder)),
                uploads.value("form", ValueParser.text("/upload").then(RoutePaths::read)), file, request,
                uploads.value("overwrite", ValueParser.flag()).orElse(false), extensions);
        uploads.end();
        return Optional.of(action);
    }

    private static String extension(String text) throws InvalidValueException {
        if (!EXTENSION.matcher(text).matches()) {
            throw new InvalidValueException(DiagnosticKind.EXTENSION_FORM, text);
        }
        return text;
    }

    private Optional<Action> redirect(Section redirect, String path) {
        int status = redirect.value("status", ActionReader::redirectStatus).orElse(FOUND);
        boolean keepsRest = redirect.value("keep-rest", ValueParser.flag()).orElse(false);
        Optional<String> to = redirect.needed("to", ValueParser.text("/new/").then(FieldValues::reference), "\"/new/\"");
        if (to.filter(path::equals).isPresent()) {
            redirect.complain("to", DiagnosticKind.REDIRECT_TO_ITSELF, path);
        }
        redirect.end();
        return to.map(place -> new Action.Redirect(status, place, keepsRest));
    }

    private static int redirectStatus(Object value) throws InvalidValueException {
        if (value instanceof Long number && List.of(301L, 302L, 303L, 307L, 308L).contains(number)) {
            return number.intValue();
        }
        throw ValueParser.wrongType(value, "301, 302, 303, 307 or 308, without quotes,", "301");
    }
}
