package hostling.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The folder with the pages of the demo: {@code www} in the working directory, else the one next to the folder of the jar. If
 * there is neither, the pages in the jar are unpacked into a temporary folder, which {@link #close} deletes.
 */
final class DemoPages implements AutoCloseable {
    private static final String NAME = "www";
    private static final String ENTRIES = "hostling/app/" + NAME + "/";

    private final Path folder;
    /** Empty if the pages were not unpacked by this process. */
    private final Optional<TempFolder> temp;

    private DemoPages(Path folder, Optional<TempFolder> temp) {
        this.folder = folder;
        this.temp = temp;
    }

    /** @param given the folder into which the parent has unpacked the pages, if this is a worker and it has */
    static DemoPages find(Optional<Path> given) throws IOException {
        if (given.isPresent()) {
            return new DemoPages(given.get(), Optional.empty());
        }
        Optional<Path> code = code();
        Path here = Path.of(NAME);
        Path beside = code.map(Path::getParent).map(Path::getParent).map(project -> project.resolve(NAME)).orElse(here);
        for (Path folder : List.of(here, beside)) {
            if (Files.isDirectory(folder)) {
                return new DemoPages(folder, Optional.empty());
            }
        }
        return code.isPresent() && Files.isRegularFile(code.get()) ? unpacked(code.get())
                : new DemoPages(here, Optional.empty());
    }

    /** The jar with this class, or the folder of classes. */
    private static Optional<Path> code() {
        try {
            return Optional.of(Path.of(DemoPages.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static DemoPages unpacked(Path jar) throws IOException {
        TempFolder temp = new TempFolder("hostling-www-");
        try {
            unpack(jar, temp.path());
            return new DemoPages(temp.path().resolve(NAME), Optional.of(temp));
        } catch (IOException | RuntimeException e) {
            temp.close();
            throw e;
        }
    }

    /** Unpacks the pages in a jar to the folder {@code www} in another folder, with their times. */
    static void unpack(Path jar, Path into) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(any -> any.getName().startsWith(ENTRIES)).toList()) {
                if (!entry.isDirectory()) {
                    Path target = into.resolve(NAME).resolve(entry.getName().substring(ENTRIES.length()));
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                    Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether the pages came out of the jar. */
    boolean isTemporary() {
        return temp.isPresent();
    }

    /** Deletes the pages if they were unpacked. */
    @Override
    public void close() throws IOException {
        if (temp.isPresent()) {
            temp.get().close();
        }
    }
}
