package hostling.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hostling.http.Method;
import hostling.http.MultipartForms;
import hostling.http.MultipartReader;
import hostling.http.PercentCoding;
import hostling.http.Requests;
import hostling.cases.Bytes;
import hostling.testing.FakeExchange;
import hostling.testing.Proves;
import hostling.testing.RecordedUploads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder in which clients store and delete files. */
class UploadsTest {
    private static final String FORM = "Content-Type: multipart/form-data; boundary=b";

    @TempDir
    private Path folder;
    private Uploads uploads;
    private final RecordedUploads counted = new RecordedUploads();

    @BeforeEach
    void openTheFolder() throws IOException {
        uploads = replacing(folder, UploadFolder.NEW_FILE);
    }

    private Uploads replacing(Path folder, UploadFolder.Opener opener) throws IOException {
        return new Uploads(folder, "/uploads/", new UploadPolicy(16 << 20, 64 << 20, true, Set.of()), counted,
                PageTemplate.BUILT_IN, opener);
    }

    private Uploads accepting(long fileBytesMax, boolean overwrites, Set<String> extensions) throws IOException {
        return new Uploads(folder, "/uploads/", new UploadPolicy(fileBytesMax, 10_000, overwrites, extensions), counted);
    }

    private void restrict(long fileBytesMax, boolean overwrites, Set<String> extensions) throws IOException {
        uploads = accepting(fileBytesMax, overwrites, extensions);
    }

    private static FakeExchange posting(String form, String... lines) {
        String[] all = Stream.concat(Stream.of(FORM), Stream.of(lines)).toArray(String[]::new);
        return new FakeExchange(Requests.request("POST", "/upload", all)).withContent(form);
    }

    private FakeExchange post(String form, String... lines) throws Exception {
        return posting(form, lines).through(uploads::post);
    }

    private FakeExchange put(String target, String content, String... lines) throws Exception {
        return new FakeExchange(Requests.request("PUT", target, lines)).withContent(content).through(uploads);
    }

    private FakeExchange ask(String method, String target, String... lines) throws Exception {
        return FakeExchange.of(uploads, method, target, lines);
    }

    private static String file(String name, String content) {
        return MultipartForms.file("b", name, content);
    }

