package hostling.bench.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.bench.Procfs;
import hostling.bench.Settings;
import hostling.bench.Workplace;
import hostling.bench.load.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fails if the loop makes more system calls than it may. On the steady path there are three per request on a
 * keep-alive connection: epoll_wait, read, write. A file that is too large to be copied has a turn of its own,
 * after that of its head: two epoll_ctl, epoll_wait, two fstat, sendfile. strace counts only those of the loop's thread, because the virtual
 * machine's own threads make system calls at any time.
 */
public final class CallsGuard {
    private static final int WARM_UP = 30_000;
    private static final int REQUESTS = 10_000;
    private static final int CALLS_FOR_A_FILE = 6;
    private static final Pattern TOTAL = Pattern.compile("^\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:\\d+\\s+)?total$",
            Pattern.MULTILINE);

    private final Settings settings;

    public CallsGuard(Settings settings) {
        this.settings = settings;
    }

    /** Measures and returns the exit code. */
    public int run() throws IOException, InterruptedException {
        if (!Workplace.has("strace")) {
            System.out.println("FAILED: there is no strace here");
            return 1;
        }
        GuardSite.make();
        int port = Workplace.freePort();
        Process server = new ProcessBuilder(Workplace.java(), "-jar", Workplace.JAR.toString(), "--quiet", "--port",
                String.valueOf(port), GuardSite.FOLDER.toString()).inheritIO().redirectOutput(
                        ProcessBuilder.Redirect.DISCARD).start();
        try (Client client = GuardSite.connect(port)) {
            boolean passed = measure(server.pid(), client, GuardSite.PAGE, settings.callsMax())
                    & measure(server.pid(), client, GuardSite.FILE, settings.callsMax() + CALLS_FOR_A_FILE);
            return passed ? 0 : 1;
        } finally {
            server.destroy();
        }
    }

    private static boolean measure(long pid, Client client, String path, double allowed)
            throws IOException, InterruptedException {
        GuardSite.ask(client, path, WARM_UP);
        String table = trace(Procfs.busiestThread(pid), client, path);
        System.out.print(table);
        return judge(path, table, allowed);
    }

    private static String trace(long thread, Client client, String path) throws IOException, InterruptedException {
        Path table = Workplace.FOLDER.resolve("calls.txt");
        Process strace = new ProcessBuilder(List.of("strace", "-c", "-o", table.toString(), "-p",
                String.valueOf(thread))).redirectErrorStream(true).start();
        try (BufferedReader said = new BufferedReader(strace.inputReader(UTF_8))) {
            String line = said.readLine();
            if (line == null || !line.contains("attached")) {
                throw new IOException("strace can't attach: " + line);
            }
            GuardSite.ask(client, path, REQUESTS);
        } finally {
            strace.destroy();
            strace.waitFor();
        }
        return Files.readString(table);
    }

    private static boolean judge(String path, String table, double allowed) throws IOException {
        Matcher total = TOTAL.matcher(table);
        if (!total.find()) {
            throw new IOException("strace gives no total");
        }
        double each = Double.parseDouble(total.group(1)) / REQUESTS;
        boolean passed = each <= allowed;
        System.out.printf(Locale.ROOT, "%s: the loop makes %.2f system calls for each of %,d requests for %s on one connection; "
                + "%.2f are allowed%n", passed ? "ok" : "FAILED", each, REQUESTS, path, allowed);
        return passed;
    }
}
