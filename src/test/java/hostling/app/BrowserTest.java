package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option --open, with a program in the place of the one that opens pages. */
class BrowserTest {
    @TempDir
    private Path temp;

    /** Starts the server with a search path on which are only a shell and this program. */
    private Process start(String opener, String... arguments) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        program(bin.resolve("sh"), "exec /bin/sh \"$@\"");
        program(bin.resolve(opener), "echo \"$@\" >'" + temp.resolve("opened") + "'");
        List<String> command = new ArrayList<>(Program.javaCommand());
        command.addAll(List.of("hostling.app.Main", temp.toString(), "-p", "0", "-q"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", bin.toString());
        return builder.start();
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({"xdg-open, 1", "open, 1", "xdg-open, 2"})
    void thePageIsOpened(String opener, String workers) throws Exception {
        Process server = start(opener, "--open", "--workers", workers);
        try (BufferedReader said = server.inputReader()) {
            String line = said.readLine();
            String uri = line.substring(line.indexOf("http://"), line.indexOf("/ ") + 1);
            Path opened = temp.resolve("opened");
            Eventually.holds("a page is opened", () -> Files.exists(opened) && Files.readString(opened).equals(uri + "\n"));
        } finally {
            server.destroy();
            assertTrue(server.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void withoutAProgramThatOpensPagesNothingIsSaid() throws Exception {
        Process server = start("other", "--open");
        try (BufferedReader said = server.inputReader()) {
            assertTrue(said.readLine().startsWith("Serving "));
            server.toHandle().destroy();                // Process.destroy would close the stream
            assertEquals(List.of(), said.lines().toList());
        }
    }
}
