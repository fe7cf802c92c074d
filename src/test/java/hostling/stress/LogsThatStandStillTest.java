package hostling.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.testing.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server starts, answers, reloads its configuration and ends in time, whatever its logs are connected to. */
@Tag("stress")
@Timeout(60)
class LogsThatStandStillTest {
    private static final String SITE = """
            [server]
            stop-grace = "1 s"
            [log]
            access = "%s"
            error = "%s"
            [[host]]
            listen = "127.0.0.1:%%d"
            [[host.route]]
            path = "/"
            root = "www"
            """;
    /** Far longer than an answer takes, far shorter than a blocked loop would make it. */
    private static final long ANSWER_MILLIS = 1_000;
    /** The grace of 1 s, and what a busy machine adds. */
    private static final long END_MILLIS = 4_000;
    /** With a field of 1,500 bytes each, these requests fill every queue on the way. */
    private static final int REQUESTS = 600;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTheSite() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Files.writeString(Files.createDirectory(folder.resolve("www")).resolve("a.txt"), "A\n");
    }

    private static String site(String access, String error) {
        return SITE.formatted(access, error);
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).start().waitFor(), String.join(" ", command));
    }

    private void mkfifo(String name) throws Exception {
        run("mkfifo", folder.resolve(name).toString());
    }

    private static void answersThroughAllSignalsAndEnds(OddServer server) throws Exception {
        assertTrue(server.askMillis(REQUESTS) < ANSWER_MILLIS);
        for (String signal : List.of("USR1", "HUP", "USR1")) {
            server.signal(signal);
            assertTrue(server.askMillis(10) < ANSWER_MILLIS, signal);
        }
        ends(server);
    }

    private static void ends(OddServer server) throws Exception {
        server.signal("TERM");
        assertTrue(server.endMillis() < END_MILLIS);
        assertEquals(0, server.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "terminal", "fifo", "page", "gone"})
    void standardStreamsThatStandStillStopNothing(String kind) throws Exception {
        for (String name : List.of("std%s", "/dev/std%s")) {
            Path own = Files.createDirectory(folder.resolve(kind + name.length()));
            Files.createSymbolicLink(own.resolve("www"), folder.resolve("www"));
            try (OddServer server = OddServer.standingStill(kind, own,
                    site(name.formatted("out"), name.formatted("err"))).started()) {
                answersThroughAllSignalsAndEnds(server);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "terminal", "page"})
    void workersOnStreamsThatStandStillAreStoppedByNothing(String kind) throws Exception {
        try (OddServer server = OddServer.standingStill(kind, folder, site("stdout", "stderr"), "--workers", "2")
                .started()) {
            answersThroughAllSignalsAndEnds(server);
        }
    }

    @Test
    void fifosWithoutAReaderStopNothing() throws Exception {
        mkfifo("access");
        mkfifo("error");
        try (OddServer server = OddServer.plain(folder, site("access", "error")).started()) {
            answersThroughAllSignalsAndEnds(server);
        }
        assertTrue(Files.readString(folder.resolve("err")).matches("(?s).*hostling: [0-9]+ lines of the access log could "
                + "not be written before the end\n.*"), Files.readString(folder.resolve("err")));
    }

    /** An administrator who wants to watch the log moves the file away and puts a FIFO in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"USR1", "HUP"})
    void aFifoThatTakesThePlaceOfAFileStopsNothing(String signal) throws Exception {
        try (OddServer server = OddServer.plain(folder, site("access", "error")).started()) {
            Files.move(folder.resolve("access"), folder.resolve("access.1"));
            mkfifo("access");
            server.signal(signal);
            assertTrue(server.askMillis(REQUESTS) < ANSWER_MILLIS);
            try (BufferedReader reader = Files.newBufferedReader(folder.resolve("access"))) {
                assertTrue(reader.readLine().contains("\"GET /a.txt HTTP/1.1\" 200 2 "));
            }
            ends(server);
        }
    }

    @Test
    void whatFoundNoRoomIsCountedAndSaid() throws Exception {
        mkfifo("access");
        int lines = 0;
        try (OddServer server = OddServer.plain(folder, site("access", "error")).started()) {
            server.askMillis(REQUESTS);
            try (BufferedReader reader = Files.newBufferedReader(folder.resolve("access"))) {
                Eventually.holds("the loss is logged", () -> errors().contains("of the access log were lost"));
                long lost = Long.parseLong(errors().replaceAll("(?s).* ([0-9]+) lines of the access log were lost.*", "$1"));
                while (lines < REQUESTS - lost) {
                    assertTrue(reader.readLine().contains("\"GET /a.txt HTTP/1.1\" 200 2 "));
                    lines++;
                }
                ends(server);
            }
        }
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("error"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void onAFullDiskThereAreWholeLinesAlways() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()).start()
                .waitFor() == 0, "only root may mount a file system");
        try {
            Files.write(disk.resolve("filler"), new byte[24 * 1024]);
            try (OddServer server = OddServer.plain(folder, site("disk/access", "error"), "--workers", "2").started()) {
                assertTrue(server.askMillis(REQUESTS) < ANSWER_MILLIS);
                Path log = disk.resolve("access");
                allLinesAreWhole(log);
                Files.delete(disk.resolve("filler"));
                long before = Files.size(log);
                Eventually.holds("the log goes on", () -> log.toFile().length() > before);
                allLinesAreWhole(log);
                assertTrue(Files.readString(folder.resolve("err")).contains("access can't be written: "));
                ends(server);
                allLinesAreWhole(log);
            }
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void allLinesAreWhole(Path log) throws IOException {
        String text = Files.readString(log);
        assertFalse(text.isEmpty());
        assertTrue(text.endsWith("\n"));
        text.lines().forEach(line -> assertTrue(line.matches("127\\.0\\.0\\.1 - - \\[[^]]*] \"GET /a.txt HTTP/1.1\" 200 2 "
                + "\"-\" \"(-|x{1500})\""), line));
    }

    @Test
    void oneThatIsStuckStopsNoOther() throws Exception {
        mkfifo("access");
        try (OddServer server = OddServer.plain(folder, site("access", "error")).started()) {
            server.askMillis(REQUESTS);
            server.signal("HUP");
            Eventually.holds("the error log goes on", () -> errors().contains("is reloaded"));
            ends(server);
        }
    }

    @Test
    void aMistakeThatCanBeToldAtOnceIsToldAtTheStart() throws Exception {
        run("python3", "-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])",
                folder.resolve("socket").toString());
        try (OddServer server = OddServer.plain(folder, site("socket", "error"))) {
            assertEquals(1, server.exitCode());
            assertEquals("hostling: " + folder.resolve("socket") + " (No such device or address)\n",
                    Files.readString(folder.resolve("err")));
        }
    }

    @Test
    void linesThatComeThroughAFifoAreWhole() throws Exception {
        mkfifo("access");
        try (OddServer server = OddServer.plain(folder, site("access", "error"), "--workers", "2").started();
                InputStream reader = Files.newInputStream(folder.resolve("access"))) {
            server.askMillis(100);
            server.askMillis(100);
            byte[] bytes = reader.readNBytes(150 * 1_500);
            String text = new String(bytes, StandardCharsets.UTF_8);
            text.substring(0, text.lastIndexOf('\n')).lines().forEach(line ->
                    assertTrue(line.startsWith("127.0.0.1 - - [") && line.endsWith("\""), line));
            ends(server);
        }
    }
}
