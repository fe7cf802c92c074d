package hostling.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.http.Body;
import hostling.http.HttpDate;
import hostling.http.Requests;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import hostling.wire.FieldLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serves files from a folder: which file a target names, its validators, conditions and ranges. */
class StaticFilesTest {
    private static final Instant NOW = FakeExchange.NOW;
    private static final Instant LONG_AGO = Instant.parse("1994-11-06T08:49:37Z");
    private static final String LONG_AGO_TEXT = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String SECRET = "nobody may read this";

    @TempDir
    private Path temp;
    private Path root;
    private StaticFiles files;

    @BeforeEach
    void makeTheFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        file("root/hello.txt", "Hello, world!\n");
        file("outside.txt", SECRET);
        files = new StaticFiles(root);
    }

    /** Makes a file that was last changed long ago. */
    private Path file(String name, String content) throws IOException {
        Path path = temp.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    }

    private FakeExchange get(String target, String... fieldLines) throws Exception {
        return FakeExchange.of(files, "GET", target, fieldLines);
    }

    @Nested
    class Names {
        @Test
        void aFileIsServedWithItsTypeAndItsSize() throws Exception {
            FakeExchange got = get("/hello.txt");
            assertEquals(200, got.status());
            assertEquals(Optional.of("text/plain; charset=utf-8"), got.field("Content-Type"));
            assertEquals("Hello, world!\n", got.text());
        }

        @Proves({"9110-9.1-a", "9110-9.3.2-b", "9110-8.6-b"})
        @Test
        void headHasTheFieldsOfGet() throws Exception {
            FakeExchange head = FakeExchange.of(files, "HEAD", "/hello.txt");
            FakeExchange got = get("/hello.txt");
            assertEquals(got.response().head(), head.response().head());
            head.content();
            got.content();
        }

        /** RFC 8615: a certificate authority, for one, looks there. */
        @Test
        void wellKnownFilesAreServed() throws Exception {
            file("root/.well-known/security.txt", "Contact: mailto:a@b.example");
            file("root/.well-known/.secret", "hidden");
            assertEquals("Contact: mailto:a@b.example", get("/.well-known/security.txt").text());
            assertEquals(404, get("/.well-known/.secret").status());
        }

        /** Some file systems can store times that HTTP can't express. */
        @ParameterizedTest
        @ValueSource(strings = {"-1000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z", "1677-01-01T00:00:00Z"})
        void aFileMayBeOlderThanTheCalendar(Instant modified) throws Exception {
            Path old = file("root/old.txt", "old");
            try {
                Files.setLastModifiedTime(old, FileTime.from(modified));
            } catch (IOException e) {
                assumeTrue(false, "this file system has no such times");
            }
            FakeExchange got = get("/old.txt");
            assertEquals(200, got.status());
            assertEquals("old", got.text());
            assertTrue(HttpDate.parse(got.field("Last-Modified").orElseThrow(), FakeExchange.NOW).isPresent());
            assertEquals(304, get("/old.txt", "If-Modified-Since: " + got.field("Last-Modified").orElseThrow()).status());
            assertEquals(200, get("/").status(), "the listing");
        }

        @Test
        void anEmptyFileIsServed() throws Exception {
            file("root/empty.txt", "");
            FakeExchange got = get("/empty.txt");
            assertEquals(200, got.status());
            assertEquals(0, got.response().head().contentLength());
            assertEquals("", got.text());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                a b.txt    | /a%20b.txt
                a+b.txt    | /a+b.txt
                a%20b.txt  | /a%2520b.txt
                a&b=c.txt  | /a&b=c.txt
                a?b#c.txt  | /a%3Fb%23c.txt
                <b>.txt    | /%3Cb%3E.txt
                a[1].txt   | /a[1].txt
                a..b       | /a..b
                a.         | /a.
                ~a         | /%7Ea
                -rf        | /-rf
                CON        | /CON
                deep/a/b/c | /deep/./a/x/../b/c
                """)
        void aNameIsDecodedOnce(String name, String target) throws Exception {
            file("root/" + name, "found");
            assertEquals("found", get(target).text());
        }

        /** Runs only if the system supports such names, which depends on its locale. */
        @ParameterizedTest
        @CsvSource({"caf\u00e9.txt, /caf%C3%A9.txt", "\u20ac/\ud83d\ude00, /%E2%82%AC/%f0%9f%98%80"})
        void aNameBeyondAsciiIsUtf8(String name, String target) throws Exception {
            assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the system supports such names");
            file("root/" + name, "found");
            assertEquals("found", get(target).text());
        }

        @Proves({"9110-15.5-a", "3986-6.2.2.1-b"})
        @ParameterizedTest
        @ValueSource(strings = {"/missing", "/hello.txt/", "/hello.txt/more", "/missing/", "/HELLO.TXT",
                "/hello.txt%20", "/hello", "//hello.txt", "/a//hello.txt", "/hello.txt//", "//"})
        void whatIsNotThereIsNotFound(String target) throws Exception {
            FakeExchange got = get(target);
            assertEquals(404, got.status());
            assertTrue(got.text().startsWith("404 Not Found: "), "it says why");
        }

        @Test
        void aFileThatIsThereUnderAnotherCaseIsNotFound() throws Exception {
            assumeTrue(Files.notExists(root.resolve("HELLO.TXT")), "the file system is case-sensitive");
            assertEquals(404, get("/HELLO.txt").status());
        }

        @Test
        void theRootMayBeAHiddenFolderOrALink() throws Exception {
            file(".hidden/a.txt", "found");
            files = new StaticFiles(temp.resolve(".hidden"));
            assertEquals("found", get("/a.txt").text());
            files = new StaticFiles(Files.createSymbolicLink(temp.resolve("link"), root));
            assertEquals("Hello, world!\n", get("/hello.txt").text());
        }

        @Test
        void aRootThatIsNotThereIsAnError() {
            assertThrows(NoSuchFileException.class, () -> new StaticFiles(temp.resolve("missing")));
        }

        @Test
        void aFileThatTheServerMayNotReadIsForbidden() throws Exception {
            Path locked = file("root/locked.txt", "a");
            assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "root may read everything");
            assertEquals(403, get("/locked.txt").status());
        }
    }

    @Nested
    class Methods {
        @Proves({"9110-15.5.6-a", "9110-9.1-d", "9110-10.2.1-a"})
        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
        void aMethodThatFilesDoNotTakeIsNotAllowed(String method) throws Exception {
            for (String target : List.of("/hello.txt", "/", "/missing")) {
                FakeExchange got = FakeExchange.of(files, method, target);
                assertEquals(405, got.status());
                assertEquals(Optional.of("GET, HEAD, OPTIONS"), got.field("Allow"));
            }
            assertTrue(Files.exists(root.resolve("hello.txt")));
        }

        /** Conditions do not apply to OPTIONS. */
        @Proves({"9110-9.3.7-a", "9110-13.2.1-c"})
        @Test
        void optionsNamesWhatIsAllowed() throws Exception {
            FakeExchange got = FakeExchange.of(files, "OPTIONS", "/hello.txt", "If-Match: \"other\"");
            assertEquals(204, got.status());
            assertEquals(Optional.of("GET, HEAD, OPTIONS"), got.field("Allow"));
            assertEquals("", got.text());
        }
    }

    @Nested
    class Folders {
        @Test
        void theIndexFileStandsForItsFolder() throws Exception {
            file("root/index.html", "<p>root");
            file("root/sub/index.html", "<p>sub");
            assertEquals("<p>root", get("/").text());
            FakeExchange got = get("/sub/");
            assertEquals(Optional.of("text/html; charset=utf-8"), got.field("Content-Type"));
            assertEquals("<p>sub", got.text());
            assertEquals("<p>sub", get("/sub/index.html").text());
        }

        /** RFC 9110 section 8.7: Content-Location names the file that was sent; an error response has none. */
        @Proves({"9110-15.4.5-a", "9110-15.3.7-a"})
        @ParameterizedTest
        @CsvSource({"X: y, 200", "If-None-Match: *, 304", "Range: bytes=0-0, 206", "If-Match: \"other\", 412",
                "Range: bytes=99-, 416"})
        void anIndexFileSaysWhichFileItIs(String line, int status) throws Exception {
            file("root/sub/index.html", "<p>sub");
            FakeExchange got = get("/sub/?q", line);
            assertEquals(status, got.status());
            assertEquals(status < 400 ? Optional.of("/sub/index.html") : Optional.empty(),
                    got.field("Content-Location"));
            got.content();
            FakeExchange itself = get("/sub/index.html");
            assertEquals(Optional.empty(), itself.field("Content-Location"));
            itself.content();
        }

        @Test
        void anIndexFileHasValidatorsToo() throws Exception {
            file("root/index.html", "<p>root");
            FakeExchange got = get("/");
            got.content();
            assertEquals(304, get("/", "If-None-Match: " + got.field("ETag").orElseThrow()).status());
        }

        /** The links of a page are relative to the folder, so its URL must end in a slash. */
        @Proves({"9110-15.4.2-a", "3986-7.2-a"})
        @ParameterizedTest
        @CsvSource({"/sub, /sub/", "/sub?a=b&c, /sub/?a=b&c", "/x/../sub, /sub/", "/%73ub, /sub/",
                "/sub/a%20b, /sub/a%20b/", "/sub/a%20b?x=%0d%0a, /sub/a%20b/?x=%0d%0a"})
        void aFolderWithoutASlashIsRedirectedToTheOneWithIt(String target, String location) throws Exception {
            Files.createDirectories(root.resolve("sub/a b"));
            FakeExchange got = get(target);
            assertEquals(301, got.status());
            assertEquals(Optional.of(location), got.field("Location"));
        }

        /** Browsers send these characters unencoded, but a URI reference must not contain them. */
        @Proves({"9110-10.2.2-a", "9110-2.2-a"})
        @ParameterizedTest
        @CsvSource({"/sub?a=|", "/sub?a[]={b}", "/sub?a=^`\\", "/a[1]", "/a|b"})
        void theLocationOfARedirectionIsAUriReference(String target) throws Exception {
            Files.createDirectories(root.resolve("sub"));
            Files.createDirectories(root.resolve("a[1]"));
            Files.createDirectories(root.resolve("a|b"));
            FakeExchange got = get(target);
            assertEquals(301, got.status());
            String location = got.field("Location").orElseThrow();
            String pchar = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
            assertTrue(location.matches("(?:/" + pchar + "*)+(?:\\?(?:" + pchar + "|[/?])*)?"), location);
        }

        /** Two slashes at the start of a Location would name another host. */
        @ParameterizedTest
        @ValueSource(strings = {"//sub", "//sub/..", "/.//sub", "/..//sub", "//evil.example/..", "/%2Fsub",
                "/%2f%2fevil.example", "//evil.example/%2e%2e"})
        void aRedirectionNeverLeadsToAnotherHost(String target) throws Exception {
            Files.createDirectories(root.resolve("sub"));
            FakeExchange got = get(target);
            got.field("Location").ifPresent(location -> assertTrue(location.matches("/[^/\\\\].*"), location));
            assertTrue(got.status() == 404 || got.status() == 301 || got.status() == 200);
        }

        @Test
        void aFolderThatHoldsNoIndexIsShown() throws Exception {
            FakeExchange got = get("/");
            assertEquals(200, got.status());
            assertEquals(Optional.of("text/html; charset=utf-8"), got.field("Content-Type"));
            assertTrue(got.text().contains("<a href=\"./hello.txt\">hello.txt</a>"));
        }

        @Test
        void anIndexThatIsAFolderOrHiddenIsNone() throws Exception {
            Files.createDirectories(root.resolve("a/index.html"));
            file("root/b/.index.html", SECRET);
            Files.createSymbolicLink(root.resolve("b/index.html"), Path.of(".index.html"));
            Files.createDirectories(root.resolve("c"));
            Files.createSymbolicLink(root.resolve("c/index.html"), temp.resolve("outside.txt"));
            for (String target : List.of("/a/", "/b/", "/c/")) {
                String page = get(target).text();
                assertTrue(page.contains("<title>Index of "), page);
                assertFalse(page.contains(SECRET));
            }
        }
    }

    @Nested
    class WaysOut {
        @Proves({"3986-5.4.2-a", "3986-7.3-b", "3986-7.3-d", "9110-17.3-a"})
        @ParameterizedTest
        @ValueSource(strings = {"/../outside.txt", "/%2e%2e/outside.txt", "/%2E./outside.txt", "/a/../../outside.txt",
                "/..%2foutside.txt", "/..%2Foutside.txt", "/%2e%2e%2foutside.txt", "/..%5coutside.txt",
                "/%5c..%5coutside.txt", "/..;/outside.txt", "/%252e%252e/outside.txt", "/%252e%252e%252foutside.txt",
                "/..%c0%afoutside.txt", "/%c0%ae%c0%ae/outside.txt", "/..%ef%bc%8foutside.txt",
                "/sub/..%2f..%2foutside.txt", "/.%2e/outside.txt", "/.../outside.txt", "//../outside.txt",
                "/sub//../../outside.txt", "/%2foutside.txt", "/%2f%2foutside.txt"})
        void noDotsAndSlashesLeadOutOfTheFolder(String target) throws Exception {
            Files.createDirectories(root.resolve("sub"));
            FakeExchange got = get(target);
            assertFalse(got.text().contains(SECRET));
            assertEquals(404, got.status());
        }

        @Test
        void anAbsolutePathOfTheSystemIsNoWayOut() throws Exception {
            Path outside = temp.resolve("outside.txt").toRealPath();
            assertEquals(404, get("/" + outside).status());
            assertEquals(404, get("/" + outside.toString().replace("/", "%2F")).status());
            assertEquals(404, get("/file:" + outside).status());
        }

        /** Otherwise one file would have two URLs, and a rule for one would not apply to the other. */
        @Proves("3986-7.3-a")
        @Test
        void anEncodedSlashIsNotAWayIntoAFolder() throws Exception {
            file("root/sub/a.txt", "found");
            assertEquals(200, get("/sub/a.txt").status());
            for (String target : List.of("/sub%2Fa.txt", "/sub%2fa.txt", "/%2Fsub/a.txt", "/sub/%2Fa.txt", "/sub%2F")) {
                assertEquals(404, get(target).status(), target);
            }
        }

        /** A backslash separates paths on other systems, and control characters can move a terminal's cursor. */
        @Proves("3986-7.3-d")
        @ParameterizedTest
        @CsvSource({"a\\b, /a%5Cb", "\\, /%5C", "a\tb, /a%09b", "a\u001b[2J, /a%1B[2J", "a\u007f, /a%7F",
                "'a\nb', /a%0Ab"})
        void aFileWithAnOddCharacterInItsNameIsAsIfItWereNotThere(String name, String target) throws Exception {
            file("root/" + name, SECRET);
            assertEquals(404, get(target).status());
            assertFalse(get("/").text().contains("./a"), "it is not on the page");
        }

        /** The parser refuses a raw backslash and an encoded NUL. */
        @ParameterizedTest
        @ValueSource(strings = {"/..\\outside.txt", "/hello.txt%00", "/hello.txt%00.html", "/\\..\\outside.txt"})
        void someAreRefusedByTheParser(String target) {
            assertEquals(Optional.empty(), Requests.get(target));
        }

        @Proves("9110-15.5.4-a")
        @ParameterizedTest
        @ValueSource(strings = {"/.secret", "/.git/config", "/sub/.secret", "/%2esecret", "/%2Esecret", "/.git/",
                "/.git", "/sub/../.secret", "/.secret/"})
        void hiddenFilesAreAsIfTheyWereNotThere(String target) throws Exception {
            file("root/.secret", SECRET);
            file("root/sub/.secret", SECRET);
            file("root/.git/config", SECRET);
            FakeExchange got = get(target);
            assertEquals(404, got.status());
            assertEquals(get("/missing").text(), got.text());
        }

        @Test
        void linksThatStayInsideAreFollowed() throws Exception {
            file("root/sub/a.txt", "found");
            Files.createSymbolicLink(root.resolve("relative"), Path.of("sub/a.txt"));
            Files.createSymbolicLink(root.resolve("absolute"), root.resolve("sub/a.txt"));
            Files.createSymbolicLink(root.resolve("folder"), Path.of("sub"));
            Files.createSymbolicLink(root.resolve("chain"), Path.of("relative"));
            for (String target : List.of("/relative", "/absolute", "/folder/a.txt", "/chain")) {
                assertEquals("found", get(target).text(), target);
            }
        }

        @Proves("9110-15.5.4-a")
        @Test
        void linksThatLeadOutAreAsIfTheyWereNotThere() throws Exception {
            file("elsewhere/a.txt", SECRET);
            file("root-but-longer/a.txt", SECRET);
            Files.createDirectories(root.resolve("sub"));
            Files.createSymbolicLink(root.resolve("file"), temp.resolve("outside.txt"));
            Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside.txt"));
            Files.createSymbolicLink(root.resolve("folder"), temp.resolve("elsewhere"));
            Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
            Files.createSymbolicLink(root.resolve("sub/chain"), Path.of("../file"));
            Files.createSymbolicLink(root.resolve("namesake"), temp.resolve("root-but-longer"));
            Files.createSymbolicLink(root.resolve("nowhere"), Path.of("missing"));
            Files.createSymbolicLink(root.resolve("round"), Path.of("round"));
            for (String target : List.of("/file", "/relative", "/folder/a.txt", "/folder/", "/folder",
                    "/up/outside.txt", "/up/", "/sub/chain", "/namesake/a.txt",
                    "/nowhere", "/round", "/round/")) {
                assertEquals(404, get(target).status(), target);
            }
            // This path leaves the root and comes back: the file that it leads to is inside.
            assertEquals("Hello, world!\n", get("/up/root/hello.txt").text());
            String page = get("/").text();
            for (String name : List.of("file", "relative", "folder", "up", "namesake", "nowhere", "round")) {
                assertFalse(page.contains(">" + name), name + " is on the page");
            }
        }

        @Test
        void linksToHiddenFilesAreAsIfTheyWereNotThere() throws Exception {
            file("root/.secret", SECRET);
            file("root/.git/config", SECRET);
            Files.createSymbolicLink(root.resolve("plain"), Path.of(".secret"));
            Files.createSymbolicLink(root.resolve("git"), Path.of(".git"));
            for (String target : List.of("/plain", "/git/config", "/git/", "/git")) {
                assertEquals(404, get(target).status(), target);
            }
            String page = get("/").text();
            assertFalse(page.contains("secret") || page.contains("git"), page);
        }

        /** Opening a pipe that nobody writes to would block the loop's thread. */
        @Test
        void aPipeIsNeverOpened() throws Exception {
            Path pipe = root.resolve("pipe");
            assumeTrue(made(pipe), "mkfifo is installed");
            Files.createDirectories(root.resolve("sub"));
            Files.createSymbolicLink(root.resolve("sub/index.html"), pipe);
            try (FileChannel held = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertTrue(held.isOpen(), "with the pipe held open, a faulty server fails and does not block");
                assertEquals(404, get("/pipe").status());
                assertEquals(404, get("/pipe/").status());
                assertFalse(get("/").text().contains("pipe"));
                assertTrue(get("/sub/").text().contains("<title>Index of "));
            }
        }

        private static boolean made(Path pipe) throws InterruptedException {
            try {
                return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Nested
    class State {
        @Proves({"9110-8.8.2.1-a", "9110-8.8.3.1-a", "9110-15.3.1-a"})
        @Test
        void aFileHasATagAndADate() throws Exception {
            FakeExchange got = get("/hello.txt");
            got.content();
            assertEquals(Optional.of(LONG_AGO_TEXT), got.field("Last-Modified"));
            assertTrue(got.field("ETag").orElseThrow().matches("\"[!#-~]+\""), got.field("ETag").toString());
        }

        @Proves("9110-8.8.1-a")
        @Test
        void theTagFollowsSizeAndTime() throws Exception {
            Path path = file("root/a.txt", "aaaa");
            String before = tag("/a.txt");
            assertEquals(before, tag("/a.txt"));
            Files.setLastModifiedTime(path, FileTime.from(LONG_AGO.plusNanos(1_000_000)));
            String touched = tag("/a.txt");
            file("root/a.txt", "aaaaa");
            String longer = tag("/a.txt");
            assertEquals(3, List.of(before, touched, longer).stream().distinct().count());
        }

        private String tag(String target) throws Exception {
            FakeExchange got = get(target);
            got.content();
            return got.field("ETag").orElseThrow();
        }

        /** RFC 9110 section 8.8.1: a second change right after the first could go unnoticed. */
        @Proves("9110-8.8.3-a")
        @ParameterizedTest
        @CsvSource({"0, true", "1, true", "1999, true", "2000, true", "2001, false", "60000, false", "-1, true",
                "-60000, true"})
        void aTagIsWeakUntilTheFileHasBeenLeftAloneForTwoSeconds(long millisAgo, boolean weak) throws Exception {
            Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(NOW.minusMillis(millisAgo)));
            FakeExchange got = get("/hello.txt");
            got.content();
            String tag = got.field("ETag").orElseThrow();
            assertEquals(weak, tag.startsWith("W/\""), tag);
            FakeExchange later = new FakeExchange(Requests.request("GET", "/hello.txt")).at(NOW.plusSeconds(3600))
                    .through(files);
            later.content();
            assertEquals(tag.replace("W/", ""), later.field("ETag").orElseThrow());
        }

        @Proves({"9110-8.8.2.1-c", "9110-8.8.2.1-d", "9110-2.2-d"})
        @ParameterizedTest
        @CsvSource({"2037-11-23T11:59:59.999Z, 'Mon, 23 Nov 2037 11:59:59 GMT'",
                "2037-11-23T12:00:00Z, 'Mon, 23 Nov 2037 12:00:00 GMT'",
                "2037-11-23T12:00:00.001Z, 'Mon, 23 Nov 2037 12:00:00 GMT'",
                "2037-11-23T12:00:01Z, 'Mon, 23 Nov 2037 12:00:00 GMT'",
                "2100-01-01T00:00:00Z, 'Mon, 23 Nov 2037 12:00:00 GMT'"})
        void lastModifiedIsNeverLaterThanNow(Instant modified, String expected) throws Exception {
            Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(modified));
            FakeExchange got = get("/hello.txt");
            got.content();
            assertEquals(Optional.of(expected), got.field("Last-Modified"));
        }

        @Proves({"9110-13.1.2-d", "9110-13.1.3-g", "9110-15.4.5-a", "9110-15.4.5-b", "9110-13.1.2-b", "9110-13.1.3-e",
                "9110-13.1.3-f"})
        @Test
        void whatTheClientHasIsNotSentAgain() throws Exception {
            String tag = tag("/hello.txt");
            for (String condition : List.of("If-None-Match: " + tag, "If-None-Match: W/" + tag, "If-None-Match: *",
                    "If-Modified-Since: " + LONG_AGO_TEXT)) {
                for (String method : List.of("GET", "HEAD")) {
                    FakeExchange got = FakeExchange.of(files, method, "/hello.txt", condition);
                    assertEquals(304, got.status(), condition);
                    assertEquals(List.of(new FieldLine("ETag", tag)), got.response().fields());
                    assertEquals(0, got.response().body().length());
                }
            }
        }

        @Test
        void whatChangedIsSentAgain() throws Exception {
            String tag = tag("/hello.txt");
            file("root/hello.txt", "Bye!");
            assertEquals("Bye!", get("/hello.txt", "If-None-Match: " + tag).text());
            Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(LONG_AGO.plusSeconds(1)));
            assertEquals("Bye!", get("/hello.txt", "If-Modified-Since: " + LONG_AGO_TEXT).text());
        }

        @Proves({"9110-13.1.1-c", "9110-13.1.1-d", "9110-13.1.4-f", "9110-13.1.4-g", "9110-13.1.1-b"})
        @Test
        void anotherStateThanTheRequestNamesIsRefused() throws Exception {
            assertEquals(412, get("/hello.txt", "If-Match: \"other\"").status());
            assertEquals(412, get("/hello.txt", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT").status());
            FakeExchange got = get("/hello.txt", "If-Match: " + tag("/hello.txt"));
            assertEquals(200, got.status());
            got.content();
        }

        /** Conditions apply only if the response would otherwise be a success. */
        @Proves({"9110-13.2.1-b", "9110-13.2.1-a"})
        @Test
        void conditionsPlayNoPartForWhatIsNotFound() throws Exception {
            assertEquals(404, get("/missing", "If-Match: \"a\"").status());
            assertEquals(404, get("/missing", "If-None-Match: *").status());
            assertEquals(405, FakeExchange.of(files, "PUT", "/hello.txt", "If-Match: \"a\"").status());
            Files.createDirectories(root.resolve("sub"));
            assertEquals(301, get("/sub", "If-Match: \"a\"").status());
        }
    }

    @Nested
    class Ranges {
        @BeforeEach
        void makeTenBytes() throws IOException {
            file("root/ten", "0123456789");
        }

        @Proves("9110-14.3-c")
        @Test
        void theWholeFileSaysThatThereAreRanges() throws Exception {
            FakeExchange got = get("/ten");
            assertEquals(Optional.of("bytes"), got.field("Accept-Ranges"));
            assertEquals(Optional.empty(), got.field("Content-Range"));
            assertEquals("0123456789", got.text());
        }

        /** A part has the fields of the whole file and its own Content-Range. */
        @Proves({"9110-14.2-f", "9110-15.3.7.1-a", "9110-15.3.7-c", "9110-15.3.7-a", "9110-15.3.7.2-f"})
        @ParameterizedTest
        @CsvSource({"bytes=0-0, 0, 0-0", "bytes=2-4, 234, 2-4", "bytes=7-, 789, 7-9", "bytes=-2, 89, 8-9",
                "bytes=5-99, 56789, 5-9", "bytes=-99, 0123456789, 0-9"})
        void aPartIsSent(String range, String content, String place) throws Exception {
            FakeExchange got = get("/ten", "Range: " + range);
            FakeExchange whole = get("/ten");
            assertEquals(206, got.status());
            assertEquals(Optional.of("bytes " + place + "/10"), got.field("Content-Range"));
            for (String name : List.of("Content-Type", "ETag", "Last-Modified")) {
                assertEquals(whole.field(name), got.field(name));
            }
            assertEquals(content, got.text());
            whole.content();
        }

        @Proves({"9110-14.6-a", "9110-15.3.7.2-a", "9110-15.3.7.2-b", "9110-15.3.7.2-c", "9110-15.3.7.2-d",
                "9110-15.3.7.2-h", "9110-15.3.7-a", "9110-15.3.7-c", "9110-8.3.3-a"})
        @Test
        void severalPartsAreSentInOneAnswer() throws Exception {
            FakeExchange whole = get("/ten");
            FakeExchange got = get("/ten", "Range: bytes=7-8,0-1,-1");
            assertEquals(206, got.status());
            String type = got.field("Content-Type").orElseThrow();
            Matcher boundary = Pattern.compile("multipart/byteranges; boundary=([A-Za-z0-9_-]{22})").matcher(type);
            assertTrue(boundary.matches(), type);
            String delimiter = "\r\n--" + boundary.group(1);
            String partType = whole.field("Content-Type").orElseThrow();
            assertEquals(delimiter + "\r\nContent-Type: " + partType + "\r\nContent-Range: bytes 7-9/10\r\n\r\n789"
                    + delimiter + "\r\nContent-Type: " + partType + "\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
                    + delimiter + "--\r\n", got.text());
            assertEquals(Optional.empty(), got.field("Content-Range"));
            for (String name : List.of("ETag", "Last-Modified", "Accept-Ranges")) {
                assertEquals(whole.field(name), got.field(name));
            }
            whole.content();
        }

        /** Whoever could predict the boundary could put it into a file and fake the end of a part. */
        @Proves("9110-14.6-a")
        @Test
        void noTwoAnswersHaveTheSameBoundary() throws Exception {
            FakeExchange first = get("/ten", "Range: bytes=0-1,5-6");
            FakeExchange second = get("/ten", "Range: bytes=0-1,5-6");
            assertNotEquals(first.field("Content-Type"), second.field("Content-Type"));
            first.content();
            second.content();
        }

        @Proves({"9110-15.3.7.2-e", "9110-15.3.7.2-g"})
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                bytes=0-1,2-3    | 0123       | 0-3
                bytes=0-,0-,0-   | 0123456789 | 0-9
                bytes=8-,99-     | 89         | 8-9
                """)
        void severalRangesThatComeToOneAreAnsweredAsOne(String range, String content, String place) throws Exception {
            FakeExchange got = get("/ten", "Range: " + range);
            assertEquals(206, got.status());
            assertEquals(Optional.of("bytes " + place + "/10"), got.field("Content-Range"));
            assertEquals(content, got.text());
        }

        @Proves({"9110-14.2-g", "9110-14.4-c", "9110-15.5.17-a"})
        @ParameterizedTest
        @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0", "bytes=99999999999999999999-", "bytes=10-,-0"})
        void aPartThatIsNotThereIsRefused(String range) throws Exception {
            FakeExchange got = get("/ten", "Range: " + range);
            assertEquals(416, got.status());
            assertEquals(Optional.of("bytes */10"), got.field("Content-Range"));
        }

        @Proves({"9110-14.2-a", "9110-14.2-c", "9110-14.2-d", "9110-17.15-a"})
        @ParameterizedTest
        @ValueSource(strings = {"bytes=5-2", "lines=1-2", "bytes=a-b", "bytes=0-1,5-4", "bytes"})
        void aRangeThatIsIgnoredGivesTheWhole(String range) throws Exception {
            FakeExchange got = get("/ten", "Range: " + range);
            assertEquals(200, got.status());
            assertEquals("0123456789", got.text());
        }

        /** Range applies only to GET. */
        @Proves("9110-14.2-b")
        @Test
        void headHasNoRanges() throws Exception {
            FakeExchange got = FakeExchange.of(files, "HEAD", "/ten", "Range: bytes=0-1");
            assertEquals(200, got.status());
            assertEquals(10, got.response().head().contentLength());
            got.content();
        }

        @Test
        void anEmptyFileIsSentWhole() throws Exception {
            file("root/empty", "");
            assertEquals(200, get("/empty", "Range: bytes=0-0").status());
        }

        @Proves({"9110-13.1.5-a", "9110-13.1.5-c", "9110-13.1.5-d", "9110-13.1.5-e"})
        @Test
        void ifRangeDecidesBetweenThePartAndTheWhole() throws Exception {
            FakeExchange whole = get("/ten");
            String tag = whole.field("ETag").orElseThrow();
            whole.content();
            assertEquals("01", get("/ten", "Range: bytes=0-1", "If-Range: " + tag).text());
            assertEquals("01", get("/ten", "Range: bytes=0-1", "If-Range: " + LONG_AGO_TEXT).text());
            for (String other : List.of("\"other\"", "W/" + tag, "Sun, 06 Nov 1994 08:49:38 GMT", "nonsense")) {
                FakeExchange got = get("/ten", "Range: bytes=0-1", "If-Range: " + other);
                assertEquals(200, got.status(), other);
                assertEquals("0123456789", got.text());
            }
            assertEquals("0123456789", get("/ten", "If-Range: " + tag).text());
            assertEquals("0123456789", get("/ten", "Range: bytes=99-", "If-Range: \"other\"").text());
        }

        /** RFC 9110 section 8.8.2.2: a client must not combine parts of two versions. */
        @Test
        void aFileThatJustChangedHasNoPartsForIfRange() throws Exception {
            Files.setLastModifiedTime(root.resolve("ten"), FileTime.from(NOW));
            FakeExchange got = get("/ten");
            got.content();
            String tag = got.field("ETag").orElseThrow();
            String date = got.field("Last-Modified").orElseThrow();
            assertEquals("0123456789", get("/ten", "Range: bytes=0-1", "If-Range: " + tag).text());
            assertEquals("0123456789", get("/ten", "Range: bytes=0-1", "If-Range: " + date).text());
            assertEquals("01", get("/ten", "Range: bytes=0-1").text());
        }

        @Proves({"9110-14.2-h", "9110-13.2.2-a"})
        @Test
        void otherConditionsComeFirst() throws Exception {
            assertEquals(304, get("/ten", "Range: bytes=0-1", "If-None-Match: *").status());
            assertEquals(412, get("/ten", "Range: bytes=0-1", "If-Match: \"other\"").status());
            assertEquals(304, get("/ten", "Range: bytes=99-", "If-None-Match: *").status());
        }
    }

    @Nested
    class Content {
        /** The loop closes the channel of a response that it can't send. */
        @Test
        void theChannelOfAResponseThatIsNotSentCanBeClosed() throws Exception {
            String large = "x".repeat(OpenedFile.SMALL_BYTES_MAX + 1);
            file("root/large.txt", large);
            Body.File body = assertInstanceOf(Body.File.class, get("/large.txt").response().body());
            FileChannel channel = body.channel();
            assertTrue(channel.isOpen());
            channel.close();
            assertFalse(channel.isOpen());
            assertEquals(large, get("/large.txt").text(), "the next response has its own channel");
        }

        @Test
        void theRegionIsInTheFile() throws Exception {
            file("root/large.txt", "Hello, world" + "!".repeat(OpenedFile.SMALL_BYTES_MAX));
            FakeExchange got = get("/large.txt", "Range: bytes=7-11");
            Body.File body = assertInstanceOf(Body.File.class, got.response().body());
            assertEquals(7, body.offset());
            assertEquals(5, body.length());
            assertEquals("world", new String(got.content(), US_ASCII));
        }

        @Test
        void onlyAnAnswerWithContentHasTheFile() throws Exception {
            for (String condition : List.of("If-None-Match: *", "If-Match: \"other\"", "Range: bytes=99-")) {
                assertFalse(get("/hello.txt", condition).response().body() instanceof Body.File, condition);
            }
        }
    }
}
