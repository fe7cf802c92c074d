package hostling.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A temporary folder; closing it deletes it with all its content. A process that halts closes nothing: it calls
 * {@link #closeAll} first.
 */
final class TempFolder implements AutoCloseable {
    private static final Set<TempFolder> OPEN = ConcurrentHashMap.newKeySet();
    /** How often {@link #closeAll} tries it: a request may put a file into a folder that is just being deleted. */
    private static final int ATTEMPTS = 5;

    private final Path path;

    /** Creates the folder; its name begins with the prefix. */
    TempFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        OPEN.add(this);
    }

    Path path() {
        return path;
    }

    /** Deletes all folders of this process that are not closed yet. May be called from any thread. */
    static void closeAll() {
        for (int i = 0; i < ATTEMPTS && !OPEN.isEmpty(); i++) {
            for (TempFolder folder : OPEN) {
                try {
                    folder.close();
                } catch (IOException e) {
                    // It is tried once more; then it stays, since the process ends now.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        while (Files.exists(path)) {
            try {
                delete();
            } catch (NoSuchFileException e) {
                // Another thread deletes it, too.
            }
        }
        OPEN.remove(this);
    }

    private void delete() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(path)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();     // the content of a folder before the folder
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : paths) {
            Files.deleteIfExists(each);
        }
    }
}
