package hostling.handler;

import hostling.http.PathNames;
import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A <b>jail</b> against <b>path traversal</b>: no request reaches files outside of a folder. Some names have a special
 * meaning to a file system but not in a URI (RFC 9110 section 17.3). A path is checked segment by segment after decoding,
 * and again after the file system has resolved its symbolic links: only the real path counts.
 *
 * <p>The root is resolved in the constructor: if its path is a symbolic link, the link may be replaced later, as
 * deployment tools do. So a jail is used for one lookup only.
 */
final class PathJail {
    private final Path root;

    /**
     * @param folder an existing folder
     * @throws IOException if it can't be resolved
     */
    PathJail(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /** The real path of the folder. */
    Path root() {
        return root;
    }

    // region: resolve
    /** The real path of the file or folder that a target names; empty if there is none that may be seen. */
    Optional<Path> resolve(RequestTarget target) {
        List<String> segments = target.segments().orElse(List.of("\0"));
        boolean folder = segments.get(segments.size() - 1).isEmpty();
        List<String> names = folder ? segments.subList(0, segments.size() - 1) : segments;
        if (!names.stream().allMatch(PathNames::isPlainName)) {
            return Optional.empty();
        }
        try {
            return follow(root.resolve(String.join("/", names)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The real path of a path inside the folder; empty if it does not exist, is outside of the folder, or hidden. */
    Optional<Path> follow(Path path) {
        try {
            Path real = path.toRealPath();
            // A link with a plain name may lead to a hidden file.
            return real.startsWith(root) && !PathNames.anyHidden(root.relativize(real)) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
    // endregion
}
