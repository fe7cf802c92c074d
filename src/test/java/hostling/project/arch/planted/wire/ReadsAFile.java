package hostling.project.arch.planted.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whoever drives the parser reads the input, not the parser. */
final class ReadsAFile {
    // breaks wire-knows-values-alone

    String text(Path path) throws IOException {
        return Files.readString(path); // breaks wire-knows-values-alone
    }
}
