package hostling.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Response;
import hostling.testing.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code hostling examine}, as it is called from a shell. */
class ExamineCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int examine(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "examine";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(all, InputStream.nullInputStream(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8),
                new Signals(code -> { }));
    }

    private String output() {
        return out.toString(UTF_8);
    }

    @Test
    void aGoodServerPassesAndTheReportsAreWritten() throws Exception {
        try (RunningServer server = RunningServer.with(exchange -> exchange.respond(Response.text("hello")))) {
            int code = examine("http://127.0.0.1:" + server.address().getPort() + "/", "--stage", "fields", "--json", folder + "/r.json",
                    "--junit", folder + "/r.xml", "--html", folder + "/r.html");
            assertEquals(0, code, output() + err);
        }
        assertTrue(output().contains("It reads the fields"), output());
        assertTrue(output().contains(" checks passed."), output());
        assertTrue(Files.readString(folder.resolve("r.json")).contains("\"failed\": 0"));
        assertTrue(Files.readString(folder.resolve("r.xml")).contains("failures=\"0\""));
        assertTrue(Files.readString(folder.resolve("r.html")).contains("<title>Examination of http://127.0.0.1:"));
    }

    /** Nobody waits for a server that is not there. */
    @Test
    void aServerThatIsNotThereIsSaidToBeMissing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertEquals(3, examine("http://127.0.0.1:" + port + "/"));
        assertTrue(err.toString(UTF_8).startsWith("hostling: No server can be reached at 127.0.0.1:" + port), err.toString(UTF_8));
    }

    @Test
    void withoutAUrlOneIsAskedFor() {
        assertEquals(2, examine());
        assertTrue(err.toString(UTF_8).startsWith("hostling: which server?"), err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:80", "https://localhost/", "http://a b/", "http:///", "127.0.0.1"})
    void aWrongUrlIsNamed(String url) {
        assertEquals(2, examine(url));
        assertTrue(err.toString(UTF_8).startsWith("hostling: '" + url + "' is not the URL of a server, such as "), err.toString(UTF_8));
    }

    @Test
    void anUnknownStageIsNamed() {
        assertEquals(2, examine("http://127.0.0.1:1/", "--stage", "feelds"));
        assertTrue(err.toString(UTF_8).contains("no stage or check is called 'feelds'; see --list"), err.toString(UTF_8));
    }

    @Test
    void allChecksAreListed() {
        assertEquals(0, examine("--list"));
        assertTrue(output().contains("    host-missing (must): HTTP/1.1 needs a Host"), output());
    }
}
