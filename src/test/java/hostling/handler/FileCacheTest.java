package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.Requests;
import hostling.http.Response;
import hostling.testing.FakeExchange;
import hostling.wire.EncodedHead;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached files are sent exactly like uncached ones, except that a change shows up to one second late. */
class FileCacheTest {
    private static final Instant LONG_AGO = Instant.parse("1994-11-06T08:49:37Z");
    private static final Instant NOW = FakeExchange.NOW;
    private static final Instant A_SECOND_LATER = NOW.plus(FileCache.REVALIDATE_AFTER);
    private static final long MEMORY_BYTES = 200_000;

    @TempDir
    private Path temp;
    private Path root;
    private StaticFiles kept;

    @BeforeEach
    void makeTheFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        file("a.txt", "content of a", LONG_AGO);
        file("index.html", "<p>index", LONG_AGO);
        file("index.html.gz", "zipped", LONG_AGO);
        file("index.html.br", "brotli", LONG_AGO);
        file("large.bin", "x".repeat(OpenedFile.SMALL_BYTES_MAX + 1), LONG_AGO);
        kept = files(MEMORY_BYTES, false);
    }

    private Path file(String name, String content, Instant modified) throws IOException {
        Path path = Files.writeString(root.resolve(name), content);
        return Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private StaticFiles files(long memoryBytes, boolean precompressed) throws IOException {
        return new StaticFiles(new FileSettings(root, "/", false, List.of("index.html"), true,
                Optional.of("no-cache"), precompressed, memoryBytes));
    }

    private static FakeExchange ask(StaticFiles files, Instant now, String method, String target, String... lines)
            throws Exception {
        return new FakeExchange(Requests.request(method, target, lines)).at(now).through(files);
    }

    private String get(Instant now, String target, String... lines) throws Exception {
        return ask(kept, now, "GET", target, lines).text();
    }

    /** Compares with a server that has no cache, twice: the second request finds what the first one cached. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /a.txt", "HEAD /a.txt", "GET /", "GET /index.html", "GET /large.bin", "GET /nothing",
        "GET /a.txt Range: bytes=2-4", "GET /a.txt Range: bytes=0-1,5-6", "GET /a.txt Range: bytes=99-",
        "GET /large.bin Range: bytes=0-1,5-6", "GET /a.txt If-None-Match: *", "GET /a.txt If-Match: \"other\"",
        "GET / If-None-Match: *", "GET /a.txt If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
        "GET / Accept-Encoding: gzip", "GET / Accept-Encoding: br, gzip", "GET / Accept-Encoding: identity",
        "GET / Accept-Encoding: gzip, *;q=0", "HEAD / Accept-Encoding: gzip",
        "GET /index.html Accept-Encoding: gzip", "OPTIONS /a.txt", "POST /a.txt"})
    void whatIsKeptIsSentLikeWhatIsNot(String request) throws Exception {
        String[] parts = request.split(" ", 3);
        String[] lines = parts.length == 3 ? new String[] {parts[2]} : new String[0];
        for (boolean precompressed : new boolean[] {false, true}) {
            StaticFiles without = files(0, precompressed);
            StaticFiles with = files(MEMORY_BYTES, precompressed);
            ask(with, NOW, "GET", parts[1]).content();
            ask(with, NOW, "GET", parts[1], "Accept-Encoding: gzip").content();
            for (int i = 0; i < 2; i++) {
                FakeExchange expected = ask(without, NOW, parts[0], parts[1], lines);
                FakeExchange got = ask(with, NOW, parts[0], parts[1], lines);
                assertEquals(withoutBoundary(expected.response().head().toString()),
                        withoutBoundary(got.response().head().toString()));
                assertEquals(withoutBoundary(expected.text()), withoutBoundary(got.text()));
            }
        }
    }

    private static String withoutBoundary(String text) {
        return text.replaceAll("(boundary=|--)[A-Za-z0-9_-]{22}", "$1…");
    }

    @Test
    void theSameResponseIsGivenAgain() throws Exception {
        Response first = ask(kept, NOW, "GET", "/a.txt").response();
        assertInstanceOf(Body.Bytes.class, first.body());
        assertSame(first, ask(kept, NOW, "GET", "/a.txt").response());
        assertSame(first, ask(kept, A_SECOND_LATER, "GET", "/a.txt").response(),
                "an unchanged file is not read again");
    }

    @Test
    void aChangeShowsAfterASecond() throws Exception {
        assertEquals("content of a", get(NOW, "/a.txt"));
        file("a.txt", "new content", LONG_AGO.plusSeconds(1));
        assertEquals("content of a", get(A_SECOND_LATER.minusNanos(1), "/a.txt"));
        assertEquals("new content", get(A_SECOND_LATER, "/a.txt"));
        assertEquals("new content", get(A_SECOND_LATER, "/a.txt"));
    }

    @Test
    void aFileThatIsGoneIsGoneAfterASecond() throws Exception {
        assertEquals("content of a", get(NOW, "/a.txt"));
        Files.delete(root.resolve("a.txt"));
        assertEquals(200, ask(kept, NOW, "GET", "/a.txt").status());
        assertEquals(404, ask(kept, A_SECOND_LATER, "GET", "/a.txt").status());
    }

    @Test
    void aLinkThatLeadsElsewhereIsFollowedAgainAfterASecond() throws Exception {
        file("b.txt", "content of b", LONG_AGO);
        Files.createSymbolicLink(root.resolve("link"), Path.of("a.txt"));
        assertEquals("content of a", get(NOW, "/link"));
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("b.txt"));
        assertEquals("content of b", get(A_SECOND_LATER, "/link"));
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Files.writeString(temp.resolve("outside"), "secret"));
        assertEquals(404, ask(kept, A_SECOND_LATER.plus(FileCache.REVALIDATE_AFTER), "GET", "/link").status());
    }

    /** It may change again within the same tick of the file system's clock, and the cache would not notice. */
    @Test
    void aFileThatHasJustChangedIsNotKept() throws Exception {
        file("a.txt", "first", NOW);
        assertEquals("first", get(NOW, "/a.txt"));
        file("a.txt", "other", NOW);
        assertEquals("other", get(NOW, "/a.txt"));
    }

    @Test
    void aLargeFileIsKnownAndItsContentStaysOnTheDisk() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        Body.File before = assertInstanceOf(Body.File.class, first.response().body());
        EncodedHead head = first.response().encodedHead();
        first.content();
        FakeExchange second = ask(kept, NOW, "GET", "/large.bin");
        assertSame(before.channel(), assertInstanceOf(Body.File.class, second.response().body()).channel());
        assertSame(head, second.response().encodedHead());
        assertEquals(OpenedFile.SMALL_BYTES_MAX + 1, second.content().length);
    }

    @Test
    void aLargeFileThatChangedIsClosedOnceItsResponsesAreSent() throws Exception {
        FakeExchange old = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) old.response().body()).channel();
        Files.delete(root.resolve("large.bin"));
        file("large.bin", "y".repeat(OpenedFile.SMALL_BYTES_MAX + 1), LONG_AGO);
        assertTrue(get(A_SECOND_LATER, "/large.bin").startsWith("yy"));
        assertTrue(channel.isOpen(), "it is being sent");
        assertTrue(old.text().startsWith("xx"), "a response sends the old file to its end");
        assertFalse(channel.isOpen());
    }

    @Test
    void aLargeFileThatNobodyAsksForIsClosedAfterAWhile() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) first.response().body()).channel();
        first.content();
        get(NOW.plus(FileCache.IDLE_MAX).minusNanos(1), "/a.txt");
        assertTrue(channel.isOpen());
        get(NOW.plus(FileCache.IDLE_MAX).plus(FileCache.REVALIDATE_AFTER), "/a.txt");
        assertFalse(channel.isOpen());
    }

    @Test
    void theTimerClosesALargeFileWhereNobodyAsksForAnything() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) first.response().body()).channel();
        first.content();
        kept.sweep(FileCache.IDLE_MAX.toNanos() - 1);
        assertTrue(channel.isOpen());
        kept.sweep(FileCache.IDLE_MAX.toNanos());
        assertFalse(channel.isOpen());
    }

    @Test
    void whatASiteHoldsIsClosedWithItOnceItsResponsesAreSent() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) first.response().body()).channel();
        kept.close();
        assertTrue(channel.isOpen(), "it is being sent");
        assertEquals(OpenedFile.SMALL_BYTES_MAX + 1, first.content().length);
        assertFalse(channel.isOpen());
    }

    /** It still answers a late request, and closes the file afterwards. */
    @Test
    void aSiteThatIsClosedKeepsNothing() throws Exception {
        kept.close();
        FakeExchange late = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) late.response().body()).channel();
        assertEquals(OpenedFile.SMALL_BYTES_MAX + 1, late.content().length);
        assertFalse(channel.isOpen());
    }

    /** A deleted file takes up disk space as long as it is open, and repeated requests could keep it open for ever. */
    @Test
    void aLargeFileThatIsGoneIsClosedWhenSomebodyFindsOut() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) first.response().body()).channel();
        first.content();
        Files.delete(root.resolve("large.bin"));
        assertEquals(404, ask(kept, A_SECOND_LATER, "GET", "/large.bin").status());
        assertFalse(channel.isOpen());
    }

    @Test
    void aLargeFileThatHasJustChangedIsNotKeptOpenAsItWas() throws Exception {
        FakeExchange first = ask(kept, NOW, "GET", "/large.bin");
        FileChannel channel = ((Body.File) first.response().body()).channel();
        first.content();
        Files.delete(root.resolve("large.bin"));
        file("large.bin", "y".repeat(OpenedFile.SMALL_BYTES_MAX + 1), A_SECOND_LATER);
        assertTrue(get(A_SECOND_LATER, "/large.bin").startsWith("yy"));
        assertFalse(channel.isOpen());
    }

    /** The system limits the number of open files of a process. */
    @Test
    void onlyAsManyFilesAreKeptOpenAsThereIsMemoryFor() throws Exception {
        List<FileChannel> channels = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            file("large" + i, "x".repeat(OpenedFile.SMALL_BYTES_MAX + 1), LONG_AGO);
            FakeExchange got = ask(kept, NOW, "GET", "/large" + i);
            channels.add(((Body.File) got.response().body()).channel());
            got.content();
        }
        long open = channels.stream().filter(FileChannel::isOpen).count();
        assertEquals(MEMORY_BYTES / (FileCache.ENTRY_BYTES + FileCache.OPEN_BYTES), open);
        assertFalse(channels.get(0).isOpen());
        assertTrue(channels.get(9).isOpen());
    }

    @Test
    void nothingIsKeptWhereThereIsNoMemory() throws Exception {
        kept = files(0, false);
        assertEquals("content of a", get(NOW, "/a.txt"));
        file("a.txt", "new content", LONG_AGO.plusSeconds(1));
        assertEquals("new content", get(NOW, "/a.txt"));
    }

    @Test
    void whatWasNotAskedForTheLongestLeaves() throws Exception {
        kept = files(3 * (FileCache.ENTRY_BYTES + 1_000), false);
        List<Response> first = new ArrayList<>();
        for (String name : List.of("/0", "/1", "/2")) {
            file(name.substring(1), "x".repeat(1_000), LONG_AGO);
            first.add(ask(kept, NOW, "GET", name).response());
        }
        assertSame(first.get(0), ask(kept, NOW, "GET", "/0").response());
        file("3", "x".repeat(1_000), LONG_AGO);
        ask(kept, NOW, "GET", "/3");
        assertSame(first.get(0), ask(kept, NOW, "GET", "/0").response());
        assertSame(first.get(2), ask(kept, NOW, "GET", "/2").response());
        assertNotSame(first.get(1), ask(kept, NOW, "GET", "/1").response());
    }

    /** However many files there are, and whatever Accept-Encoding clients send. */
    @Test
    void whatIsKeptNeverExceedsTheLimit() throws Exception {
        FileCache memory = new FileCache(10_000, true);
        StaticFiles source = files(MEMORY_BYTES, false);
        for (int i = 0; i < 200; i++) {
            file("n" + i, "x".repeat(i * 10), LONG_AGO);
            OpenedFile opened = OpenedFile.open(root.toRealPath(), root.toRealPath().resolve("n" + i), NOW).orElseThrow();
            Representation form = Representation.plain(root.resolve("n" + i), opened.state());
            Response whole = ask(source, NOW, "GET", "/n" + i).response();
            SelectedFile file = new SelectedFile(form, form.validators(NOW), whole.with(Body.EMPTY), opened);
            memory.put(Requests.request("GET", "/n" + i % 20, "Accept-Encoding: a" + i % 3), file, 0);
            assertTrue(memory.bytes() <= 10_000, () -> memory.bytes() + " bytes");
        }
        assertTrue(memory.bytes() > 5_000, "the cache is not empty");
    }

    @Test
    void aFileThatIsLargerThanTheMemoryIsNotKept() throws Exception {
        kept = files(FileCache.ENTRY_BYTES + 5, false);
        assertEquals("content of a", get(NOW, "/a.txt"));
        file("a.txt", "new content", LONG_AGO.plusSeconds(1));
        assertEquals("new content", get(NOW, "/a.txt"));
    }
}
