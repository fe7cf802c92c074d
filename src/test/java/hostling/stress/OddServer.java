package hostling.stress;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server with a configuration. Its standard output and error may say nothing, so a test knows that the
 * server runs when it answers.
 */
final class OddServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 25;

    private final InetSocketAddress address;
    private final Path file;
    private final Process starter;
    private final long pid;
    private final CompletableFuture<Integer> exitCode;

    /** @param starter prints the process id of the server and, later, its exit code; or is the server */
    private OddServer(InetSocketAddress address, Path file, Process starter, boolean isServer) throws IOException {
        this.address = address;
        this.file = file;
        this.starter = starter;
        if (isServer) {
            pid = starter.pid();
            exitCode = starter.onExit().thenApply(Process::exitValue);
        } else {
            BufferedReader said = starter.inputReader(StandardCharsets.UTF_8);
            pid = Long.parseLong(said.readLine());
            exitCode = CompletableFuture.supplyAsync(() -> said.lines().mapToInt(Integer::parseInt).findFirst().orElse(-1));
        }
    }

    /**
     * Starts a server whose standard streams nobody reads.
     *
     * @param kind "socket", "terminal", "fifo", "page" (a pipe of one page), "gone" (a pipe without a reader)
     * @param toml its configuration, in which %d stands for its port
     */
    static OddServer standingStill(String kind, Path folder, String toml, String... arguments) throws Exception {
        int port = freePort();
        Path file = Files.writeString(folder.resolve("site.toml"), toml.formatted(port));
        List<String> command = new ArrayList<>(List.of("python3", "src/test/resources/stress/stands-still.py", kind));
        command.addAll(command(file, arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(folder.resolve("starter.err").toFile());
        builder.environment().put("FOLDER", folder.toString());
        return new OddServer(address(port), file, builder.start(), false);
    }

    /** Starts a server whose standard streams are the files "out" and "err" in its folder. */
    static OddServer plain(Path folder, String toml, String... arguments) throws Exception {
        int port = freePort();
        return plain(folder, address(port), Files.writeString(folder.resolve("site.toml"), toml.formatted(port)), arguments);
    }

    private static OddServer plain(Path folder, InetSocketAddress address, Path file, String... arguments) throws IOException {
        return new OddServer(address, file, new ProcessBuilder(command(file, arguments))
                .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile()).start(), true);
    }

    /** Starts another server at the same address and with the same configuration, and waits until it listens. */
    OddServer successor(String... arguments) throws Exception {
        Path out = Files.writeString(file.resolveSibling("out"), "");
        OddServer next = plain(file.getParent(), address, file, arguments);
        Eventually.holds("it listens", () -> Files.readString(out).contains("Serving "));
        return next;
    }

    private static List<String> command(Path file, String... arguments) {
        Path jar = Path.of(System.getProperty("stress.jar", "target/hostling.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("there is no " + jar + ": run mvn -q -Dmaven.test.skip package first");
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/jvm/options", "-jar", jar.toString(), "-c", file.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    long pid() {
        return pid;
    }

    /** Its configuration file. */
    Path file() {
        return file;
    }

    RawClient connect() throws IOException {
        return new RawClient(address);
    }

    boolean answers() {
        try (RawClient client = connect()) {
            return client.get("/a.txt").reply().status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until it answers. */
    OddServer started() throws Exception {
        Eventually.holds("the server answers", this::answers);
        return this;
    }

    /** Sends this many requests with a long field, one after the other; returns the longest time of one, in ms. */
    long askMillis(int requests) throws IOException {
        long longest = 0;
        try (RawClient client = connect()) {
            for (int i = 0; i < requests; i++) {
                long start = System.nanoTime();
                client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\nUser-Agent: " + "x".repeat(1_500) + "\r\n\r\n");
                if (client.reply().status() != 200) {
                    throw new AssertionError("not answered");
                }
                longest = Math.max(longest, System.nanoTime() - start);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).redirectError(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor();
    }

    /** Waits until the server has ended; returns how long that took, in ms. */
    long endMillis() throws Exception {
        long start = System.nanoTime();
        exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    int exitCode() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return !exitCode.isDone();
    }

    @Override
    public void close() throws Exception {
        ProcessHandle.of(pid).ifPresent(server -> {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        });
        starter.destroyForcibly().waitFor();
    }
}
