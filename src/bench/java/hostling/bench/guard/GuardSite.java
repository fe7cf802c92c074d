package hostling.bench.guard;

import hostling.bench.Workplace;
import hostling.bench.load.Client;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A folder with the small page, and the requests for it. */
final class GuardSite {
    static final Path FOLDER = Workplace.FOLDER.resolve("guard");
    private static final String PATH = "/page.html";
    private static final int PAGE_BYTES = 2_453;
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

    private GuardSite() { }

    static void make() throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(Path.of(FOLDER + PATH), "x".repeat(PAGE_BYTES));
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

    /** Requests the page this many times, one by one. */
    static void ask(Client client, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            int status = client.get(PATH);
            if (status != 200) {
                throw new IOException("answered with " + status);
            }
        }
    }
}
