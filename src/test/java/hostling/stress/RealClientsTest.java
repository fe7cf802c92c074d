package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that people use, each with the edge of HTTP that it once fell over: here, or on another server. */
@Tag("stress")
class RealClientsTest {
    private static final long PATIENCE_SECONDS = 120;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;
    private Path repositories;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        for (String each : List.of("files", "scripts", "uploads", "repositories", "logs")) {
            Files.createDirectory(folder.resolve(each));
        }
        repositories = folder.resolve("repositories");
        byte[] content = new byte[4 * MIB];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("files/a.bin"), content);
        Files.writeString(folder.resolve("files/\u00e4 b.txt"), "a name in UTF-8\n");
        script("slow.sh", "sleep 3; printf 'Content-Type: text/plain\\n\\nslow\\n'");
        script("lines.sh", "printf 'Content-Type: text/plain\\n\\n'; for i in 0 1 2; do echo line $i; sleep 0.1; done");
        script("elsewhere.sh", "printf 'Status: 303\\nLocation: /files/\u00e4 b.txt\\n\\n'");
        script("git.sh", "export GIT_PROJECT_ROOT=" + repositories + " GIT_HTTP_EXPORT_ALL=1 HOME=" + folder
                + "; exec git http-backend");
        server = ServerProcess.configured("""
                [server]
                stop-grace = "1 s"
                [limits]
                body = "64 MiB"
                [cgi]
                keep-detached = true
                output = "256 MiB"
                [cgi.interpreters]
                sh = "sh"
                [log]
                access = "%1$s/logs/access"
                [[host]]
                listen = "0"
                [[host.route]]
                path = "/files/"
                alias = "%1$s/files"
                listing = true
                [[host.route]]
                path = "/scripts/"
                cgi = "%1$s/scripts"
                [[host.route]]
                path = "/uploads/"
                uploads = { folder = "%1$s/uploads", overwrite = true }
                [[host.route]]
                path = "/old/"
                redirect = { status = 308, to = "/files/", keep-rest = true }
                [[host.route]]
                path = "/echo/"
                demo = "echo"
                """.formatted(folder));
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve("scripts").resolve(name), text + "\n");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** How many lines of the access log have this text in them. */
    private long logged(String text) throws IOException {
        return Files.readString(folder.resolve("logs/access")).lines().filter(line -> line.contains(text)).count();
    }

    private String address() {
        return "127.0.0.1:" + server.address().getPort();
    }

    /** Runs a program in a folder; its output. It has to end well, and soon. */
    private static String run(Path where, String... command) throws Exception {
        File output = File.createTempFile("hostling-client", ".out");
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true)
                .redirectInput(new File("/dev/null")).redirectOutput(output);
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output.toPath());
        Files.delete(output.toPath());
        assertTrue(ended, String.join(" ", command) + " does not end: " + text);
        assertEquals(0, process.exitValue(), String.join(" ", command) + ": " + text);
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_client", "requests_client", "aiohttp_client"})
    void aClientInPython(String name) throws Exception {
        System.out.print(run(Path.of("."), "/usr/bin/python3", "test-data/clients/" + name + ".py", address()));
        assertEquals("", server.errors());
    }

    /**
     * A clone, a push of 15 MB, and what git does in the background after it: were that killed, its lock would stay, and no
     * later one would tidy up.
     */
    @Test
    void gitPushesAndTidiesUp() throws Exception {
        run(folder, "git", "init", "-q", "--bare", "repositories/r.git");
        Path bare = repositories.resolve("r.git");
        for (String setting : List.of("http.receivepack=true", "receive.unpackLimit=1",
                "gc.autoPackLimit=1")) {
            String[] pair = setting.split("=");
            run(bare, "git", "config", pair[0], pair[1]);
        }
        String url = "http://" + address() + "/scripts/git.sh/r.git";
        run(folder, "git", "clone", "-q", url, "work");
        Path work = folder.resolve("work");
        run(work, "git", "config", "user.email", "a@b.example");
        run(work, "git", "config", "user.name", "A");
        Random random = new Random(2);
        for (int push = 0; push < 2; push++) {
            for (int i = 0; i < 15; i++) {
                byte[] content = new byte[MIB];
                random.nextBytes(content);
                Files.write(work.resolve("file" + push + "-" + i), content);
            }
            run(work, "git", "add", ".");
            run(work, "git", "commit", "-q", "-m", "push " + push);
            run(work, "git", "push", "-q", "origin", "HEAD:main");
        }
        Eventually.holds("git gc has put two packs into one", () -> packs(bare) == 1 && !Files.exists(bare.resolve("gc.pid")));
        run(bare, "git", "fsck", "--strict");
        run(folder, "git", "clone", "-q", "-b", "main", url, "again");
        assertEquals(contents(work), contents(folder.resolve("again")));
    }

    private static long packs(Path bare) throws IOException {
        try (Stream<Path> all = Files.list(bare.resolve("objects/pack"))) {
            return all.filter(path -> path.toString().endsWith(".pack")).count();
        }
    }

    private static Map<String, Integer> contents(Path folder) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                hashes.put(each.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(each)));
            }
        }
        return hashes;
    }

    /** zsync asks for many ranges at once, and skips the first line of the answer: it once never ended. */
    @Test
    void zsyncFetchesWhatHasChanged() throws Exception {
        Path file = folder.resolve("files/a.bin");
        byte[] old = Files.readAllBytes(file);
        for (int at = 100_000; at < old.length; at += 500_000) {
            old[at] ^= 1;
        }
        Path seed = Files.write(folder.resolve("seed"), old);
        String url = "http://" + address() + "/files/a.bin";
        run(folder.resolve("files"), "zsyncmake", "-u", url, "-o", "a.bin.zsync", "a.bin");
        run(folder, "zsync", "-q", "-i", seed.toString(), "-o", "synced", url + ".zsync");
        assertEquals(-1, Files.mismatch(file, folder.resolve("synced")));
        long requests = logged("a.bin ");
        assertTrue(requests > 0 && requests < 100, requests + " requests");
    }

    /** A download that was cut off is resumed, unless the file has changed meanwhile. */
    @Test
    void aDownloadIsResumed() throws Exception {
        Path file = folder.resolve("files/a.bin");
        byte[] whole = Files.readAllBytes(file);
        String url = "http://" + address() + "/files/a.bin";
        Files.write(folder.resolve("c.bin"), Arrays.copyOf(whole, 1_234_567));
        run(folder, "curl", "-sf", "-C", "-", "-o", "c.bin", url);
        assertEquals(-1, Files.mismatch(file, folder.resolve("c.bin")));
        Files.write(folder.resolve("a.bin"), Arrays.copyOf(whole, 1_234_567));
        run(folder, "wget", "-q", "-c", url);
        assertEquals(-1, Files.mismatch(file, folder.resolve("a.bin")));
        Eventually.holds("both have asked for the rest alone", () -> logged(" 206 ") == 2);
    }

    /** A cache in front: it revalidates, streams, and passes content on. */
    @Test
    void varnishStandsInFront() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path work = Files.createDirectory(folder.resolve("varnish"));
        Process varnish = new ProcessBuilder("varnishd", "-F", "-n", work.toString(), "-a", "127.0.0.1:" + port, "-b", address(),
                "-s", "malloc,32m").redirectErrorStream(true).redirectOutput(folder.resolve("varnish.out").toFile()).start();
        try {
            String url = "http://127.0.0.1:" + port;
            Eventually.holds("varnish serves", () -> varnish.isAlive()
                    && run(folder, "sh", "-c", "curl -s -o /dev/null -w '%{http_code}' " + url + "/files/a.bin || true")
                            .contains("200"));
            Files.write(folder.resolve("new"), new byte[2 * MIB]);
            String all = "curl -sf -T new " + url + "/uploads/ && curl -sf " + url + "/uploads/new | cmp - new && curl -sf "
                    + url + "/files/a.bin | cmp - files/a.bin && curl -sf -r 5-9 -o part " + url + "/files/a.bin && curl -sf "
                    + "--data-binary @new -H Expect: " + url + "/echo/body | cmp - new && curl -sf " + url + "/scripts/lines.sh";
            assertEquals("line 0\nline 1\nline 2\n", run(folder, "sh", "-c", all));
            long fetched = logged("a.bin");
            run(folder, "curl", "-sf", "-o", "/dev/null", url + "/files/a.bin");
            assertEquals(fetched, logged("a.bin"), "the cache has it");
            assertFalse(server.errors().contains("error"), server.errors());
        } finally {
            varnish.destroy();
            if (!varnish.waitFor(10, TimeUnit.SECONDS)) {
                varnish.destroyForcibly();
            }
        }
    }
}
