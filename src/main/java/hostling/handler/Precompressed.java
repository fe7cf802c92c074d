package hostling.handler;

import hostling.http.AcceptEncoding;
import hostling.wire.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds precompressed files: {@code page.html.br} and {@code page.html.gz} next to {@code page.html}. The server never
 * compresses a file itself, as all other clients would have to wait for that.
 */
final class Precompressed {
    /** In the server's order of preference: Brotli files are smaller. */
    private static final List<String> CODINGS = List.of("br", "gzip");
    private static final Map<String, String> EXTENSIONS = Map.of("br", ".br", "gzip", ".gz");

    private Precompressed() { }

    // region: precompressed
    /** The form of a file that the client prefers, among those that exist. */
    static Representation best(Fields fields, Representation plain, PathJail jail) throws IOException {
        for (String coding : AcceptEncoding.preferred(fields, CODINGS)) {
            Optional<Representation> sibling = sibling(plain, coding, jail);
            if (sibling.isPresent()) {
                return sibling.get();
            }
        }
        return plain;
    }

    private static Optional<Representation> sibling(Representation plain, String coding, PathJail jail)
            throws IOException {
        String name = plain.path().getFileName() + EXTENSIONS.get(coding);
        Optional<Path> path = jail.follow(plain.path().resolveSibling(name));
        if (path.isEmpty()) {
            return Optional.empty();
        }
        FileState state;
        try {
            state = FileState.of(path.get());
        } catch (NoSuchFileException e) {
            return Optional.empty();                    // it was there a moment ago
        }
        boolean useful = state.isFile() && isFresh(state, plain.state()) && Files.isReadable(path.get());
        return useful ? Optional.of(new Representation(path.get(), state, plain.type(), coding))
                : Optional.empty();
    }

    /**
     * A sibling older than the file was made from an older version of it. Compressing programs copy the file's
     * modification time to it, some of them rounded down to whole seconds.
     */
    private static boolean isFresh(FileState sibling, FileState file) {
        return sibling.modified().getEpochSecond() >= file.modified().getEpochSecond();
    }
    // endregion
}
