package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.config.Configuration;
import hostling.config.ConfigurationFile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose configuration changes. */
class ConfiguredServerTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final String HOST = """
            [[host]]
            listen = [%s]
            [[host.route]]
            path = "/session/"
            demo = "sessions"
            [[host.route]]
            path = "/cgi/"
            cgi = "."
            """;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    @TempDir
    private Path temp;
    private ConfiguredServer server;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        server = new ConfiguredServer(configuration("old.log", "1 h", "\"127.0.0.1:0\""), Optional.empty());
        thread = new Thread(() -> {
            try {
                server.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        thread.join();
        server.close();
    }

    private Configuration configuration(String log, String idle, String listen) throws IOException {
        String text = """
                [log]
                access = "off"
                error = "%s"
                [sessions]
                idle = "%s"
                [cgi.interpreters]
                sh = "/bin/sh"
                """.formatted(log, idle) + HOST.formatted(listen);
        return ConfigurationFile.parse(text, "test.toml", temp, List.of()).configuration().orElseThrow();
    }

    /** The message of the failure; empty if there was none. */
    private String reload(Configuration next) throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        server.execute(() -> {
            try {
                server.reload(next);
                done.complete("");
            } catch (IOException e) {
                done.complete(e.getMessage());
            }
        });
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HttpRequest request(String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.addresses().get(0).getPort() + path);
        return HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    }

    private String send(String method, String path) throws Exception {
        return client.send(request(method, path), BodyHandlers.ofString()).body();
    }

    @Test
    void visitorsKeepTheirSessionsWhenAChangeFails() throws Exception {
        send("POST", "/session/create");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Configuration impossible = configuration("old.log", "2 h",
                    "\"127.0.0.1:0\", \"127.0.0.1:" + taken.getLocalPort() + "\"");
            assertTrue(reload(impossible).startsWith("can't listen on port " + taken.getLocalPort()));
        }
        assertTrue(send("GET", "/session/info").contains("\"session\": true"));
        assertEquals("", reload(configuration("old.log", "1 h", "\"127.0.0.1:0\"")));
        assertTrue(send("GET", "/session/info").contains("\"session\": true"));
    }

    @Test
    void aScriptThatWasStartedBeforeTheLogsChangedIsHeardInTheNewOnes() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")) && Files.isDirectory(Path.of("/proc/self/fd")));
        Files.writeString(temp.resolve("a.sh"), "echo Content-Type: text/plain; echo; echo begun\n"
                + "until [ -e gate ]; do sleep 0.01; done; echo a complaint >&2\n");
        var reply = client.send(request("GET", "/cgi/a.sh"), BodyHandlers.ofInputStream());
        assertEquals('b', reply.body().read());
        assertEquals("", reload(configuration("new.log", "1 h", "\"127.0.0.1:0\"")));
        Files.createFile(temp.resolve("gate"));
        reply.body().readAllBytes();
        stop();
        assertTrue(Files.readString(temp.resolve("new.log")).contains("/cgi/a.sh: a complaint"));
    }

    /** The test takes a file of the project: the server does not keep a file open that has just changed. */
    @Test
    void aReloadClosesTheFilesThatTheOldSiteKeptOpen() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "the system lists open file descriptors");
        Path file = Path.of("docs/conformance.md").toRealPath();
        assertTrue(reload(serving(file.getParent())).isEmpty());
        for (int i = 0; i < 3; i++) {
            assertEquals(Files.readString(file), send("GET", "/" + file.getFileName()));
            assertEquals(1, timesOpen(file), "the server keeps it open for the next request");
            assertEquals("", reload(serving(file.getParent())));
            assertEquals(0, timesOpen(file));
        }
    }

    private Configuration serving(Path root) {
        String text = """
                [log]
                access = "off"
                [[host]]
                listen = "127.0.0.1:0"
                [[host.route]]
                path = "/"
                root = "%s"
                """.formatted(root);
        return ConfigurationFile.parse(text, "test.toml", temp, List.of()).configuration().orElseThrow();
    }

    private static long timesOpen(Path file) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path each : descriptors) {
                try {
                    count += Files.readSymbolicLink(each).equals(file) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // The descriptor of this listing, or one that has been closed in the meantime.
                }
            }
        }
        return count;
    }
}
