package hostling.bench.guard;

import hostling.bench.Workplace;
import hostling.bench.load.Client;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A folder with a small page and a larger file, and the requests for them. */
final class GuardSite {
    static final Path FOLDER = Workplace.FOLDER.resolve("guard");
    static final String PAGE = "/page.html";
    /** Too large for the server to copy into its output buffer. */
    static final String FILE = "/file.bin";
    private static final int PAGE_BYTES = 2_453;
    private static final int FILE_BYTES = 100_000;
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

    private GuardSite() { }

    static void make() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(Path.of(FOLDER + PAGE), "x".repeat(PAGE_BYTES));
        Files.writeString(Path.of(FOLDER + FILE), "x".repeat(FILE_BYTES));
    }

    /** A file that serves the folder with fields for browsers, as the demo has them. */
    static Path configuration(int port) throws IOException {
        return Files.writeString(Workplace.FOLDER.resolve("guard.toml"), """
                [[host]]
                listen = "127.0.0.1:%d"
                [host.security]
                nosniff = true
                content-security-policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
                [[host.route]]
                path = "/"
                root = "guard"
                precompressed = true
                """.formatted(port));
    }

    /** A connection to a server that may still be starting. */
    static Client connect(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return new Client(port);
            } catch (ConnectException e) {
                if (System.nanoTime() - start > START_NANOS_MAX) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Requests a path this many times, one by one. */
    static void ask(Client client, String path, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            int status = client.get(path);
            if (status != 200) {
                throw new IOException("answered with " + status);
            }
        }
    }
}
