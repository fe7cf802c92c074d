package hostling.bench.exam;

import hostling.bench.Settings;
import hostling.bench.Workplace;
import hostling.examine.ExamReport;
import hostling.examine.Examiner;
import hostling.examine.NoServerException;
import hostling.examine.Selection;
import hostling.examine.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts one server after the other, examines it, and writes the page. */
public final class ExamRun {
    private static final Path FOLDER = Workplace.FOLDER.resolve("exam");
    private static final Path PAGE = Path.of("docs/examined.md");
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);
    private static final int SECONDS_MAX = 180;
    private static final int STOP_SECONDS_MAX = 10;

    private final Settings settings;

    public ExamRun(Settings settings) {
        this.settings = settings;
    }

    /** Examines all servers that {@code bench.only} names; the page of the project is written if these are all. */
    public void run() throws IOException, InterruptedException {
        List<Examined> all = new ArrayList<>();
        for (ExaminedServer server : new ExaminedServers(FOLDER).all()) {
            if (settings.only().isEmpty() || settings.only().contains(server.name())) {
                all.add(examine(server));
            }
        }
        Path page = settings.only().isEmpty() ? PAGE : FOLDER.resolve("examined.md");
        Files.writeString(page, ExamPage.of(all));
        System.out.println("The page is " + page);
    }

    /** A server and what came out. */
    record Examined(ExaminedServer server, ExamReport report) { }

    private static Examined examine(ExaminedServer server) throws IOException, InterruptedException {
        int port = Workplace.freePort();
        Path log = FOLDER.resolve(server.name() + ".log");
        Process process = new ProcessBuilder(server.command().at(port)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.onExit().orTimeout(SECONDS_MAX, TimeUnit.SECONDS).exceptionally(stuck -> process.destroyForcibly());
        try {
            awaitStart(process, port, log);
            String authority = "127.0.0.1:" + port;
            Target target = new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), authority, "/", server.paths());
            ExamReport report = new Examiner(target, Selection.ALL).examine("http://" + authority + "/", stage -> { });
            System.out.println(server.title() + ": " + report.summary());
            return new Examined(server, report);
        } catch (NoServerException e) {
            throw new IOException(server.title() + ": " + e.getMessage(), e);
        } finally {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitStart(Process process, int port, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - start > START_NANOS_MAX) {
                    throw new IOException("it does not start; see " + log, e);
                }
                Thread.sleep(50);
            }
        }
    }
}
