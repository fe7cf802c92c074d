package hostling.cgi;

import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A script that a path leads to. Dot segments are resolved before it is looked for, so what follows its name can't lead
 * out again (RFC 3875 section 9.8). Empty segments are kept where they follow the name (RFC 3875 section 8.1).
 *
 * @param folder   the real path of the folder of all scripts
 * @param file     the real path of the script
 * @param name     the path that leads to it, decoded: SCRIPT_NAME
 * @param pathInfo what follows that path, decoded; begins with a slash or is empty: PATH_INFO
 */
record Script(Path folder, Path file, String name, String pathInfo) {
    /** So many folders deep a script lies at most. Each costs a look at the disk, and a link can lead round in circles. */
    private static final int FOLDERS_MAX = 32;

    /**
     * Finds the script: the first file on the way.
     *
     * @param target of the request
     * @param prefix where the site shows the folder; the target's path begins with it
     * @return empty where there is none, or none to be seen: hidden, or outside the folder when links are followed
     */
    static Optional<Script> find(Path folder, String prefix, RequestTarget target) throws IOException {
        List<String> segments = target.below(prefix).segments().orElse(List.of("\0"));
        if (!segments.stream().allMatch(Script::isUnambiguous)) {
            return Optional.empty();
        }
        try {
            return find(folder.toRealPath(), prefix, segments);
        } catch (InvalidPathException e) {
            return Optional.empty();                    // the system's file names can't have these characters
        }
    }

    /** One look at the disk for each folder on the way; the first segment that leads nowhere ends it. */
    private static Optional<Script> find(Path root, String prefix, List<String> segments) throws IOException {
        Path path = root;
        int last = Math.min(segments.size(), FOLDERS_MAX + 1);
        for (int i = 0; i < last && leadsOn(segments.get(i)); i++) {
            path = path.resolve(segments.get(i));
            Optional<BasicFileAttributes> found = attributes(path);
            if (found.isPresent() && found.get().isRegularFile()) {
                return at(root, path, prefix, segments, i + 1);
            }
            if (found.isEmpty() || !found.get().isDirectory()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @param count how many segments lead to the file */
    private static Optional<Script> at(Path root, Path path, String prefix, List<String> segments, int count)
            throws IOException {
        String name = prefix + String.join("/", segments.subList(0, count));
        String pathInfo = segments.subList(count, segments.size()).stream().map(each -> "/" + each)
                .collect(Collectors.joining());
        return Optional.of(new Script(root, path.toRealPath(), name, pathInfo)).filter(Script::isToBeSeen);
    }

    /** What is hidden is not to be seen, and behind an empty segment a path would begin at the root of the system. */
    private static boolean leadsOn(String segment) {
        return !segment.isEmpty() && !segment.startsWith(".");
    }

    /** An encoded slash is no delimiter, but would look like one to the script; no path and no variable has a NUL. */
    private static boolean isUnambiguous(String segment) {
        return segment.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\');
    }

    private boolean isToBeSeen() {
        return file.startsWith(folder) && !isHidden(folder.relativize(file));
    }

    private static boolean isHidden(Path relative) {
        for (Path each : relative) {
            if (each.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The extension in lower case without its dot; empty where there is none. */
    String extension() {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
