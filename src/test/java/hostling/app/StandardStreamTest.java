package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access log on a standard output stream that is a pipe. */
class StandardStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String USER_AGENT = "x".repeat(4_000);
    /** Enough requests to fill the pipe and the log's own buffer. */
    private static final int REQUESTS = 100;

    @Test
    void aPipeWithANameThatNobodyReadsDoesNotStopTheServer(@TempDir Path temp) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Path pipe = temp.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        // The shell opens the pipe: opening it here would block until the reader below opens it.
        Process program = new ProcessBuilder("sh", "-c", "exec \"$@\" > '" + pipe + "'", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "hostling.app.Main", temp.toString(), "-p", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader reader = Files.newBufferedReader(pipe)) {
            String line = reader.readLine();
            String uri = line.substring(line.indexOf("http://"), line.indexOf(" ("));
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri + "none")).timeout(PATIENCE)
                    .header("User-Agent", USER_AGENT).build();
            for (int i = 0; i < REQUESTS; i++) {
                assertEquals(404, client.send(request, BodyHandlers.discarding()).statusCode());
            }
        } finally {
            program.destroyForcibly();
        }
    }
}
