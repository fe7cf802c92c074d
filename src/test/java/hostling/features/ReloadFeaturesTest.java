package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGHUP: another configuration while the server runs. */
class ReloadFeaturesTest {
    private static final int CLIENTS = 4;
    private static final int RELOADS = 6;
    private static final long PATIENCE_SECONDS = 30;

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start("logs.toml");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Replaces the configuration file in one step, then sends SIGHUP. */
    private void reload(String file) throws Exception {
        Path next = Files.copy(server.project().site(file), server.project().site("next"));
        Files.move(next, server.project().site("logs.toml"), StandardCopyOption.ATOMIC_MOVE);
        server.signal("HUP");
    }

    private boolean serves(String site) throws IOException {
        return server.get("/").text().contains("This is the " + site + " site.");
    }

    private boolean isLogged(String text) throws IOException {
        return Files.readString(server.project().site("error.log")).contains(text);
    }

    @Test
    void anotherConfigurationIsTakenOver() throws Exception {
        assertTrue(serves("first"));
        Path original = Files.copy(server.project().site("logs.toml"), server.project().site("original.toml"));
        reload("logs-changed.toml");
        Eventually.holds("the second site", () -> serves("second"));
        try (RawClient client = server.connect(8081)) {
            assertTrue(client.get("/").reply().text().contains("This is the second site."), "at the new port, too");
        }
        reload(original.getFileName().toString());
        Eventually.holds("the first site", () -> serves("first"));
        Eventually.holds("the end of the other port", () -> {
            try (RawClient client = server.connect(8081)) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        try (RawClient client = server.connect()) {
            assertEquals(200, client.get("/").reply().status());
            reload("broken.toml");
            Eventually.holds("a line in the log", () -> isLogged("the old configuration stays"));
            assertTrue(isLogged("logs.toml:4:1: error: timeouts.header: 5 has no unit;"));
            assertTrue(isLogged("logs.toml:7:1: error: host.listn: there is no such key; did you mean 'listen'?"));
            assertTrue(client.get("/").reply().text().contains("This is the first site."));
        }
        reload("logs-changed.toml");
        Eventually.holds("the second site, once the file is good again", () -> serves("second"));
    }

    /** Clients ask without pause on connections that stay open, while the configuration changes again and again. */
    @Test
    void noClientNoticesAReload() throws Exception {
        Files.copy(server.project().site("logs.toml"), server.project().site("original.toml"));
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            CompletableFuture<Integer> done = new CompletableFuture<>();
            new Thread(() -> ask(enough, done), "client").start();
            clients.add(done);
        }
        try {
            for (int i = 0; i < RELOADS; i++) {
                String site = i % 2 == 0 ? "second" : "first";
                reload(i % 2 == 0 ? "logs-changed.toml" : "original.toml");
                Eventually.holds("the " + site + " site", () -> serves(site));
            }
        } finally {
            enough.set(true);
        }
        for (CompletableFuture<Integer> client : clients) {
            assertTrue(client.get(PATIENCE_SECONDS, TimeUnit.SECONDS) > 0, "the client got responses");
        }
    }

    private void ask(AtomicBoolean enough, CompletableFuture<Integer> done) {
        try (RawClient client = server.connect()) {
            int answers = 0;
            while (!enough.get() || answers == 0) {
                Reply reply = client.get("/").reply();
                assertEquals(200, reply.status());
                assertEquals(null, reply.field("Connection"), "the connection stays open");
                answers++;
            }
            done.complete(answers);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}
