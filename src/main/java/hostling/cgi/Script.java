package hostling.cgi;

import hostling.http.PathNames;
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
 * A script that was found for a path. Dot segments are resolved before the search, so the part after the script's name can't
 * leave the folder (<b>path traversal</b>, RFC 3875 section 9.8). Empty segments after the name are kept (RFC 3875 section
 * 8.1).
 *
 * @param folder   the real path of the folder of all scripts
 * @param file     the real path of the script
 * @param name     its URL path, decoded: SCRIPT_NAME
 * @param pathInfo the rest of the path, decoded; begins with a slash or is empty: PATH_INFO
 */
record Script(Path folder, Path file, String name, String pathInfo) {
    /** Greatest depth of a script, in folders. Each costs a disk access, and symbolic links can form a cycle. */
    private static final int DEPTH_MAX = 32;

    /**
     * Finds the script: the first file along the path.
     *
     * @param folder of all scripts
     * @param prefix the URL path of the folder; the target's path begins with it
     * @param target of the request
     * @return empty if there is none, or if it is hidden or, with links followed, outside the folder
     */
    static Optional<Script> find(Path folder, String prefix, RequestTarget target) throws IOException {
        List<String> segments = target.below(prefix).segments().orElse(List.of("\0"));
        if (!segments.stream().allMatch(PathNames::isUnambiguous)) {
            return Optional.empty();
        }
        try {
            return find(folder.toRealPath(), prefix, segments);
        } catch (InvalidPathException e) {
            return Optional.empty();                    // no file name of this system can have these characters
        }
    }

    /** Costs one disk access for each folder along the path; ends at the first segment that does not exist. */
    private static Optional<Script> find(Path root, String prefix, List<String> segments) throws IOException {
        Path path = root;
        int last = Math.min(segments.size(), DEPTH_MAX + 1);
        for (int i = 0; i < last && isSearched(segments.get(i)); i++) {
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
        return Optional.of(new Script(root, path.toRealPath(), name, pathInfo)).filter(Script::isVisible);
    }

    /** Hidden files are not served; after an empty segment, a path would begin at the root of the file system. */
    private static boolean isSearched(String segment) {
        return !segment.isEmpty() && !PathNames.isHidden(segment);
    }

    private boolean isVisible() {
        return file.startsWith(folder) && !PathNames.anyHidden(folder.relativize(file));
    }

    /** The extension in lower case without its dot; empty if there is none. */
    String extension() {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
