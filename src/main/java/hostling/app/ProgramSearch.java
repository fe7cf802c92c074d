package hostling.app;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The search path for programs. */
final class ProgramSearch {
    private ProgramSearch() { }

    /** The folders in the environment variable PATH. */
    static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            try {
                if (!each.isEmpty()) {
                    folders.add(Path.of(each));
                }
            } catch (InvalidPathException e) {
                // No file can have this path.
            }
        }
        return folders;
    }
}
