package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings for serving a folder. */
class FileSettingsTest {
    private static final String CACHE = "public, max-age=3600";

    @TempDir
    private Path root;

    @BeforeEach
    void makeTheFolder() throws IOException {
        file("a.txt", "a");
        file("docs/a.txt", "docs a");
        file("docs/deep/a.txt", "deep a");
    }

    private Path file(String name, String content) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return Files.setLastModifiedTime(path, FileTime.from(Instant.parse("1994-11-06T08:49:37Z")));
    }

    private FakeExchange get(FileSettings settings, String target, String... lines) throws Exception {
        return FakeExchange.of(new StaticFiles(settings), "GET", target, lines);
    }

    private FileSettings with(List<String> index, boolean listing, Optional<String> cache) {
        return new FileSettings(root, "/", false, index, listing, cache, false, 0);
    }

    @ParameterizedTest
    @CsvSource({"/docs/, false, /docs/a.txt, a", "/docs/, false, /docs/docs/a.txt, docs a",
            "/docs/, true, /docs/a.txt, docs a", "/docs/deep/, true, /docs/deep/a.txt, deep a",
            "/, true, /a.txt, a", "/x/y/, false, /x/y/docs/a.txt, docs a"})
    void thePathIsKeptOrCutOff(String prefix, boolean keepsPath, String target, String content) throws Exception {
        FileSettings settings = new FileSettings(root, prefix, keepsPath, List.of(), true, Optional.empty(), false, 0);
        assertEquals(content, get(settings, target).text());
    }

    @ParameterizedTest
    @CsvSource({"false, /docs/docs, /docs/docs/", "true, /docs/deep, /docs/deep/"})
    void aFolderWithoutASlashIsRedirectedToItsOwnAddress(boolean keepsPath, String target, String location)
            throws Exception {
        FileSettings settings = new FileSettings(root, "/docs/", keepsPath, List.of(), true, Optional.empty(), false, 0);
        assertEquals(Optional.of(location), get(settings, target).field("Location"));
    }

    @Test
    void theFirstIndexFileThatIsThereIsShown() throws Exception {
        file("docs/second.html", "second");
        file("docs/third.html", "third");
        Files.createDirectory(root.resolve("docs/first.html"));
        FileSettings settings = with(List.of("first.html", "second.html", "third.html"), true, Optional.empty());
        assertEquals("second", get(settings, "/docs/").text());
        assertTrue(get(settings, "/docs/deep/").text().contains("<title>Index of"));
        file("docs/index.html", "no index here");
        assertEquals("third", get(with(List.of("third.html"), true, Optional.empty()), "/docs/").text());
    }

    /** The folder exists but may not be listed; other servers answer 403 too. */
    @Test
    void aFolderThatIsNotListedIsForbidden() throws Exception {
        FileSettings settings = with(List.of("index.html"), false, Optional.empty());
        FakeExchange got = get(settings, "/docs/");
        assertEquals(403, got.status());
        assertEquals("403 Forbidden: the content of this folder is not listed.\n", got.text());
        assertEquals(200, get(settings, "/docs/a.txt").status());
        assertEquals(404, get(settings, "/none/").status());
        file("docs/index.html", "shown");
        assertEquals("shown", get(settings, "/docs/").text());
    }

    /** RFC 9111 section 5.2.2. */
    @Proves({"9110-15.4.5-a", "9110-15.3.7-a"})
    @Test
    void cacheControlGoesWithFilesAlone() throws Exception {
        file("index.html", "index");
        FileSettings settings = with(List.of("index.html"), true, Optional.of(CACHE));
        assertEquals(Optional.of(CACHE), get(settings, "/").field("Cache-Control"));
        assertEquals(Optional.of(CACHE), get(settings, "/a.txt").field("Cache-Control"));
        FakeExchange part = get(settings, "/a.txt", "Range: bytes=0-0");
        assertEquals(206, part.status());
        assertEquals(Optional.of(CACHE), part.field("Cache-Control"));
        FakeExchange same = get(settings, "/a.txt", "If-None-Match: *");
        assertEquals(304, same.status());
        assertEquals(Optional.of(CACHE), same.field("Cache-Control"));
        for (FakeExchange other : List.of(get(settings, "/none"), get(settings, "/docs/"), get(settings, "/docs"),
                get(settings, "/a.txt", "If-Match: \"x\""), get(settings, "/a.txt", "Range: bytes=9-"))) {
            assertEquals(Optional.empty(), other.field("Cache-Control"), "with " + other.status());
        }
        part.content();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs", "/docs", "docs/"})
    void aPrefixBeginsAndEndsWithASlash(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> FileSettings.of(root, prefix));
    }

    /** A route for a single path may serve the one file that has this path. */
    @Test
    void aPathThatIsKeptMayBeAnyPath() throws Exception {
        FileSettings settings = new FileSettings(root, "/docs/a.txt", true, List.of(), true, Optional.empty(), false, 0);
        assertEquals("docs a", get(settings, "/docs/a.txt").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "../a.txt", "docs/a.txt", "..", "a\nb"})
    void anIndexIsAPlainName(String name) {
        List<String> index = List.of("index.html", name);
        assertThrows(IllegalArgumentException.class, () -> with(index, true, Optional.empty()));
    }

    @Test
    void aValueThatNoFieldCanHaveIsAMistake() {
        Optional<String> cache = Optional.of("max-age=1\r\nX: y");
        assertThrows(IllegalArgumentException.class, () -> with(List.of(), true, cache));
    }
}
