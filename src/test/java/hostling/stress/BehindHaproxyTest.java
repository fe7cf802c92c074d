package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAProxy in front of three servers with two workers each, as in chapter 12. Servers end in every way while clients
 * go on, and no client notices.
 */
@Tag("stress")
@Timeout(180)
class BehindHaproxyTest {
    private static final Path CONFIGURATION = Path.of("test-data/haproxy");
    private static final int VISITORS = 8;
    private static final int REQUESTS_FOR_A_CONNECTION = 20;
    private static final Pattern VISITS = Pattern.compile("\"visits\": (\\d+)");

    @TempDir
    private Path folder;
    private final List<Process> started = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean done;
    private InetSocketAddress front;
    private int[] ports;

    @BeforeEach
    void makeTheSite() throws IOException {
        ports = freePorts(4);
        front = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports[0]);
        Files.write(folder.resolve("session.key"), new byte[32]);
        Files.setPosixFilePermissions(folder.resolve("session.key"), PosixFilePermissions.fromString("rw-------"));
        for (String version : List.of("1", "2")) {
            Files.writeString(Files.createDirectory(folder.resolve("www" + version)).resolve("version.txt"), version);
        }
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** Starts server 1, 2 or 3 with the configuration of the chapter, and waits until it is ready. */
    private Process server(int number, int version, String... changes) throws Exception {
        String name = "server" + number + "-" + version;
        String text = Files.readString(CONFIGURATION.resolve("site.toml")).replace("8081", "" + ports[number])
                .replace("\"www\"", "\"www" + version + "\"").replace("access.log", name + ".access");
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        Path file = Files.writeString(folder.resolve(name + ".toml"), text);
        Path output = folder.resolve(name + ".out");
        Files.deleteIfExists(output);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/jvm/options", "-jar", "target/hostling.jar", "-c", file.toString())
                .redirectOutput(output.toFile()).redirectError(folder.resolve(name + ".err").toFile()).start();
        started.add(process);
        Eventually.holds("server " + number + " serves", () -> Files.readString(output).contains("Serving "));
        return process;
    }

    private void haproxy(String... changes) throws Exception {
        String text = Files.readString(CONFIGURATION.resolve("haproxy.cfg")).replace(":8000", ":" + ports[0]);
        for (int i = 1; i < ports.length; i++) {
            text = text.replace(":808" + i, ":" + ports[i]);
        }
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), text);
        Process haproxy = new ProcessBuilder("haproxy", "-db", "-f", file.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.out").toFile()).start();
        started.add(haproxy);
        Eventually.holds("HAProxy serves", () -> {
            assertTrue(haproxy.isAlive(), () -> log("haproxy.out"));
            try (RawClient client = new RawClient(front)) {
                return client.get("/version.txt").reply().status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @AfterEach
    void stopAll() {
        done = true;
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A client with a session, which counts its visits. */
    private void visit(InetAddress address) {
        String cookie = "";
        int visits = 0;
        while (!done) {
            try (RawClient client = new RawClient(front, address)) {
                for (int i = 0; i < REQUESTS_FOR_A_CONNECTION && !done; i++) {
                    String path = visits == 0 ? "/session/create" : "/session/info";
                    Reply reply = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + cookie + "\r\n").reply();
                    Matcher counted = VISITS.matcher(reply.text());
                    if (reply.status() != 200 || !counted.find() || Integer.parseInt(counted.group(1)) != visits + 1) {
                        failures.add("after " + visits + " visits: " + reply.statusLine() + " " + reply.text());
                    }
                    cookie = "Cookie: " + reply.field("Set-Cookie").replaceAll(";.*", "") + "\r\n";
                    visits++;
                    answers.incrementAndGet();
                }
            } catch (IOException | RuntimeException e) {
                failures.add("after " + visits + " visits: " + e);
            }
        }
    }

    private List<Thread> visitors() throws IOException {
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (10 + i)});
            visitors.add(new Thread(() -> visit(address), "visitor-" + i));
        }
        visitors.forEach(Thread::start);
        return visitors;
    }

    private void letThemVisit(int times) throws Exception {
        int target = answers.get() + times;
        Eventually.holds("clients are served", () -> answers.get() >= target || !failures.isEmpty());
        assertEquals(List.of(), failures);
    }

    private static void end(Process server) throws InterruptedException {
        server.destroy();
        assertTrue(server.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, server.exitValue());
    }

    @Test
    void serversComeAndGoAndNoClientNotices() throws Exception {
        Process one = server(1, 1);
        Process two = server(2, 1);
        Process three = server(3, 1);
        haproxy();
        List<Thread> visitors = visitors();
        letThemVisit(2_000);

        List<ProcessHandle> allOfOne = Stream.concat(one.descendants(), Stream.of(one.toHandle())).toList();
        assertEquals(3, allOfOne.size(), "a parent and two workers");
        allOfOne.forEach(ProcessHandle::destroyForcibly);
        letThemVisit(2_000);

        end(two);
        letThemVisit(2_000);
        server(1, 1);
        server(2, 1);
        letThemVisit(2_000);

        server(3, 2);                                   // beside the old version, at the same port
        end(three);
        letThemVisit(2_000);

        done = true;
        for (Thread visitor : visitors) {
            visitor.join();
        }
        assertEquals(List.of(), failures);
        System.out.println(answers + " answers through HAProxy while servers came and went, none wrong");
        for (String name : List.of("server1-1", "server2-1", "server3-1", "server3-2")) {
            assertTrue(log(name + ".access").contains("127.0.0.10 - "), name + " knows its clients");
        }
    }

    /** As the load balancers do that do not read HTTP. */
    @Test
    void theProxyProtocolSaysWhoTheClientIs() throws Exception {
        String[] changes = {"trusted = [\"127.0.0.1\"]", "trusted = [\"127.0.0.1\"]\nclient = \"proxy-protocol\""};
        server(1, 1, changes);
        server(2, 1, changes);
        haproxy(":" + ports[1], ":" + ports[1] + " send-proxy", ":" + ports[2], ":" + ports[2] + " send-proxy-v2",
                "mode http", "mode tcp", "option httpchk GET /readyz", "", "http-request", "#", "option forwardfor", "",
                "server three", "# ");
        for (int i = 0; i < 10; i++) {
            try (RawClient client = new RawClient(front, InetAddress.getByName("127.0.0.77"))) {
                assertEquals("1", client.send("GET /version.txt HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n").reply().text());
            }
        }
        for (String name : List.of("server1-1", "server2-1")) {
            Eventually.holds(name + " knows its client", () -> log(name + ".access").contains("127.0.0.77 - "));
            assertEquals("", log(name + ".err"));
        }
    }
}
