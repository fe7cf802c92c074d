package hostling.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 sections 8.4, 8.8.3.3 and 12.5.3: a file with copies that were compressed in advance. */
class PrecompressedTest {
    private static final Instant LONG_AGO = Instant.parse("1994-11-06T08:49:37.500Z");
    private static final String SECRET = "nobody may read this";

    @TempDir
    private Path temp;
    private Path root;
    private StaticFiles files;

    @BeforeEach
    void makeTheFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        file("page.html", "<p>plain", LONG_AGO);
        file("page.html.br", "brotli..", LONG_AGO);
        file("page.html.gz", "gzipped.", LONG_AGO);
        files = files(Optional.empty(), true);
    }

    private StaticFiles files(Optional<String> cache, boolean precompressed) throws IOException {
        return new StaticFiles(new FileSettings(root, "/", false, List.of("page.html"), true, cache, precompressed, 0));
    }

    private Path file(String name, String content, Instant modified) throws IOException {
        Path path = Files.writeString(root.resolve(name), content);
        return Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private FakeExchange get(String target, String... lines) throws Exception {
        return FakeExchange.of(files, "GET", target, lines);
    }

    private FakeExchange accepting(String codings, String... lines) throws Exception {
        return get("/page.html", Stream.concat(Stream.of("Accept-Encoding: " + codings), Stream.of(lines))
                .toArray(String[]::new));
    }

    @Proves({"9110-8.4-a", "9110-8.4-b", "9110-12.5.3-c", "9110-12.5.5-a", "9110-2.4-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip, deflate, br | brotli.. | br
            gzip              | gzipped. | gzip
            br;q=0.1, gzip    | gzipped. | gzip
            *                 | brotli.. | br
            identity          | <p>plain | -
            gzip;q=0, br;q=0  | <p>plain | -
            deflate           | <p>plain | -
            """)
    void theClientGetsTheCodingThatItLikesBest(String accepted, String content, String coding) throws Exception {
        FakeExchange got = accepting(accepted);
        assertEquals(200, got.status());
        assertEquals(content, got.text());
        assertEquals(coding.equals("-") ? Optional.empty() : Optional.of(coding), got.field("Content-Encoding"));
        assertEquals(Optional.of("text/html; charset=utf-8"), got.field("Content-Type"));
        assertEquals(Optional.of("Accept-Encoding"), got.field("Vary"));
    }

    @Proves("9110-12.5.3-a")
    @Test
    void aClientThatSaysNothingGetsThePlainFile() throws Exception {
        FakeExchange got = get("/page.html");
        assertEquals("<p>plain", got.text());
        assertEquals(Optional.of("Accept-Encoding"), got.field("Vary"), "a cache must not send it to other clients");
    }

    /** RFC 9110 section 12.4.1: the server disregards a preference that it can't meet. */
    @Test
    void plainContentThatIsRefusedIsSentWhereThereIsNothingElse() throws Exception {
        file("other.txt", "plain", LONG_AGO);
        FakeExchange got = get("/other.txt", "Accept-Encoding: identity;q=0");
        assertEquals(200, got.status());
        assertEquals("plain", got.text());
        assertEquals("brotli..", accepting("identity;q=0, *").text());
    }

    @Proves({"9110-12.5.3-e", "9110-12.5.5-a"})
    @Test
    void theNextBestIsTakenWhereTheBestIsNotThere() throws Exception {
        Files.delete(root.resolve("page.html.br"));
        assertEquals("gzipped.", accepting("br, gzip").text());
        assertEquals("<p>plain", accepting("br").text());
        Files.delete(root.resolve("page.html.gz"));
        FakeExchange got = accepting("br, gzip");
        assertEquals("<p>plain", got.text());
        assertEquals(Optional.of("Accept-Encoding"), got.field("Vary"), "there may be a compressed file later");
    }

    @Test
    void nothingIsLookedForWhereItIsOff() throws Exception {
        files = files(Optional.empty(), false);
        FakeExchange got = accepting("br, gzip");
        assertEquals("<p>plain", got.text());
        assertEquals(Optional.empty(), got.field("Vary"));
    }

    @Test
    void anIndexFileHasThemToo() throws Exception {
        assertEquals("gzipped.", get("/", "Accept-Encoding: gzip").text());
    }

    /** Compression tools copy the time of the file, some without its fraction of a second. */
    @ParameterizedTest
    @CsvSource({"0, gzipped.", "-500, gzipped.", "-501, <p>plain", "-60000, <p>plain", "1, gzipped.",
            "60000, gzipped."})
    void aSiblingThatIsOlderThanTheFileIsPassedOver(long millis, String content) throws Exception {
        file("page.html.gz", "gzipped.", LONG_AGO.plusMillis(millis));
        assertEquals(content, accepting("gzip").text());
    }

    @Test
    void aSiblingIsAFileThatMayBeSeen() throws Exception {
        Files.delete(root.resolve("page.html.br"));
        Files.createDirectory(root.resolve("page.html.br"));
        Files.delete(root.resolve("page.html.gz"));
        Path outside = Files.writeString(temp.resolve("outside"), SECRET);
        Files.createSymbolicLink(root.resolve("page.html.gz"), outside);
        assertEquals("<p>plain", accepting("br, gzip").text());
        Files.delete(root.resolve("page.html.gz"));
        file(".hidden", SECRET, LONG_AGO);
        Files.createSymbolicLink(root.resolve("page.html.gz"), Path.of(".hidden"));
        assertEquals("<p>plain", accepting("br, gzip").text());
    }

    /** If only the compressed file exists, it is served only under its own name. */
    @Test
    void aSiblingIsAFileOfItsOwnToo() throws Exception {
        FakeExchange got = get("/page.html.gz", "Accept-Encoding: gzip");
        assertEquals("gzipped.", got.text());
        assertEquals(Optional.of("application/gzip"), got.field("Content-Type"));
        assertEquals(Optional.empty(), got.field("Content-Encoding"));
        file("only.txt.gz", "gzipped.", LONG_AGO);
        assertEquals(404, get("/only.txt", "Accept-Encoding: gzip").status());
    }

    private String tag(String codings) throws Exception {
        FakeExchange got = accepting(codings);
        got.content();
        return got.field("ETag").orElseThrow();
    }

    /** Section 8.8.3.3; here all three files have the same size and time. */
    @Proves("9110-8.8.1-b")
    @Test
    void eachCodingHasItsOwnTag() throws Exception {
        assertEquals(3, Stream.of(tag("identity"), tag("gzip"), tag("br")).distinct().count());
        String before = tag("gzip");
        file("page.html.gz", "gzipped anew", LONG_AGO);
        assertNotEquals(before, tag("gzip"));
    }

    @Proves("9110-15.4.5-a")
    @Test
    void aConditionIsAboutTheCodingThatWouldBeSent() throws Exception {
        files = files(Optional.of("no-cache"), true);
        FakeExchange same = accepting("gzip", "If-None-Match: " + tag("gzip"));
        assertEquals(304, same.status());
        assertEquals(Optional.of(tag("gzip")), same.field("ETag"));
        assertEquals(Optional.of("Accept-Encoding"), same.field("Vary"));
        assertEquals(Optional.of("no-cache"), same.field("Cache-Control"));
        assertEquals(Optional.empty(), same.field("Content-Encoding"));
        FakeExchange other = accepting("gzip", "If-None-Match: " + tag("br") + ", " + tag("identity"));
        assertEquals(200, other.status());
        assertEquals("gzipped.", other.text());
        assertEquals(412, accepting("gzip", "If-Match: " + tag("br")).status());
    }

    /** Section 14.1.1: a range counts the bytes of the representation, so the encoded ones. */
    @Proves({"9110-15.3.7-a", "9110-14.1.2-e"})
    @Test
    void aRangeIsOneOfTheCodedBytes() throws Exception {
        FakeExchange got = accepting("gzip", "Range: bytes=4-", "If-Range: " + tag("gzip"));
        assertEquals(206, got.status());
        assertEquals(Optional.of("bytes 4-7/8"), got.field("Content-Range"));
        assertEquals(Optional.of("gzip"), got.field("Content-Encoding"));
        assertEquals(Optional.of("Accept-Encoding"), got.field("Vary"));
        assertEquals("ped.", got.text());
        assertEquals("gzipped.", accepting("gzip", "Range: bytes=4-", "If-Range: " + tag("br")).text());
    }

    /** It would be unclear whether each part is encoded or all parts together. */
    @Proves("9110-14.2-a")
    @Test
    void severalRangesOfCodedBytesAreIgnored() throws Exception {
        FakeExchange got = accepting("gzip", "Range: bytes=0-1,4-5");
        assertEquals(200, got.status());
        assertEquals("gzipped.", got.text());
        assertEquals(206, accepting("gzip", "Range: bytes=0-1,2-5").status(), "the two ranges make one");
        assertEquals(206, accepting("identity", "Range: bytes=0-1,4-5").status());
    }

    @Test
    void headHasTheFieldsOfGet() throws Exception {
        FakeExchange head = FakeExchange.of(files, "HEAD", "/page.html", "Accept-Encoding: br");
        FakeExchange got = accepting("br");
        assertEquals(got.response().head(), head.response().head());
        head.content();
        got.content();
    }

    @Test
    void siblingsAreListedLikeOtherFiles() throws Exception {
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(root.resolve("sub/a.txt.gz"), "");
        assertTrue(get("/sub/", "Accept-Encoding: gzip").text().contains("./a.txt.gz"));
    }
}
