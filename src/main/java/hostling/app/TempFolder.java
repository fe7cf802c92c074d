package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder; closing it deletes it with all its content. */
final class TempFolder implements AutoCloseable {
    private final Path path;

    /** Creates the folder; its name begins with the prefix. */
    TempFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(path)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();     // the content of a folder before the folder
        }
        for (Path each : paths) {
            Files.deleteIfExists(each);
        }
    }
}
