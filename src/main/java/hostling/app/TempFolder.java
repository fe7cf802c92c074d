package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is deleted with all that is in it. */
final class TempFolder implements AutoCloseable {
    private final Path path;

    /** Makes the folder; its name begins like this. */
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
            paths = all.sorted(Comparator.reverseOrder()).toList();     // what is in a folder comes before it
        }
        for (Path each : paths) {
            Files.deleteIfExists(each);
        }
    }
}
