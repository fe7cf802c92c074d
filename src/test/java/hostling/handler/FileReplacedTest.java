package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.http.Requests;
import hostling.testing.FakeExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No race between check and use (TOCTOU): the server sends the file that it checked, whatever happens to its name. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileReplacedTest {
    private static final Instant LONG_AGO = Instant.parse("1994-11-06T08:49:37Z");
    private static final Instant NOW = FakeExchange.NOW;
    private static final Instant SOON = NOW.plusMillis(500);
    private static final Instant A_SECOND_LATER = NOW.plus(FileCache.REVALIDATE_AFTER);
    private static final int LARGE = OpenedFile.SMALL_BYTES_MAX + 1;
    private static final String SECRET = "secret";

    @TempDir
    private Path temp;
    private Path root;
    private StaticFiles files;

    @BeforeEach
    void makeTheFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath();
        files = files(1_000_000);
    }

    private StaticFiles files(long memoryBytes) throws IOException {
        return new StaticFiles(new FileSettings(root, "/", false, List.of("index.html"), true, Optional.empty(),
                false, memoryBytes));
    }

    private static Path file(Path path, String content) throws IOException {
        Files.createDirectories(path.getParent());
        return Files.setLastModifiedTime(Files.writeString(path, content), FileTime.from(LONG_AGO));
    }

    private static void replace(Path path, String content) throws IOException {
        Path next = file(path.resolveSibling("next"), content);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void fifo(Path path) throws Exception {
        Files.deleteIfExists(path);
        assumeTrue(new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0, "the system has FIFOs");
    }

    private FakeExchange ask(Instant now, String target, String... lines) throws Exception {
        return new FakeExchange(Requests.request("GET", target, lines)).at(now).through(files);
    }

    /** After a response without content, the server once opened the file later, by its name. */
    @ParameterizedTest
    @ValueSource(strings = {"If-None-Match: *", "If-Match: \"other\"", "Range: bytes=9999999-"})
    void whatIsSentAfterAnAnswerWithoutContentIsTheFileThatWasLookedAt(String line) throws Exception {
        file(root.resolve("a"), "x".repeat(LARGE));
        ask(NOW, "/a", line).content();
        replace(root.resolve("a"), "y".repeat(LARGE + 100));
        assertEquals("x".repeat(LARGE), ask(SOON, "/a").text());
        assertEquals("y".repeat(LARGE + 100), ask(A_SECOND_LATER, "/a").text());
    }

    /** The same file with new content: a response with the old length would be cut short or never complete. */
    @ParameterizedTest
    @ValueSource(ints = {LARGE - 1, LARGE + 1})
    void aLargeFileThatIsRewrittenInPlaceIsNotSentWithTheOldLength(int size) throws Exception {
        Path path = file(root.resolve("a"), "x".repeat(LARGE));
        ask(NOW, "/a").content();
        Files.writeString(path, "y".repeat(size));
        assertEquals("y".repeat(size), ask(SOON, "/a").text());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aNameThatHasBecomeAFifoIsNeverOpened(int size) throws Exception {
        Path path = file(root.resolve("a"), "x".repeat(size));
        ask(NOW, "/a", "If-None-Match: *").content();
        fifo(path);
        assertEquals("x".repeat(size), ask(SOON, "/a").text());
        assertEquals(404, ask(A_SECOND_LATER, "/a").status());
        assertEquals(Optional.empty(), OpenedFile.open(root, path, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aNameThatHasBecomeALinkToOutsideLeadsNowhere(int size) throws Exception {
        Path path = file(root.resolve("a"), "x".repeat(size));
        file(temp.resolve("outside"), SECRET.repeat(size));
        ask(NOW, "/a", "If-None-Match: *").content();
        Files.delete(path);
        Files.createSymbolicLink(path, temp.resolve("outside"));
        assertEquals("x".repeat(size), ask(SOON, "/a").text());
        assertEquals(404, ask(A_SECOND_LATER, "/a").status());
        assertEquals(Optional.empty(), OpenedFile.open(root, path, NOW));
    }

    /** A folder in the path became a link after the path was resolved. */
    @Test
    void aFolderThatHasBecomeALinkToOutsideLeadsNowhere() throws Exception {
        Path path = file(root.resolve("a/b/c.txt"), "inside");
        file(temp.resolve("outside/c.txt"), SECRET);
        Files.move(root.resolve("a/b"), temp.resolve("b"));
        Files.createSymbolicLink(root.resolve("a/b"), temp.resolve("outside"));
        assertEquals(Optional.empty(), OpenedFile.open(root, path, NOW));
        assertEquals(Optional.empty(), OpenFolder.open(root, path.getParent()));
    }

    @Test
    void aFolderThatHasBecomeAFifoIsNotOpened() throws Exception {
        Files.createDirectories(root.resolve("a"));
        fifo(root.resolve("a/b"));
        assertEquals(Optional.empty(), OpenedFile.open(root, root.resolve("a/b/c.txt"), NOW));
    }

    /** tar, cp -p, rsync -t and reproducible builds can leave a file in this state. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherContentOfTheSameSizeAndTimeIsSeenAndHasAnotherTag(boolean inPlace) throws Exception {
        Path path = file(root.resolve("a"), "one");
        FakeExchange one = ask(NOW, "/a");
        String tag = one.field("ETag").orElseThrow();
        assertEquals("one", one.text());
        awaitTick(path);
        if (inPlace) {
            file(path, "two");
        } else {
            replace(path, "two");
        }
        FakeExchange two = ask(A_SECOND_LATER, "/a");
        assertEquals("two", two.text());
        assertNotEquals(tag, two.field("ETag").orElseThrow());
        assertEquals(200, ask(A_SECOND_LATER, "/a", "If-None-Match: " + tag).status());
        assertEquals("two", ask(A_SECOND_LATER, "/a", "If-Range: " + tag, "Range: bytes=0-0").text());
    }

    /** Waits until the file system's clock gives a file written now another change time than this one. */
    private void awaitTick(Path path) throws IOException {
        FileState before = FileState.of(path);
        Path probe = temp.resolve("probe");
        do {
            Files.writeString(probe, "x");
        } while (FileState.of(probe).changed().equals(before.changed()));
    }

    /** Only the permissions have changed; the size and the modification time are the same. */
    @Test
    void aFileWhosePermissionsChangeIsOpenedAnew() throws Exception {
        Path path = file(root.resolve("a"), "one");
        FakeExchange one = ask(NOW, "/a");
        awaitTick(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        assertNotSame(one.response(), ask(A_SECOND_LATER, "/a").response());
    }

    /** RFC 9110 section 13.2.1: conditions apply only if the response without them would be a success. */
    @Test
    void aFileThatMayNotBeReadIsForbiddenWhateverTheConditions() throws Exception {
        Path path = file(root.resolve("a"), "one");
        ask(NOW, "/a").content();
        assumeTrue(path.toFile().setReadable(false) && !Files.isReadable(path), "root may read everything");
        for (String line : List.of("If-None-Match: *", "If-Match: \"other\"", "Range: bytes=9-", "X: y")) {
            assertEquals(403, ask(A_SECOND_LATER, "/a", line).status(), line);
        }
    }

    @Test
    void aWallClockThatIsSetBackKeepsNothingAlive() throws Exception {
        Path path = file(root.resolve("a"), "one");
        ask(NOW, "/a").content();
        Files.delete(path);
        FakeExchange later = new FakeExchange(Requests.request("GET", "/a")).at(A_SECOND_LATER)
                .withWallClock(NOW.minus(Duration.ofHours(1))).through(files);
        assertEquals(404, later.status());
    }

    /** Deployment tools do this: each release has its own folder, and a link names the current one. */
    @Test
    void aRootThatIsALinkIsFollowedWhenItIsSwapped() throws Exception {
        file(temp.resolve("releases/1/a"), "one");
        file(temp.resolve("releases/2/a"), "two");
        root = Files.createSymbolicLink(temp.resolve("current"), Path.of("releases/1"));
        files = files(1_000_000);
        assertEquals("one", ask(NOW, "/a").text());
        Files.createSymbolicLink(temp.resolve("next"), Path.of("releases/2"));
        Files.move(temp.resolve("next"), temp.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals("two", ask(A_SECOND_LATER, "/a").text());
        assertTrue(ask(A_SECOND_LATER, "/").text().contains("./a"));
    }

    @Test
    void aSwapOfTheRootNeverShowsAsAFileThatIsMissing() throws Exception {
        file(temp.resolve("releases/1/a"), "one");
        file(temp.resolve("releases/2/a"), "two");
        root = Files.createSymbolicLink(temp.resolve("current"), Path.of("releases/1"));
        files = files(0);
        int[] turn = {0};
        whileSwapping(() -> {
            Files.createSymbolicLink(temp.resolve("next"), Path.of("releases/" + (turn[0]++ % 2 + 1)));
            Files.move(temp.resolve("next"), temp.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        }, 1_000, () -> assertTrue(List.of("one", "two").contains(ask(NOW, "/a").text())));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void versionsThatReplaceEachOtherAreSentWhole(int size) throws Exception {
        Path path = file(root.resolve("a"), "x".repeat(size));
        files = files(0);
        int[] turn = {0};
        whileSwapping(() -> replace(path, String.valueOf("xy".charAt(turn[0]++ % 2)).repeat(size + turn[0] % 2)),
                1_000, () -> {
                    FakeExchange got = ask(NOW, "/a");
                    long length = got.response().body().length();
                    String text = got.text();
                    assertEquals(length, text.length());
                    assertTrue(text.equals("x".repeat(size)) || text.equals("x".repeat(size + 1))
                            || text.equals("y".repeat(size)), "one complete version");
                });
    }

    /** Opening a FIFO would block the thread until somebody writes to it. */
    @ParameterizedTest
    @ValueSource(strings = {"fifo", "link", "folder"})
    void aNameThatIsNowAFileAndNowSomethingElseIsSafe(String other) throws Exception {
        Path path = file(root.resolve("a"), "inside");
        Path spare = temp.resolve("spare");
        file(temp.resolve("outside"), SECRET);
        switch (other) {
            case "fifo" -> fifo(spare);
            case "link" -> Files.createSymbolicLink(spare, temp.resolve("outside"));
            default -> Files.createDirectory(spare);
        }
        files = files(0);
        Path aside = temp.resolve("aside");
        whileSwapping(() -> {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.move(spare, path, StandardCopyOption.ATOMIC_MOVE);
            Files.move(path, spare, StandardCopyOption.ATOMIC_MOVE);
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        }, 2_000, () -> {
            FakeExchange got = new FakeExchange(Requests.request("GET", "/a")).withWallClock(Instant.now())
                    .through(files);
            assertFalse(got.text().contains(SECRET));
            assertTrue(List.of(200, 301, 404, 503).contains(got.status()), () -> "status " + got.status());
        });
    }

    /** An action that may fail. */
    private interface Step {
        void run() throws Exception;
    }

    /** Runs a step this many times while another thread keeps swapping. */
    private static void whileSwapping(Step swap, int times, Step step) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Exception> failures = new ArrayList<>();
        Thread swapper = new Thread(() -> {
            try {
                while (!over.get()) {
                    swap.run();
                }
            } catch (Exception e) {
                failures.add(e);
            }
        });
        swapper.start();
        try {
            for (int i = 0; i < times; i++) {
                step.run();
            }
        } finally {
            over.set(true);
            swapper.join();
        }
        assertEquals(List.of(), failures);
    }
}
