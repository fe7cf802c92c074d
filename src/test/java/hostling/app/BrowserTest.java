package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.Program;
import hostling.testing.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option --open, with a program in the place of the one that opens pages. */
class BrowserTest {
    @TempDir
    private Path temp;

    /** Starts the server with a search path on which are only a shell and a program that does this. */
    private Process start(String opener, String line, String... arguments) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        program(bin.resolve("sh"), "exec /bin/sh \"$@\"");
        program(bin.resolve(opener), line);
        return start(bin, arguments);
    }

    private static Process start(Path bin, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Program.javaCommand());
        command.addAll(List.of("hostling.app.Main", "-q", "--open"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", bin.toString());
        return builder.start();
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Adds the page that it is to open to a file. */
    private String recording() {
        return "echo \"$@\" >>'" + temp.resolve("opened") + "'";
    }

    /** The first address in the line that the server prints. */
    private static String announced(BufferedReader said) throws IOException {
        return said.readLine().replaceAll(".*? at (http://[^ ,]+/).*", "$1");
    }

    private void opensOnce(Process server) throws Exception {
        Path opened = temp.resolve("opened");
        try (BufferedReader said = server.inputReader()) {
            String uri = announced(said);
            Eventually.holds("a page is opened", () -> Files.exists(opened) && Files.readString(opened).equals(uri + "\n"));
            assertEquals("HTTP/1.1 200 OK", firstLine(URI.create(uri)));
        } finally {
            server.destroy();
            assertTrue(server.waitFor(30, TimeUnit.SECONDS));
        }
        assertEquals(1, Files.readAllLines(opened).size());
    }

    private static String firstLine(URI uri) throws IOException {
        InetAddress host = InetAddress.getByName(uri.getHost());
        try (RawClient client = new RawClient(new InetSocketAddress(host, uri.getPort()))) {
            return client.send("GET /page.txt HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n").reply().statusLine();
        }
    }

    private String site() throws IOException {
        Path site = Files.createDirectories(temp.resolve("site"));
        Files.writeString(site.resolve("page.txt"), "A page\n");
        return site.toString();
    }

    @ParameterizedTest
    @CsvSource({"xdg-open, 127.0.0.1, 1", "open, 127.0.0.1, 1", "xdg-open, 127.0.0.1, 2", "xdg-open, 0.0.0.0, 1", "xdg-open, ::1, 1",
        "xdg-open, ::, 1", "xdg-open, localhost, 1"})
    void aPageThatIsServedIsOpenedOnce(String opener, String address, String workers) throws Exception {
        opensOnce(start(opener, recording(), site(), "-p", "0", "--bind", address, "--workers", workers));
    }

    @Test
    void ofSeveralHostsTheFirstOneIsOpened() throws Exception {
        Path file = Files.writeString(temp.resolve("site.toml"), """
                [[host]]
                names = "first.test"
                listen = ["127.0.0.1:0", "[::1]:0"]
                default = true
                [[host.route]]
                path = "/"
                root = "%1$s"
                [[host]]
                names = "second.test"
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                root = "%1$s"
                """.formatted(site()));
        opensOnce(start("xdg-open", recording(), "-c", file.toString()));
    }

    @ParameterizedTest
    @CsvSource({"other, true", "xdg-open, exit 3", "open, exit 1"})
    void withoutABrowserALineSaysWhatToOpen(String opener, String line) throws Exception {
        saysWhatToOpen(start(opener, line, site(), "-p", "0"));
    }

    @Test
    void withoutAShellToo() throws Exception {
        saysWhatToOpen(start(Files.createDirectories(temp.resolve("empty")), site(), "-p", "0"));
    }

    /** On two streams, so that either line may come first. */
    private static void saysWhatToOpen(Process server) throws IOException {
        try (BufferedReader said = server.inputReader()) {
            List<String> lines = Stream.of(said.readLine(), said.readLine()).sorted().toList();
            String uri = lines.get(0).replaceAll("Serving .* at (http://.*/) .*", "$1");
            assertEquals("hostling: no browser could be started here. Open " + uri + " in one.", lines.get(1));
            server.toHandle().destroy();                // Process.destroy would close the stream
            assertEquals(List.of(), said.lines().toList());
        }
    }
}
