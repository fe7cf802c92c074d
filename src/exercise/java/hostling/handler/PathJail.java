package hostling.handler;

import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A <b>jail</b> against <b>path traversal</b>: no request reaches files outside of a folder. Some names have a special meaning to
 * a file system but not in a URI (RFC 9110 section 17.3). A path is checked segment by segment after decoding, and again after the
 * file system has resolved its symbolic links: only the real path counts.
 *
 * <p>Your task: write the constructor and the three methods.
 */
final class PathJail {
    /**
     * @param folder an existing folder, perhaps by way of symbolic links
     * @throws IOException if it can't be resolved
     */
    PathJail(Path folder) throws IOException {
    }

    /** The real path of the folder: without symbolic links. */
    Path root() {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The real path of the file or folder that a target names; empty if there is none that may be seen.
     *
     * <p>{@link RequestTarget#segments} gives the decoded names, or nothing if they can't be decoded; the last one is the empty string
     * if the path ends with a slash.
     * {@link hostling.http.PathNames#isPlainName} says whether a name may be used.
     */
    Optional<Path> resolve(RequestTarget target) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * The real path of a path inside the folder; empty if it does not exist, is outside of the folder, or hidden. A link with a
     * plain name may lead to a hidden file: {@link hostling.http.PathNames#anyHidden} looks at several names.
     */
    Optional<Path> follow(Path path) {
        throw new UnsupportedOperationException("not written yet");
    }
}
