package hostling.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A temporary folder; closing it deletes it with all its content. A process that halts closes nothing: it calls
 * {@link #deleteAll} first.
 */
final class TempFolder implements AutoCloseable {
    private static final Set<TempFolder> OPEN = ConcurrentHashMap.newKeySet();

    private static final long RETRY_NANOS = 1_000_000;

    private final Path path;

    /** Creates the folder; its name begins with the prefix. */
    TempFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        OPEN.add(this);
    }

    Path path() {
        return path;
    }

    /** Deletes all folders of this process that are not closed yet, as far as there is time. May be called from any thread. */
    static void deleteAll(Duration time) {
        Thread cleaner = new Thread(TempFolder::closeAll, "cleaner");
        cleaner.setDaemon(true);
        cleaner.start();
        try {
            cleaner.join(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeAll() {
        while (!OPEN.isEmpty()) {
            for (TempFolder folder : OPEN) {
                try {
                    folder.close();
                } catch (IOException | UncheckedIOException e) {
                    LockSupport.parkNanos(RETRY_NANOS); // a request has changed the folder meanwhile: once more
                }
            }
        }
    }

    /** One thread deletes it. If another one wants to do the same, that one waits. */
    @Override
    public synchronized void close() throws IOException {
        if (OPEN.contains(this)) {
            delete();
            OPEN.remove(this);
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(path)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();     // the content of a folder before the folder
        }
        for (Path each : paths) {
            Files.deleteIfExists(each);
        }
    }
}