    /** The names of all files in the folder, including hidden ones. */
    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private Path settled(String name, String content) throws IOException {
        Path path = Files.writeString(folder.resolve(name), content);
        return Files.setLastModifiedTime(path, FileTime.from(FakeExchange.NOW.minusSeconds(60)));
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name), ISO_8859_1);
    }

    @Proves({"9110-9.3.3-a", "7578-4.2-d", "7578-4.3-a"})
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10_000})
    void theFilesOfAFormGetTheirNames(int segmentBytes) throws Exception {
        String form = file("a.txt", "A\r\n--") + MultipartForms.part("b", "x", "Content-Disposition: form-data; name=t")
                + file("", "") + file("C:\\b c.bin", "\0\u00ff\r\n--c") + "--b--";
        FakeExchange got = posting(form).inSegmentsOf(segmentBytes).through(uploads::post);
        assertEquals(201, got.status());
        assertEquals(Optional.of("/uploads/a.txt"), got.field("Location"));
        assertEquals("/uploads/a.txt\n/uploads/b%20c.bin\n", got.text());
        assertEquals(List.of("a.txt", "b c.bin"), names());
        assertEquals("A\r\n--", content("a.txt"));
        assertEquals("\0\u00ff\r\n--c", content("b c.bin"));
    }

    @Test
    void theListIsJsonForWhoeverLikesThat() throws Exception {
        FakeExchange got = post(file("<a>.txt", "123") + "--b--", "Accept: application/json");
        assertEquals(Optional.of("application/json"), got.field("Content-Type"));
        assertEquals("{\"files\": [{\"name\": \"\\u003ca>.txt\", \"href\": \"/uploads/%3Ca%3E.txt\", \"size\": 3}]}\n",
                got.text());
    }

    @ParameterizedTest
    @CsvSource({"a.txt, 400", "..%2f, 400", ".hidden, 400", "CON, 400"})
    void aBadFormLeavesNothing(String name, int status) throws Exception {
        String form = file("good.txt", "good") + file(name, "content");
        assertEquals(status, post(form.substring(0, form.length() - 2)).status());
        assertEquals(List.of(), names());
    }

    @Test
    void aFormThatBreaksOffLeavesNothingAndOverwritesNothing() throws Exception {
        settled("old.txt", "old");
        assertThrows(AssertionError.class, () -> posting(file("old.txt", "new") + "--b--").aborted()
                .through(uploads::post).response());
        assertEquals(List.of("old.txt"), names());
        assertEquals("old", content("old.txt"));
    }

    @Test
    void aFormWithoutAFileIsRefused() throws Exception {
        assertEquals(400, post("--b--").status());
        assertEquals(400, post(file("", "") + "--b--").status());
        assertEquals(400, post(MultipartForms.part("b", "x", "Content-Disposition: form-data; name=file") + "--b--")
                .status());
    }

    @Proves({"9110-12.5.3-g", "9110-15.5.16-a", "9110-8.3-b"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type: text/plain                             | 415
            X: no type at all                                    | 415
            Content-Type: multipart/mixed; boundary=b            | 415
            Content-Type: multipart/form-data                    | 400
            """)
    void contentOfAnotherTypeIsRefused(String line, int status) throws Exception {
        FakeExchange got = new FakeExchange(Requests.request("POST", "/upload", line)).withContent("--b--");
        assertEquals(status, got.through(uploads::post).status());
        assertEquals(Optional.empty(), got.field("Accept-Encoding"), "the content coding is not the problem");
    }

    @Proves({"9110-8.4-c", "9110-8.4.1.1-a", "9110-8.4.1.3-a", "9110-12.5.3-f"})
    @Test
    void contentWithACodingIsRefused() throws Exception {
        assertEquals(415, post("--b--", "Content-Encoding: gzip").status());
        for (String coding : List.of("gzip", "x-gzip", "compress", "x-compress", "identity, br")) {
            FakeExchange got = put("/uploads/a", "x", "Content-Encoding: " + coding);
            assertEquals(415, got.status(), coding);
            assertEquals(Optional.of("identity"), got.field("Accept-Encoding"));
        }
        assertEquals(201, put("/uploads/a", "x", "Content-Encoding: identity").status());
    }

    @Proves("9110-15.5.10-a")
    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        FakeExchange got = post(file("x/a", "1") + file("y/a", "2") + "--b--");
        assertEquals(409, got.status());
        assertTrue(got.text().matches("409 Conflict: .{10,}\n"), got.text());
        assertEquals(List.of(), names());
    }

    @Proves({"9110-9.3.4-c", "9110-9.3.4-d", "7578-7-a"})
    @Test
    void whatIsThereIsOverwrittenOnlyWhereThatIsAllowed() throws Exception {
        settled("a", "old");
        restrict(100, false, Set.of());
        assertEquals(409, post(file("new", "1") + file("a", "2") + "--b--").status());
        assertEquals(409, put("/uploads/a", "new").status());
        assertEquals("old", content("a"));
        restrict(100, true, Set.of());
        assertEquals(201, post(file("a", "new") + "--b--").status());
        assertEquals("new", content("a"));
        assertEquals(List.of("a"), names());
    }

    @Test
    void aFolderIsNeitherReplacedNorDeleted() throws Exception {
        Files.createDirectory(folder.resolve("inner"));
        assertEquals(409, post(file("inner", "") + "--b--").status());
        assertEquals(409, put("/uploads/inner", "").status());
        assertEquals(409, ask("DELETE", "/uploads/inner").status());
        assertEquals(List.of("inner"), names());
    }

    @Test
    void limitsHoldToTheByte() throws Exception {
        restrict(5, true, Set.of());
        assertEquals(201, post(file("a", "12345") + "--b--").status());
        assertEquals(413, posting(file("b", "1") + file("c", "123456") + "--b--").inSegmentsOf(2)
                .through(uploads::post).status());
        assertEquals(413, post(file("b", "1") + "--b--" + " ".repeat(10_000)).status());
        assertEquals(413, put("/uploads/b", "123456").status());
        assertEquals(201, put("/uploads/b", "12345").status());
        assertEquals(List.of("a", "b"), names());
    }

    @Proves({"9110-9.3.4-c", "9110-9.3.4-d"})
    @Test
    void onlySomeExtensionsMayBeTaken() throws Exception {
        restrict(100, true, Set.of("txt"));
        assertEquals(201, post(file("a.TXT", "") + "--b--").status());
        assertEquals(415, post(file("b.html", "") + "--b--").status());
        assertEquals(415, put("/uploads/txt", "").status());
    }

    @Proves({"9110-9.3.4-a", "9110-9.3.4-b"})
    @Test
    void putCreatesAndThenReplaces() throws Exception {
        FakeExchange got = put("/uploads/a%20%22.txt", "1");
        assertEquals(201, got.status());
        assertEquals(Optional.of("/uploads/a%20%22.txt"), got.field("Location"));
        assertEquals(204, put("/uploads/a%20%22.txt", "").status());
        assertEquals("", content("a \".txt"));
    }

    /** Runs only if the system supports such names, which depends on its locale. */
    @Test
    void aNameBeyondAsciiIsNormalised() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the system supports such names");
        assertEquals(201, post(file(new String("e\u0301".getBytes(UTF_8), ISO_8859_1), "x") + "--b--").status());
        assertEquals(204, put("/uploads/%C3%A9", "y").status());
        assertEquals("y", ask("GET", "/uploads/%c3%a9").text());
    }

    @Proves("9110-9.3.4-h")
    @ParameterizedTest
    @CsvSource({"/uploads/.a, 400", "/uploads/a%2Fb, 400", "/uploads/a/b, 400", "/uploads/a%01, 400",
            "/uploads/a/, 400", "/uploads/%FF, 400", "/uploads/e%CC%81, 400", "/uploads/, 405"})
    void putTakesANameAsItIsOrNotAtAll(String target, int status) throws Exception {
        assertEquals(status, put(target, "x").status());
        assertEquals(List.of(), names());
    }

    /** RFC 9110 section 8.7: Content-Location in a PUT changes neither where the content goes nor later responses. */
    @Proves({"9110-8.7-a", "9110-8.7-c", "9110-9.3.4-e"})
    @Test
    void otherFieldsOfAPutAreNotKept() throws Exception {
        settled("b", "old");
        assertEquals(201, put("/uploads/a", "new", "Content-Location: /uploads/b", "X-Own: 1").status());
        assertEquals("new", content("a"));
        assertEquals("old", content("b"));
        FakeExchange got = ask("GET", "/uploads/a");
        assertEquals(Optional.empty(), got.field("Content-Location"));
        assertEquals(Optional.empty(), got.field("X-Own"));
        got.content();
    }

    @Proves("9110-9.3.4-f")
    @Test
    void theAnswerToAPutNamesNoState() throws Exception {
        for (int status : new int[] {201, 204}) {
            FakeExchange got = put("/uploads/a", "same");
            assertEquals(status, got.status());
            assertEquals(Optional.empty(), got.field("ETag"));
            assertEquals(Optional.empty(), got.field("Last-Modified"));
        }
    }

    /** RFC 9110 section 14.4: Content-Range has a meaning only in PUT, which refuses it. */
    @Proves("9110-14.4-a")
    @Test
    void theRangeOfAFormMeansNothing() throws Exception {
        assertEquals(201, post(file("a", "whole") + "--b--", "Content-Range: bytes 0-0/9").status());
        assertEquals("whole", content("a"));
        FakeExchange got = ask("GET", "/uploads/a", "Content-Range: bytes 0-0/9");
        assertEquals(200, got.status());
        assertEquals("whole", got.text());
        assertEquals(204, ask("DELETE", "/uploads/a", "Content-Range: bytes 0-0/9").status());
    }

    @Proves("9110-14.5-a")
    @Test
    void aPartOfAFileIsNotPut() throws Exception {
        assertEquals(400, put("/uploads/a", "x", "Content-Range: bytes 0-0/9").status());
    }

    @Test
    void putThatBreaksOffLeavesWhatWasThere() throws Exception {
        settled("a", "old");
        new FakeExchange(Requests.request("PUT", "/uploads/a")).withContent("new").aborted().through(uploads);
        assertEquals(List.of("a"), names());
        assertEquals("old", content("a"));
    }

    @Proves({"9110-13.1.1-b", "9110-13.1.1-c", "9110-13.1.2-b", "9110-13.1.2-c", "9110-13.1.4-e", "9110-13.1.4-f"})
    @Test
    void aFileIsChangedOnlyWhileItIsWhatTheClientThinks() throws Exception {
        settled("a", "old");
        String tag = ask("GET", "/uploads/a").field("ETag").orElseThrow();
        for (String wrong : List.of("If-Match: \"other\"", "If-None-Match: *", "If-None-Match: " + tag,
                "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT")) {
            assertEquals(412, put("/uploads/a", "new", wrong).status(), wrong);
            assertEquals(412, ask("DELETE", "/uploads/a", wrong).status(), wrong);
        }
        assertEquals(412, put("/uploads/b", "new", "If-Match: *").status());
        assertEquals("old", content("a"));
        assertEquals(201, put("/uploads/b", "new", "If-None-Match: *").status());
        assertEquals(204, put("/uploads/a", "new", "If-Match: " + tag).status());
        settled("a", "newer");
        assertEquals(412, ask("DELETE", "/uploads/a", "If-Match: " + tag).status());
        assertEquals(204, ask("DELETE", "/uploads/a", "If-Match: *").status());
        assertEquals(List.of("b"), names());
    }

    @Test
    void whatBecomesOfAnUploadIsCounted() throws Exception {
        restrict(4, false, Set.of("txt"));
        assertEquals(201, post(file("a.txt", "123") + file("b.txt", "1") + "--b--").status());
        assertEquals(201, put("/uploads/c.txt", "12").status());
        assertEquals(List.of("stored 3", "stored 1", "stored 2"), counted.take());
        assertEquals(409, put("/uploads/c.txt", "12").status());
        assertEquals(415, put("/uploads/c.exe", "12").status());
        assertEquals(400, put("/uploads/.c.txt", "12").status());
        assertEquals(400, post("no form").status());
        assertEquals(413, post(file("d.txt", "12345") + "--b--").status());
        assertEquals(415, new FakeExchange(Requests.request("POST", "/upload")).through(uploads::post).status());
        assertEquals(Collections.nCopies(6, "refused"), counted.take());
        posting(file("d.txt", "1")).aborted().through(uploads::post);
        assertEquals(List.of("aborted"), counted.take());
        ask("GET", "/uploads/a.txt");
        ask("PATCH", "/uploads/a.txt");
        assertEquals(List.of(), counted.take());
    }

    /** The file may have changed while the content was arriving. */
    @Proves("9110-13.2.1-a")
    @Test
    void conditionsAreLookedAtAgainWhenTheContentIsWhole() throws Exception {
        settled("a", "old");
        String tag = ask("GET", "/uploads/a").field("ETag").orElseThrow();
        uploads = replacing(folder, path -> {
            settled("a", "changed meanwhile");
            return UploadFolder.NEW_FILE.open(path);
        });
        assertEquals(412, put("/uploads/a", "new", "If-Match: " + tag).status());
        assertEquals("changed meanwhile", content("a"));
        assertEquals(List.of("a"), names());
    }

    @Proves("9110-9.3.5-a")
    @Test
    void aFileIsDeletedOnce() throws Exception {
        settled("a b", "x");
        assertEquals(204, ask("DELETE", "/uploads/a%20b").status());
        assertEquals(404, ask("DELETE", "/uploads/a%20b").status());
        assertEquals(404, ask("DELETE", "/uploads/.hidden").status());
        assertEquals(405, ask("DELETE", "/uploads/").status());
        assertEquals(List.of("deleted"), counted.take());
    }

    @Test
    void aLinkIsDeletedAndNotWhatItLeadsTo(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "x");
        Files.createSymbolicLink(folder.resolve("link"), secret);
        assertEquals(404, ask("GET", "/uploads/link").status());
        assertEquals(204, put("/uploads/link", "mine").status());
        assertEquals("x", Files.readString(secret));
        Files.createSymbolicLink(folder.resolve("link2"), secret);
        assertEquals(204, ask("DELETE", "/uploads/link2").status());
        assertTrue(Files.exists(secret));
    }

    @Proves("7578-4.4-b")
    @Test
    void filesAreServedBelowTheirPathAndMayNotRunScripts() throws Exception {
        settled("a.html", "<script>");
        FakeExchange got = ask("GET", "/uploads/a.html");
        assertArrayEquals("<script>".getBytes(UTF_8), got.content());
        assertTrue(got.field("Content-Security-Policy").orElseThrow().contains("sandbox; default-src 'none';"));
        assertEquals(Optional.of("nosniff"), got.field("X-Content-Type-Options"));
        assertTrue(ask("GET", "/uploads/").text().contains("./a.html"));
        Files.createDirectory(folder.resolve("inner"));
        assertEquals(Optional.of("/uploads/inner/"), ask("GET", "/uploads/inner").field("Location"));
    }

    @Proves({"9110-9.1-d", "9110-15.5.6-a", "9110-10.2.1-b"})
    @Test
    void whatIsAllowedIsSaid() throws Exception {
        assertEquals(Optional.of("GET, HEAD, PUT, DELETE, OPTIONS"), ask("OPTIONS", "/uploads/a").field("Allow"));
        assertEquals(Optional.of("GET, HEAD, POST, OPTIONS"), ask("OPTIONS", "/uploads/").field("Allow"));
        for (String method : List.of("PATCH", "POST")) {
            FakeExchange got = ask(method, "/uploads/a");
            assertEquals(405, got.status());
            assertEquals(Optional.of("GET, HEAD, PUT, DELETE, OPTIONS"), got.field("Allow"));
        }
    }

    @Test
    void theFolderItselfTakesForms() throws Exception {
        FakeExchange got = new FakeExchange(Requests.request("POST", "/uploads/", FORM))
                .withContent(file("a.txt", "A") + "--b--").through(uploads);
        assertEquals(201, got.status());
        assertEquals(Optional.of("/uploads/a.txt"), got.field("Location"));
        assertEquals("A", content("a.txt"));
    }

    @Test
    void aRouteMayTakeLess() throws Exception {
        MethodFilter filter = new MethodFilter(Set.of(Method.GET, Method.DELETE, Method.OPTIONS), uploads);
        settled("a", "x");
        assertEquals(Optional.of("GET, HEAD, DELETE, OPTIONS"),
                FakeExchange.of(filter, "OPTIONS", "/uploads/a").field("Allow"));
        assertEquals(Optional.of("GET, HEAD, OPTIONS"),
                FakeExchange.of(filter, "DELETE", "/uploads/").field("Allow"));
        assertEquals(405, FakeExchange.of(filter, "PUT", "/uploads/a").status());
        assertEquals(204, FakeExchange.of(filter, "DELETE", "/uploads/a").status());
    }

    @Test
    void formsHaveLimitsOfTheirOwn() throws Exception {
        uploads = new Uploads(folder, "/uploads/", new UploadPolicy(100, 10_000, true, Set.of(),
                new MultipartReader.Limits(200, 2)), counted);
        assertEquals(201, post(file("a", "1") + file("b", "2") + "--b--").status());
        assertEquals(400, post(file("c", "1") + file("d", "2") + file("e", "3") + "--b--").status());
        assertEquals(400, post(file("f".repeat(200), "1") + "--b--").status());
        assertEquals(List.of("a", "b"), names());
    }

    /** While a file is being written, its name begins with a dot and is hidden. */
    @Test
    void nobodyGetsAFileBeforeItIsWhole() throws Exception {
        uploads = replacing(folder, path -> {
            FileChannel channel = UploadFolder.NEW_FILE.open(path);
            assertTrue(Files.exists(path));
            assertEquals(Optional.empty(), new PathJail(folder).follow(path));
            return channel;
        });
        assertEquals(201, put("/uploads/a", "x").status());
    }

    /** A client that only announces an upload takes up no file descriptor. */
    @Test
    void aFileIsMadeWhenThereIsSomethingToWrite() throws Exception {
        int[] opened = {0};
        uploads = replacing(folder, path -> {
            opened[0]++;
            return UploadFolder.NEW_FILE.open(path);
        });
        new FakeExchange(Requests.request("PUT", "/uploads/a")).aborted().through(uploads);
        posting("--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n").aborted()
                .through(uploads::post);
        assertEquals(0, opened[0]);
        assertEquals(201, put("/uploads/a", "").status(), "an empty file is a file");
        assertEquals(201, post(file("b", "") + "--b--").status());
        assertEquals(2, opened[0]);
        assertEquals(List.of("a", "b"), names());
    }

    /** Each file takes the file system some time. */
    @Test
    void aFormWithManyFilesIsFinishedInSeveralTurns() throws Exception {
        Deque<Runnable> tasks = new ArrayDeque<>();
        FakeExchange got = posting(manyFiles()).withTasks(tasks).through(uploads::post);
        int turns = 0;
        for (; !tasks.isEmpty(); turns++) {
            assertFalse(got.hasResponse());
            tasks.remove().run();
        }
        assertTrue(turns >= 20, () -> "too few turns");
        assertEquals(201, got.status());
        assertEquals(100, names().size());
    }

    private static String manyFiles() {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            form.append(file("f" + i, "content of " + i));
        }
        return form + "--b--";
    }

    @Test
    void aFormWhoseClientGoesAwayBetweenTwoTurnsLeavesNothing() throws Exception {
        Deque<Runnable> tasks = new ArrayDeque<>();
        FakeExchange got = posting(manyFiles()).withTasks(tasks).through(uploads::post);
        tasks.remove().run();
        assertFalse(names().isEmpty());
        got.end();
        assertEquals(List.of(), names());
        assertEquals(List.of("aborted"), counted.take());
        tasks.remove().run();
        assertTrue(tasks.isEmpty() && !got.hasResponse() && names().isEmpty());
    }

    @Test
    void aFaultInALaterTurnIsAnsweredAndLeavesNothing() throws Exception {
        int[] opened = {0};
        uploads = replacing(folder, path -> {
            opened[0]++;
            if (opened[0] == 50) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
            return UploadFolder.NEW_FILE.open(path);
        });
        Deque<Runnable> tasks = new ArrayDeque<>();
        FakeExchange got = posting(manyFiles()).withTasks(tasks).through(uploads::post);
        assertThrows(IllegalStateException.class, () -> {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }, "the loop reports it");
        assertEquals(500, got.status());
        assertEquals(List.of(), names());
        assertEquals(List.of("aborted"), counted.take());
    }

    @Test
    void temporaryNamesNeverRunOut() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            Files.createFile(folder.resolve(".upload-" + i));
        }
        assertEquals(201, put("/uploads/a", "x").status());
        uploads = replacing(folder, UploadFolder.NEW_FILE);
        assertEquals(201, put("/uploads/b", "x").status());
    }

    /** Real workers are processes; the test uses threads, which the file system does not distinguish. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSeveralWhoCreateAFileOneSucceeds(boolean overwrites) throws Exception {
        List<Uploads> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(accepting(100, overwrites, Set.of()));
        }
        String[] line = overwrites ? new String[] {"If-None-Match: *"} : new String[0];
        ExecutorService pool = Executors.newFixedThreadPool(workers.size());
        try {
            for (int round = 0; round < 200; round++) {
                String target = "/uploads/" + round;
                CyclicBarrier together = new CyclicBarrier(workers.size());
                List<Callable<Integer>> all = new ArrayList<>();
                for (Uploads worker : workers) {
                    all.add(() -> {
                        together.await();
                        return new FakeExchange(Requests.request("PUT", target, line)).withContent("x")
                                .through(worker).status();
                    });
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> each : pool.invokeAll(all)) {
                    statuses.add(each.get());
                }
                Collections.sort(statuses);
                int refused = overwrites ? 412 : 409;
                assertEquals(List.of(201, refused, refused), statuses);
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(200, names().size(), "no temporary file is left");
    }

    @Test
    void anUnfinishedFileOfAnEarlierProcessIsNotInTheWay() throws Exception {
        Files.writeString(folder.resolve(".upload-0"), "left over");
        assertEquals(201, put("/uploads/a", "x").status());
        assertEquals(List.of(".upload-0", "a"), names());
    }

    /** Only old files that certainly come from this server's uploads. */
    @Test
    void leftoversOfAProcessThatWasKilledCanBeDeleted() throws Exception {
        Instant dayAgo = FakeExchange.NOW.minus(Duration.ofDays(1));
        for (String name : List.of(".upload-0", ".upload-17", ".upload-", ".upload-1a", ".upload-1.txt", "upload-1",
                ".other", "a")) {
            Path path = Files.writeString(folder.resolve(name), "x");
            Files.setLastModifiedTime(path, FileTime.from(dayAgo.minusMillis(1)));
        }
        Path recent = Files.writeString(folder.resolve(".upload-2"), "x");
        Files.setLastModifiedTime(recent, FileTime.from(dayAgo));
        Files.createDirectory(folder.resolve(".upload-3"));
        assertEquals(2, uploads.deleteLeftovers(FakeExchange.NOW));
        assertEquals(List.of(".other", ".upload-", ".upload-1.txt", ".upload-1a", ".upload-2", ".upload-3", "a",
                "upload-1"), names());
        assertEquals(0, uploads.deleteLeftovers(FakeExchange.NOW));
    }

    // Faults that a real disk does not produce on demand.

    /** The second of two files disappears before it is renamed. */
    @Test
    void aFaultBetweenTwoFilesTakesBackTheFirst() throws Exception {
        for (boolean replaces : new boolean[] {false, true}) {
            if (replaces) {
                settled("a", "old");
            }
            int[] opened = {0};
            uploads = replacing(folder, path -> {
                FileChannel channel = UploadFolder.NEW_FILE.open(path);
                opened[0]++;
                if (opened[0] == 2) {
                    Files.delete(path);
                }
                return channel;
            });
            assertThrows(IllegalStateException.class, () -> post(file("a", "1") + file("b", "2") + "--b--"));
            assertEquals(replaces ? List.of("a") : List.of(), names());
        }
        assertEquals("1", content("a"), "a file that replaced another one stays");
    }

    private void writesTo(FileChannel channel) throws IOException {
        uploads = replacing(folder, path -> {
            Files.createFile(path);
            return channel;
        });
    }

    @Test
    void shortWritesAreGoneOnWith() throws Exception {
        StringBuilder written = new StringBuilder();
        FileChannel channel = mock(FileChannel.class);
        when(channel.write(any(ByteBuffer.class))).thenAnswer(call -> {
            written.append((char) call.<ByteBuffer>getArgument(0).get());
            return 1;
        });
        writesTo(channel);
        assertEquals(201, put("/uploads/a", "four").status());
        assertEquals("four", written.toString());
    }

    @Test
    void aFullDiskIs507AndLeavesNothing() throws Exception {
        FileChannel channel = mock(FileChannel.class);
        when(channel.write(any(ByteBuffer.class))).thenThrow(new IOException("No space left on device"));
        writesTo(channel);
        assertEquals(507, put("/uploads/a", "x").status());
        assertEquals(507, post(file("a", "x") + "--b--").status());
        assertEquals(List.of("refused", "refused"), counted.take());
        assertEquals(List.of(), names());
        uploads = replacing(folder, path -> {
            throw new FileSystemException(path.toString(), null, "Disk quota exceeded");
        });
        assertEquals(507, put("/uploads/a", "x").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Too many open files", "Too many open files in system"})
    void aServerThatMayOpenNoMoreFilesSaysWhenToTryAgain(String reason) throws Exception {
        uploads = replacing(folder, path -> {
            throw new FileSystemException(path.toString(), null, reason);
        });
        for (FakeExchange got : List.of(put("/uploads/a", "x"), post(file("a", "x") + "--b--"))) {
            assertEquals(503, got.status());
            assertEquals(Optional.of("1"), got.field("Retry-After"));
        }
        assertEquals(List.of(), names());
    }

    @Test
    void aFolderThatTheServerMayNotChangeIs403() throws Exception {
        for (FileSystemException refused : List.of(new AccessDeniedException("a"),
                new FileSystemException("a", null, "Operation not permitted"),
                new FileSystemException("a", null, "Read-only file system"))) {
            uploads = replacing(folder, path -> {
                throw refused;
            });
            assertEquals(403, put("/uploads/a", "x").status());
            assertEquals(403, post(file("a", "x") + "--b--").status());
        }
    }

    /** Nobody can delete files in /proc. */
    @Test
    void aFileThatTheServerMayNotDeleteIs403() throws Exception {
        Path processes = Path.of("/proc/self");
        assumeTrue(Files.exists(processes));
        uploads = replacing(processes, UploadFolder.NEW_FILE);
        assertEquals(403, ask("DELETE", "/uploads/status").status());
        assertTrue(Files.exists(processes.resolve("status")));
    }

    /** The loop answers 500 and reports the exception. */
    @Test
    void anyOtherFailureIsAFaultAndLeavesNothing() throws Exception {
        FileChannel channel = mock(FileChannel.class);
        when(channel.write(any(ByteBuffer.class))).thenThrow(new IOException("Input/output error")).thenReturn(0);
        writesTo(channel);
        assertThrows(IllegalStateException.class, () -> put("/uploads/a", "x"));
        assertThrows(IllegalStateException.class, () -> put("/uploads/a", "x"));
        assertEquals(List.of(), names());
    }

    @Test
    void contentComesBackUnharmed() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            all.append((char) i);
        }
        assertEquals(201, put("/uploads/a", all.toString()).status());
        assertArrayEquals(Bytes.latin1(all.toString()), ask("GET", "/uploads/a").content());
    }

    /** RFC 9110 section 10.2.1: of the very target, also if the route rejects the method before the handler sees it. */
    @Test
    void allowNamesTheMethodsOfTheTarget() throws Exception {
        MethodFilter route = new MethodFilter(uploads.methods(Requests.request("GET", "/uploads/")).orElseThrow(), uploads);
        Router router = new Router().below("/uploads/", route);
        for (String method : List.of("PATCH", "TRACE", "OPTIONS")) {
            assertEquals(Optional.of("GET, HEAD, POST, OPTIONS"),
                    FakeExchange.of(router, method, "/uploads/").field("Allow"), method);
        }
        Router whole = new Router().below("/uploads/", new MethodFilter(EnumSet.of(Method.GET, Method.PUT, Method.DELETE,
                Method.POST), uploads));
        for (String method : List.of("PATCH", "TRACE", "OPTIONS", "POST")) {
            assertEquals(Optional.of("GET, HEAD, PUT, DELETE, OPTIONS"),
                    FakeExchange.of(whole, method, "/uploads/a").field("Allow"), method);
            if (!method.equals("POST")) {
                assertEquals(Optional.of("GET, HEAD, POST, OPTIONS"),
                        FakeExchange.of(whole, method, "/uploads/").field("Allow"), method);
            }
        }
    }

    /** A name that no upload would get may be there all the same: another program has put it there. */
    @ParameterizedTest
    @ValueSource(strings = {"e\u0301.txt", "dot.", "con", "space ", "a\u202eb"})
    void getPutAndDeleteAgreeOnWhichFilesThereAre(String name) throws Exception {
        String target = "/uploads/" + PercentCoding.encode(name);
        assertEquals(404, ask("GET", target).status());
        assertEquals(404, ask("DELETE", target).status());
        assertEquals(400, put(target, "new").status());
        assertEquals(List.of(), names());

        Files.writeString(folder.resolve(name), "old");
        FakeExchange got = ask("GET", target);
        assertEquals(200, got.status());
        assertEquals("old", got.text());
        assertEquals(204, put(target, "new").status());
        assertEquals("new", content(name));
        assertEquals(204, ask("DELETE", target).status());
        assertEquals(List.of(), names());
    }

    /** A visitor must not choose what the folder's own page is, nor run scripts on it. */
    @Test
    void anUploadedIndexIsAFileAmongFiles() throws Exception {
        assertEquals(201, put("/uploads/index.html", "<script>alert(1)</script>").status());
        FakeExchange list = ask("GET", "/uploads/");
        assertTrue(list.text().contains("index.html"), "the listing");
        assertEquals("<script>alert(1)</script>", ask("GET", "/uploads/index.html").text());
    }

    /** Stored XSS: whatever its type, an uploaded document runs no script with the rights of this origin. */
    @ParameterizedTest
    @ValueSource(strings = {"a.html", "a.svg", "a.xml", "a.xhtml", "a.js", "a.pdf", "a"})
    void uploadedFilesRunNoScripts(String name) throws Exception {
        put("/uploads/" + name, "<script>alert(1)</script>");
        FakeExchange got = ask("GET", "/uploads/" + name);
        String policy = got.field("Content-Security-Policy").orElseThrow();
        got.content();
        assertTrue(policy.startsWith("sandbox; default-src 'none'; "), policy);
        assertFalse(policy.contains("script-src") || policy.contains("object-src") || policy.contains("allow-"), policy);
        assertEquals(Optional.of("nosniff"), got.field("X-Content-Type-Options"));
    }

    /** A cache would otherwise replace the policy of the file that it has by the one of the 304. */
    @Test
    void theAnswerThatAFileIsUnchangedHasThePolicyOfTheFile() throws Exception {
        settled("a.html", "<script>");
        FakeExchange got = ask("GET", "/uploads/a.html", "If-None-Match: *");
        assertEquals(304, got.status());
        assertTrue(got.field("Content-Security-Policy").orElseThrow().startsWith("sandbox; "));
    }

    /** The list and the errors are pages of this server, and need their style. */
    @Test
    void onlyFilesAreRestricted() throws Exception {
        FakeExchange list = ask("GET", "/uploads/");
        list.text();
        assertFalse(list.field("Content-Security-Policy").orElseThrow().contains("sandbox"));
        assertEquals(Optional.empty(), ask("GET", "/uploads/missing").field("Content-Security-Policy"));
    }
}
