package hostling.stress;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged server, started as the README says, but on a port that the system chooses. Its output goes to files in
 * its own folder, which {@link #close} deletes.
 */
final class ServerProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target/hostling.jar");
    private static final Pattern SERVING = Pattern.compile("Serving .* at http://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern PAUSE = Pattern.compile("Total: +(\\d+) ns");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Process process;
    private final InetSocketAddress address;

    private ServerProcess(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Starts the demo with these further arguments. */
    static ServerProcess demo(String... arguments) throws Exception {
        return start(folder(), Stream.concat(Stream.of("--port", "0"), Stream.of(arguments)).toList());
    }

    /** Starts a server with a configuration whose hosts listen on port 0. */
    static ServerProcess configured(String toml) throws Exception {
        Path folder = folder();
        Path file = Files.writeString(folder.resolve("site.toml"), toml);
        return start(folder, List.of("-c", file.toString()));
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory("hostling-stress-");
    }

    private static ServerProcess start(Path folder, List<String> arguments) throws Exception {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("there is no " + JAR + ": run mvn -q -Dmaven.test.skip package first");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@src/main/jvm/options",
                "-Xlog:safepoint:" + folder.resolve("pauses") + ":none",
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")), "-jar", JAR.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile()).start();
        Eventually.holds("the server starts", () -> !process.isAlive() || SERVING.matcher(read(folder.resolve("out"))).find());
        Matcher serving = SERVING.matcher(read(folder.resolve("out")));
        if (!serving.find()) {
            throw new AssertionError("the server has not started: " + read(folder.resolve("err")));
        }
        return new ServerProcess(folder, process, Integer.parseInt(serving.group(1)));
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** How long all its threads together have kept a processor busy. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A client with a connection of its own. */
    RawClient connect() throws IOException {
        return new RawClient(address);
    }

    /** What it has written to its standard output stream: the access log, unless that goes elsewhere. */
    String output() {
        return read(folder.resolve("out"));
    }

    /** What it has written to its standard error stream: the error log, unless that goes elsewhere. */
    String errors() {
        return read(folder.resolve("err"));
    }

    /** The pauses of the virtual machine so far, in nanoseconds; most are for garbage collection. */
    List<Long> pauses() {
        return PAUSE.matcher(read(folder.resolve("pauses"))).results().map(pause -> Long.parseLong(pause.group(1))).toList();
    }

    /** Its folder for temporary files. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    /** Its resident memory now, in bytes. */
    long residentBytes() {
        Matcher size = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(read(Path.of("/proc/" + pid() + "/status")));
        return size.find() ? Long.parseLong(size.group(1)) * 1024 : 0;
    }

    /** The number of its open file descriptors. */
    long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return all.count();
        }
    }

    /** Sends a signal, by its name without SIG. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /**
     * Raises its priority, as if its clients ran on other machines: a test then measures what the server does and not
     * how long it waits for a processor. Only root may do that.
     */
    ServerProcess preferred() throws Exception {
        new ProcessBuilder("sh", "-c", "for task in /proc/" + pid() + "/task/*; do renice -n -15 -p ${task##*/}; done")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        return this;
    }

    /** Waits until it has ended; returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end");
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Kills it, and deletes its files. */
    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
