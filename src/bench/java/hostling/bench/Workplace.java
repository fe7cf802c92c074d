package hostling.bench;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The folders and files of the benchmarks. */
public final class Workplace {
    public static final Path FOLDER = Path.of("target/bench");
    public static final Path SITE = FOLDER.resolve("site");
    public static final Path UPLOADS = FOLDER.resolve("uploads");
    public static final Path JAR = Path.of("target/hostling.jar");
    public static final Path SCRIPTS = Path.of("src/bench/wrk");
    static final Path LOGS = FOLDER.resolve("logs");

    private static final int PORT_MIN = 18_000;
    private static final int PORT_MAX = 32_000;
    private static int nextPort = PORT_MIN;

    private Workplace() { }

    /** The java command that runs this program. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The version of an artifact, by the name of its jar on the class path. */
    public static String version(String artifact) {
        return Arrays.stream(classPath().split(File.pathSeparator)).map(entry -> new File(entry).getName())
                .filter(name -> name.startsWith(artifact + "-") && name.endsWith(".jar"))
                .map(name -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
                .filter(version -> Character.isDigit(version.charAt(0)))
                .findFirst().orElse("?");
    }

    /**
     * A free port below the ephemeral ports, which the system gives to clients. With an ephemeral port, a client that
     * connects again and again until the server is there would sooner or later get that very port as its own and
     * connect to itself.
     */
    public static int freePort() throws IOException {
        while (nextPort < PORT_MAX) {
            try (ServerSocket socket = new ServerSocket(nextPort++, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue;                               // the port is in use
            }
        }
        throw new IOException("no port is free");
    }

    /** Whether a program can be started by its name. */
    public static boolean has(String program) {
        return find(program).isPresent();
    }

    public static Optional<Path> find(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                .map(folder -> Path.of(folder, program)).filter(path -> path.toFile().canExecute()).findFirst();
    }
}
