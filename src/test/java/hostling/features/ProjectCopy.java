package hostling.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of what a reader has in the project's folder: servers can write to it, and their ports are free.
 *
 * @param folder the folder of the copy
 * @param ports  the ports in its configurations
 */
record ProjectCopy(Path folder, Ports ports) implements AutoCloseable {
    static final Path SITE = Path.of("test-data/site");
    private static final int KEY_BYTES = 32;

    static ProjectCopy make() throws IOException {
        ProjectCopy copy = new ProjectCopy(Files.createTempDirectory("hostling-features-"), new Ports());
        copy.take(Path.of("www"));
        copy.take(SITE);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.setPosixFilePermissions(Files.write(copy.site("session.key"), key),
                PosixFilePermissions.fromString("rw-------"));
        return copy;
    }

    /** Copies the times of files too: a precompressed file must not be older than its original. */
    private void take(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted().toList()) {
                Path target = folder.resolve(path.toString());
                Files.createDirectories(target.getParent());
                if (path.toString().endsWith(".toml")) {
                    Files.writeString(target, ports.in(Files.readString(path)));
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** A file of {@code test-data/site}. */
    Path site(String name) {
        return folder.resolve(SITE.toString()).resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
