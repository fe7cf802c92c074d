package hostling.handler;

import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder that no request gets out of: some names mean more to a file system than to a URI (RFC 9110 section 17.3). A
 * path is looked at segment by segment after decoding, and again when the file system has resolved its symbolic links:
 * what counts is where it really leads.
 *
 * <p>The root is the folder that its path led to when this was made: where that is a symbolic link, it may be swapped,
 * as programs that deploy a site do. So one of these is for one look.
 */
final class PathJail {
    private final Path root;

    /**
     * @param folder an existing folder
     * @throws IOException where it can't be resolved
     */
    PathJail(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /** The real path of the folder. */
    Path root() {
        return root;
    }

    // region: resolve
    /** The real path of what a target names; empty where nothing is there that may be seen. */
    Optional<Path> resolve(RequestTarget target) {
        List<String> segments = target.segments().orElse(List.of("\0"));
        boolean folder = segments.get(segments.size() - 1).isEmpty();
        List<String> names = folder ? segments.subList(0, segments.size() - 1) : segments;
        if (!names.stream().allMatch(PathJail::isPlainName)) {
            return Optional.empty();
        }
        try {
            return follow(root.resolve(String.join("/", names)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Where a path inside the folder really leads; empty where that is nowhere, outside, or hidden. */
    Optional<Path> follow(Path path) {
        try {
            Path real = path.toRealPath();
            return real.startsWith(root) && !hasDotFile(root.relativize(real)) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One segment that is one name: no dotfile, no separator of this system or another, no control character. */
    static boolean isPlainName(String segment) {
        return !segment.isEmpty() && segment.charAt(0) != '.'
                && segment.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\');
    }
    // endregion

    /** A link with a plain name may lead to a file that is hidden. */
    private static boolean hasDotFile(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
