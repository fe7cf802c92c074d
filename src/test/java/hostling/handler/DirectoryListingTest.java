package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.http.Body;
import hostling.http.BodySource;
import hostling.http.Requests;
import hostling.testing.FakeExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listing reads a folder in portions, so that no turn of the loop is long, however large the folder is. */
class DirectoryListingTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    private Path root;
    private StaticFiles files;
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @BeforeEach
    void makeTheFolder() throws IOException {
        files = new StaticFiles(root);
    }

    private void makeFiles(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.createFile(root.resolve("file-" + i));
        }
    }

    private FakeExchange ask(String method) throws Exception {
        return new FakeExchange(Requests.request(method, "/")).withTasks(tasks).through(files);
    }

    /** Runs tasks until none is left and returns their number. */
    private int runTasks() {
        int turns = 0;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            turns++;
        }
        return turns;
    }

    @Test
    void aSmallFolderIsAnsweredAtOnce() throws Exception {
        makeFiles(20);
        assertTrue(ask("GET").text().contains(">20 entries<"));
        assertEquals(0, runTasks());
    }

    @Test
    void aLargeFolderTakesManyTurns() throws Exception {
        makeFiles(1_000);
        FakeExchange got = ask("GET");
        assertFalse(got.hasResponse());
        assertTrue(runTasks() >= 10);
        assertTrue(got.text().contains(">1000 entries<"));
    }

    /** Resolving a link costs as much as looking at several files. */
    @Test
    void linksTakeMoreTurnsThanFiles() throws Exception {
        for (int i = 0; i < 200; i++) {
            Files.createSymbolicLink(root.resolve("link-" + i), Path.of("nowhere"));
        }
        FakeExchange got = ask("GET");
        assertTrue(runTasks() >= 20);
        assertTrue(got.text().contains(">0 entries<"));
    }

    @Test
    void noMoreIsLookedAtThanTheLimitWhateverIsShown() throws Exception {
        for (int i = 0; i <= DirectoryListing.EXAMINED_MAX; i++) {
            Files.createFile(root.resolve(".hidden-" + i));
        }
        FakeExchange got = ask("GET");
        runTasks();
        assertTrue(got.text().contains("the first 0 entries"));
    }

    @Test
    void headIsAnsweredWithoutReadingAndHasTheFieldsOfGet() throws Exception {
        makeFiles(1_000);
        FakeExchange head = ask("HEAD");
        assertEquals(0, runTasks());
        FakeExchange got = ask("GET");
        runTasks();
        assertEquals(got.response().head(), head.response().head());
    }

    @Test
    void nothingIsReadForAClientThatIsGone() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "the system lists the open descriptors");
        makeFiles(1_000);
        FakeExchange got = ask("GET");
        assertTrue(timesOpen(root.toRealPath()) > 0);
        got.end();
        assertEquals(0, timesOpen(root.toRealPath()));
        assertEquals(1, runTasks());
        assertFalse(got.hasResponse());
    }

    /** The loop passes one buffer at a time and goes on when the socket has room. */
    @Test
    void thePageIsMadeABufferAtATime() throws Exception {
        makeFiles(1_000);
        FakeExchange got = ask("GET");
        runTasks();
        BodySource source = ((Body.Stream) got.response().body()).source();
        ByteBuffer buffer = ByteBuffer.allocate(1_000);
        int pieces = 1;
        while (source.read(buffer.clear()) == BodySource.Progress.MORE) {
            assertEquals(buffer.capacity(), buffer.position());
            pieces++;
        }
        assertTrue(pieces > 100);
    }

    private static int timesOpen(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path each : descriptors) {
                try {
                    count += Files.readSymbolicLink(each).equals(folder) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // The descriptor of this directory stream itself.
                }
            }
        }
        return count;
    }
}
