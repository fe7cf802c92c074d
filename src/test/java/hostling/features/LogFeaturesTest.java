package hostling.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs in files, on standard output, and the end of the program. */
class LogFeaturesTest {
    private static final String LOGS = "logs.toml";
    /** More lines than a pipe has room for. */
    private static final int REQUESTS = 2_000;

    private static void awaitLine(Path log, String regex) throws Exception {
        Eventually.holds(regex, () -> Files.exists(log)
                && Files.readAllLines(log).stream().anyMatch(line -> line.matches(regex)));
    }

    @Test
    void theAccessLogHasALineForEachRequest(@Serving(LOGS) Server server) throws Exception {
        server.get("/one-line?a=b", "User-Agent: me", "Referer: there");
        awaitLine(server.project().site("access.log"), "127\\.0\\.0\\.1 - - "
                + "\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] "
                + "\"GET /one-line\\?a=b HTTP/1\\.1\" 404 \\d+ \"there\" \"me\"");
        List<String> lines = Files.readAllLines(server.project().site("access.log"));
        assertEquals(1, lines.stream().filter(line -> line.contains("/one-line")).count());
    }

    @Test
    void theErrorLogHasWhatWentWrong(@Serving(LOGS) Server server) throws Exception {
        assertEquals(500, server.get("/failure/").status());
        awaitLine(server.project().site("error.log"), "\\S+ error: the handler of GET /failure/ failed");
    }

    /** Like logrotate: the test moves the file away, then sends the signal. */
    @Test
    void logsAreOpenedAnewForRotation(@Serving(LOGS) Server server) throws Exception {
        Path log = server.project().site("access.log");
        server.get("/before");
        awaitLine(log, ".*/before.*");
        Path old = Files.move(log, server.project().site("access.log.1"));
        server.get("/between");
        awaitLine(old, ".*/between.*");
        server.signal("USR1");
        Eventually.holds("a new file", () -> Files.exists(log));
        server.get("/after");
        awaitLine(log, ".*/after.*");
        assertFalse(Files.readString(log).contains("/between"));
        assertFalse(Files.readString(old).contains("/after"));
    }

    /** Here the access log goes to standard output, which is a pipe that nobody reads. */
    @Test
    void anOutputThatNobodyReadsStopsNobody(@Serving("one.toml") Server server) throws Exception {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                client.get("/empty.html");
                assertEquals(200, client.reply().status());
            }
        }
    }

    @Test
    void itStopsWhenItIsAskedTo() throws Exception {
        try (Server server = Server.start(LOGS)) {
            server.get("/last");
            assertEquals(0, server.stop());
            assertTrue(Files.readString(server.project().site("access.log")).contains("GET /last "));
        }
    }
}
