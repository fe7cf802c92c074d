package hostling.features;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.MultipartForms;
import hostling.testing.Eventually;
import hostling.testing.RawClient;
import hostling.testing.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uploads and deletions, in the demo and with {@code test-data/site/uploads.toml}. */
class UploadFeaturesTest {
    private static final String UPLOADS = "uploads.toml";
    private static final int MEGABYTES = 3_000_000;

    private static String random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }

    private static Reply post(Server server, String path, String... files) throws IOException {
        return server.ask("POST", path, String.join("", files) + MultipartForms.end("b"),
                "Content-Type: multipart/form-data; boundary=b");
    }

    private static String file(String name, String content) {
        return MultipartForms.file("b", name, content);
    }

    private static List<String> dropped(Server server) throws IOException {
        try (Stream<Path> files = Files.list(server.project().site("drop"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("a-folder")).sorted()
                    .toList();
        }
    }

    @Test
    void getPostAndDeleteHaveTheRightStatus(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals(200, demo.get("/hello.txt").status());
        Reply created = post(demo, "/upload", file("status.txt", "new"));
        assertEquals(201, created.status());
        assertEquals("/uploads/status.txt", created.field("Location"));
        assertEquals("new", demo.get("/uploads/status.txt").text());
        assertEquals(204, demo.ask("DELETE", "/uploads/status.txt", "").status());
        assertEquals(404, demo.ask("DELETE", "/uploads/status.txt", "").status());
        assertEquals(404, demo.get("/uploads/status.txt").status());
    }

    @Test
    void megabytesComeBackByteForByte(@Serving(Server.DEMO) Server demo) throws IOException {
        String content = random(MEGABYTES, 1);
        assertEquals(201, post(demo, "/upload", file("large", content + "\r\n--")).status());
        assertArrayEquals((content + "\r\n--").getBytes(ISO_8859_1), demo.get("/uploads/large").content());
        assertEquals(204, demo.ask("PUT", "/uploads/large", content).status());
        assertArrayEquals(content.getBytes(ISO_8859_1), demo.get("/uploads/large").content());
    }

    @Test
    void aFormHasSeveralFiles(@Serving(Server.DEMO) Server demo) throws IOException {
        Reply reply = post(demo, "/upload", file("one of two", "1"), file("two of two", "2"));
        assertEquals("/uploads/one%20of%20two\n/uploads/two%20of%20two\n", reply.text());
        assertEquals("1", demo.get("/uploads/one%20of%20two").text());
        assertEquals("2", demo.get("/uploads/two%20of%20two").text());
    }

    @Test
    void putCreatesThenReplaces(@Serving(Server.DEMO) Server demo) throws IOException {
        Reply created = demo.ask("PUT", "/uploads/put", "a");
        assertEquals(201, created.status());
        assertEquals("/uploads/put", created.field("Location"));
        assertEquals(204, demo.ask("PUT", "/uploads/put", "b").status());
        assertEquals("b", demo.get("/uploads/put").text());
    }

    @Test
    void putMayBeChunked(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals(201, demo.answer("PUT /uploads/chunked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").status());
        assertEquals("abcde", demo.get("/uploads/chunked").text());
    }

    @Test
    void aNameIsMadeSafe(@Serving(Server.DEMO) Server demo) throws IOException {
        assertEquals("/uploads/passwd\n", post(demo, "/upload", file("../../etc/passwd", "1")).text());
        assertEquals(400, post(demo, "/upload", file(".hidden", "2")).status());
        assertEquals("/uploads/x.txt\n", post(demo, "/upload", file("C:\\\\temp\\\\x.txt", "3")).text());
        assertEquals(405, demo.ask("PUT", "/uploads/../hello.txt", "4").status());
        assertEquals(400, demo.ask("PUT", "/uploads/..%2Fhello.txt", "4").status());
    }

    @Test
    void nothingIsOverwrittenUnlessTheRouteSaysSo(@Serving(UPLOADS) Server server) throws IOException {
        Reply created = server.ask("PUT", "/drop/a.txt", "first");
        assertEquals(201, created.status());
        assertEquals("/drop/a.txt", created.field("Location"));
        assertEquals(409, server.ask("PUT", "/drop/a.txt", "second").status());
        assertEquals(409, post(server, "/form", file("a.txt", "third")).status());
        assertEquals("first", server.get("/drop/a.txt").text());
        assertEquals(204, server.ask("DELETE", "/drop/a.txt", "").status());
    }

    @Test
    void aFileAndARequestHaveLimits(@Serving(UPLOADS) Server server) throws IOException {
        List<String> before = dropped(server);
        assertEquals(413, server.ask("PUT", "/drop/large.bin", "x".repeat(100_001)).status());
        assertEquals(413, post(server, "/form", file("large.bin", "x".repeat(100_001))).status());
        assertEquals(413, post(server, "/form", file("b.bin", "x".repeat(90_000)), file("c.bin", "x".repeat(90_000)))
                .status());
        assertEquals(before, dropped(server));
        assertEquals(201, server.ask("PUT", "/drop/fits.bin", "x".repeat(100_000)).status());
        assertEquals(204, server.ask("DELETE", "/drop/fits.bin", "").status());
    }

    @Test
    void onlySomeExtensionsAreTaken(@Serving(UPLOADS) Server server) throws IOException {
        assertEquals(415, server.ask("PUT", "/drop/page.html", "x").status());
        assertEquals(415, post(server, "/form", file("page.html", "x")).status());
        assertEquals(415, post(server, "/form", file("txt", "x")).status());
    }

    @Test
    void whatIsNoFormIsRefused(@Serving(UPLOADS) Server server) throws IOException {
        assertEquals(415, server.ask("POST", "/form", "a=b", "Content-Type: text/plain").status());
        assertEquals(400, server.ask("POST", "/form", "--b\r\nnonsense",
                "Content-Type: multipart/form-data; boundary=b").status());
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing(@Serving(UPLOADS) Server server) throws Exception {
        List<String> before = dropped(server);
        try (RawClient client = server.connect()) {
            client.send("PUT /drop/half.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
            Eventually.holds("a hidden file", () -> dropped(server).size() == before.size() + 1);
            assertTrue(dropped(server).get(0).startsWith("."));
        }
        Eventually.holds("its end", () -> dropped(server).equals(before));
    }

    @Test
    void deleteWithAndWithoutPermission(@Serving(UPLOADS) Server server) throws IOException {
        assertEquals(201, server.ask("PUT", "/drop/b.txt", "x").status());
        assertEquals(204, server.ask("DELETE", "/drop/b.txt", "").status());
        assertEquals(404, server.ask("DELETE", "/drop/b.txt", "").status());
        assertEquals(201, server.ask("PUT", "/kept/b", "stays").status());
        Reply refused = server.ask("DELETE", "/kept/b", "");
        assertEquals(405, refused.status());
        assertEquals("GET, HEAD, PUT, OPTIONS", refused.field("Allow"));
        assertEquals("stays", server.get("/kept/b").text());
    }

    @Test
    void aFolderIsNotDeleted(@Serving(UPLOADS) Server server) throws IOException {
        assertEquals(409, server.ask("DELETE", "/drop/a-folder", "").status());
        assertEquals(404, server.ask("DELETE", "/drop/a-folder/kept.txt", "").status());
        assertTrue(Files.exists(server.project().site("drop/a-folder/kept.txt")));
    }

    @Test
    void deleteHonoursIfMatch(@Serving(UPLOADS) Server server) throws IOException {
        assertEquals(201, server.ask("PUT", "/drop/match.txt", "x").status());
        assertEquals(412, server.ask("DELETE", "/drop/match.txt", "", "If-Match: \"another\"").status());
        assertEquals("x", server.get("/drop/match.txt").text());
        assertEquals(204, server.ask("DELETE", "/drop/match.txt", "", "If-Match: *").status());
    }
}
