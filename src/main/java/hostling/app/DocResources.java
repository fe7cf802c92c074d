package hostling.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The pages of the documentation, which the build puts among the resources of the program. */
final class DocResources {
    private static final String FOLDER = "docs/";

    private DocResources() { }

    /**
     * The content of a page, empty if there is none with this name.
     *
     * @throws UncheckedIOException if it can't be read
     */
    static Optional<byte[]> read(String name) {
        try (InputStream in = DocResources.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
