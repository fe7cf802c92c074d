package hostling.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder that the configurations of the tests and {@code docs/hostling.toml} refer to;
 * {@code test-data/config/README.md} lists its content.
 *
 * @param folder its path
 */
record Site(Path folder) {
    /** Creates its content in an empty folder. */
    static Site in(Path folder) throws IOException {
        for (String name : List.of("www/cgi-bin", "uploads", "notes", "errors", "keys", "bin")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("www/index.html"), "<!doctype html>");
        Files.writeString(folder.resolve("errors/404.html"), "<!doctype html>");
        Files.writeString(folder.resolve("errors/template.html"), "<!doctype html>{content}");
        write(folder.resolve("keys/good.key"), "k".repeat(32), "rw-------");
        write(folder.resolve("keys/open.key"), "k".repeat(32), "rw-r--r--");
        write(folder.resolve("keys/short.key"), "k".repeat(31), "rw-------");
        for (String program : List.of("python3", "sh")) {
            write(folder.resolve("bin/" + program), "#!/bin/sh\n", "rwxr-xr-x");
        }
        return new Site(folder);
    }

    private static void write(Path file, String content, String permissions) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** The folders in which interpreters are searched. */
    List<Path> programs() {
        return List.of(folder.resolve("bin"));
    }

    /** Reads a text as if it were a file in the folder. */
    LoadResult parse(String text) {
        return ConfigurationFile.parse(text, "site.toml", folder, programs());
    }
}
