package hostling.bench;

import hostling.bench.Contestant.Mode;
import hostling.bench.load.Client;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A contestant in its own process, on the core for servers. */
public final class ServerProcess implements AutoCloseable {
    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);
    /** In addition to six times the duration of the load. */
    private static final long LIFE_SECONDS_MAX = 1_200;

    private final Process process;
    private final int port;
    private final Settings settings;
    private final double startMillis;

    private ServerProcess(Process process, int port, Settings settings, double startMillis) {
        this.process = process;
        this.port = port;
        this.settings = settings;
        this.startMillis = startMillis;
    }

    /**
     * Starts a server and waits until it has answered a request.
     *
     * @param file the path of the first request
     */
    public static ServerProcess start(Contestant contestant, Settings settings, Mode mode, String file)
            throws IOException, InterruptedException {
        int port = Workplace.freePort();
        List<String> command = new ArrayList<>(
                List.of("taskset", "-c", settings.serverCore() + "," + settings.loadCore()));
        command.addAll(contestant.launch().command(port, mode, file));
        Path log = Workplace.LOGS.resolve(contestant.name() + ".log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        // Kills a server that hangs: then the end of the connection tells the waiting client.
        process.onExit().orTimeout(LIFE_SECONDS_MAX + 6L * (settings.warmupSeconds() + settings.seconds()),
                TimeUnit.SECONDS).exceptionally(stuck -> kill(process));
        try {
            awaitAnswer(process, port, file, start);
        } catch (IOException e) {
            kill(process);
            throw new IOException(contestant.title() + " does not start: " + e.getMessage() + " (see " + log + ")", e);
        }
        return new ServerProcess(process, port, settings, (System.nanoTime() - start) / 1e6);
    }

    /** Binds it to its core from now on. Until then its compilers may use the other core as well and finish sooner. */
    public void keepToItsCore() throws IOException, InterruptedException {
        for (long pid : pids()) {
            Shell.run("taskset", "-a", "-p", "-c", settings.serverCore(), String.valueOf(pid));
        }
    }

    /** Tries again and again without a pause, because the time to the first response is measured too. */
    private static void awaitAnswer(Process process, int port, String file, long start) throws IOException {
        while (process.isAlive() && System.nanoTime() - start < START_NANOS_MAX) {
            try (Client client = new Client(port)) {
                int status = client.get(file);
                if (status != 200) {
                    throw new IOException("it answers " + status);
                }
                return;
            } catch (ConnectException e) {
                Thread.onSpinWait();
            }
        }
        throw new IOException(process.isAlive() ? "it does not answer" : "it has ended");
    }

    private static Process kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        return process.destroyForcibly();
    }

    /** Suspends it (SIGSTOP). */
    public void suspend() throws IOException, InterruptedException {
        Shell.signal("STOP", pids());
    }

    /** Resumes it (SIGCONT). */
    public void resume() throws IOException, InterruptedException {
        Shell.signal("CONT", pids());
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The time from the start of the process until its first response was read. */
    public double startMillis() {
        return startMillis;
    }

    /** CPU time of the process and its descendants. */
    public double cpuSeconds() throws IOException {
        double sum = 0;
        for (long pid : pids()) {
            sum += Procfs.cpuSeconds(pid);
        }
        return sum;
    }

    /** Resident memory of the process and its descendants. */
    public double residentMib() throws IOException {
        double sum = 0;
        for (long pid : pids()) {
            sum += Procfs.residentKib(pid) / 1024.0;
        }
        return sum;
    }

    private long[] pids() {
        return LongStream.concat(LongStream.of(pid()), process.descendants().mapToLong(ProcessHandle::pid)).toArray();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                kill(process).waitFor();
            }
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
        }
    }
}
