package hostling.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.handler.Router;
import hostling.handler.UploadPolicy;
import hostling.handler.Uploads;
import hostling.http.Method;
import hostling.http.MultipartForms;
import hostling.testing.FakeClock;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import hostling.testing.RecordedUploads;
import hostling.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over sockets, and what is left of an upload that breaks off. */
class UploadsOverSocketsTest {
    private static final int FILE_BYTES_MAX = 2 << 20;
    private static final int REQUEST_BYTES_MAX = 3 << 20;

    @TempDir
    private Path folder;
    private RunningServer server;
    private RawClient client;
    private final RecordedUploads counted = new RecordedUploads();

    @BeforeEach
    void start() throws IOException {
        start(true);
    }

    private void start(boolean overwrites) throws IOException {
        Uploads uploads = new Uploads(folder, "/uploads/", new UploadPolicy(FILE_BYTES_MAX, REQUEST_BYTES_MAX,
                overwrites, Set.of()), counted);
        server = RunningServer.of(new Router().on(Method.POST, "/upload", uploads::post).below("/uploads/", uploads))
                .clock(new FakeClock()).start();
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static String head(String method, String path, long length, String... lines) {
        return method + " " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + length + "\r\n"
                + String.join("", Stream.of(lines).map(line -> line + "\r\n").toList()) + "\r\n";
    }

    private Reply ask(String method, String path, String content, String... lines) throws IOException {
        return client.send(head(method, path, content.length(), lines) + content).reply();
    }

    private Reply post(String form) throws IOException {
        return ask("POST", "/upload", form, "Content-Type: multipart/form-data; boundary=\"b\"");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }

    @Test
    void largeFilesComeBackUnharmed() throws Exception {
        String one = random(1 << 20);
        String two = random(300_000) + "\r\n--";
        Reply reply = post(MultipartForms.file("b", "one.bin", one) + MultipartForms.file("b", "two.bin", two)
                + "--b--");
        assertEquals(201, reply.status());
        assertEquals("/uploads/one.bin", reply.field("Location"));
        assertEquals("/uploads/one.bin\n/uploads/two.bin\n", reply.text());
        assertArrayEquals(one.getBytes(ISO_8859_1), client.get("/uploads/one.bin").reply().content());
        assertArrayEquals(two.getBytes(ISO_8859_1), client.get("/uploads/two.bin").reply().content());
        assertEquals(List.of("one.bin", "two.bin"), names());
    }

    @Test
    void putInChunksCreatesAndThenReplaces() throws Exception {
        String put = "PUT /uploads/a HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        Reply created = client.send(put).reply();
        assertEquals(201, created.status());
        assertEquals("/uploads/a", created.field("Location"));
        assertEquals(204, client.send(put).reply().status());
        assertEquals("abcde", client.get("/uploads/a").reply().text());
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingAndOverwritesNothing() throws Exception {
        Files.writeString(folder.resolve("a"), "old");
        String form = MultipartForms.file("b", "a", "new") + "--b--";
        try (RawClient other = server.connect(); RawClient third = server.connect()) {
            client.send(head("POST", "/upload", form.length(), "Content-Type: multipart/form-data; boundary=b")
                    + form.substring(0, form.length() - 1));
            other.send(head("PUT", "/uploads/a", 100) + "only so much");
            third.send(head("PUT", "/uploads/new", 100) + "only so much");
            awaitNames(4);
            client.close();
            other.closeWithReset();
            third.endOutput();
            awaitNames(1);
        }
        assertEquals(List.of("a"), names());
        assertEquals(List.of("aborted", "aborted", "aborted"), counted.take());
        assertEquals("old", Files.readString(folder.resolve("a")));
    }

    private void awaitNames(int count) throws Exception {
        for (int turn = 0; names().size() != count; turn++) {
            if (turn > 10_000) {
                throw new AssertionError("there are " + names());
            }
            server.turns(1);
        }
    }

    @Test
    void whatIsRefusedLeavesNothingAndTheConnectionGoesOn() throws Exception {
        assertEquals(415, ask("POST", "/upload", "x", "Content-Type: text/plain").status());
        assertEquals(400, post("--b\r\nnonsense\r\n" + "x".repeat(100_000)).status());
        assertEquals(400, post(MultipartForms.file("b", "a", "cut")).status());
        assertEquals(413, post(MultipartForms.file("b", "a", "x".repeat(FILE_BYTES_MAX + 1)) + "--b--").status());
        assertEquals(404, ask("DELETE", "/uploads/a", "").status());
        assertEquals(405, ask("PUT", "/upload", "").status());
        assertEquals(List.of(), names());
        assertEquals(List.of("refused", "refused", "refused", "refused"), counted.take());
    }

    @Test
    void aRequestThatSaysThatItIsTooLargeIsRefusedBeforeItsContentComes() throws Exception {
        assertEquals(413, client.send(head("PUT", "/uploads/a", FILE_BYTES_MAX + 1, "Expect: 100-continue"))
                .reply().status());
        assertEquals(List.of(), names());
        assertEquals(List.of("aborted"), counted.take());
    }

    @Test
    void whatIsThereStaysWhereOverwritingIsOff() throws Exception {
        stop();
        start(false);
        assertEquals(201, post(MultipartForms.file("b", "a", "first") + "--b--").status());
        assertEquals(409, post(MultipartForms.file("b", "a", "second") + "--b--").status());
        assertEquals(409, ask("PUT", "/uploads/a", "third").status());
        assertEquals("first", client.get("/uploads/a").reply().text());
    }

    @Test
    void aFileIsDeletedWithAndWithoutACondition() throws Exception {
        for (String name : List.of("a", "b")) {
            Path path = Files.writeString(folder.resolve(name), name);
            Files.setLastModifiedTime(path, FileTime.from(Instant.parse("1994-11-06T08:49:37Z")));
        }
        String tag = client.get("/uploads/a").reply().field("ETag");
        assertEquals(412, ask("DELETE", "/uploads/a", "", "If-Match: \"other\"").status());
        assertEquals(204, ask("DELETE", "/uploads/a", "", "If-Match: " + tag).status());
        assertEquals(404, client.get("/uploads/a").reply().status());
        assertEquals(204, ask("DELETE", "/uploads/b", "").status());
        assertEquals(List.of(), names());
    }
}
