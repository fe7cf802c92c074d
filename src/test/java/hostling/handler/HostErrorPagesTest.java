package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.Body;
import hostling.http.Requests;
import hostling.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's own error pages, for clients that prefer HTML. */
class HostErrorPagesTest {
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    @TempDir
    private Path folder;
    private final List<String> problems = new ArrayList<>();

    private HostErrorPages pages(Map<Integer, Path> files) {
        return new HostErrorPages(files, new NegotiatedErrorPages(), (level, what, cause) -> problems.add(what));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Response render(HostErrorPages pages, int status, String... fields) {
        return pages.render(Response.of(status).with("A", "b"), "there is no <such> {phrase}",
                Optional.of(Requests.request("GET", "/", fields)));
    }

    private static String text(Response response) {
        return UTF_8.decode(assertInstanceOf(Body.Bytes.class, response.body()).content().duplicate()).toString();
    }

    @Test
    void aBrowserGetsTheFileOfTheStatusFilledIn() throws Exception {
        Path file = file("404.html", "<h1>{status} {phrase} €</h1>{reason}. {other}");
        Response page = render(pages(Map.of(404, file)), 404, BROWSER);
        assertEquals(404, page.status());
        assertEquals(Optional.of("text/html; charset=utf-8"), page.field("Content-Type"));
        assertEquals(Optional.of("Accept"), page.field("Vary"));
        assertEquals(Optional.of("b"), page.field("A"));
        assertEquals("<h1>404 Not Found €</h1>There is no &lt;such&gt; &#123;phrase}. {other}", text(page));
        assertEquals(List.of(), problems);
    }

    @Test
    void aFileOfAnotherTypeIsGivenAsItIs() throws Exception {
        Response page = render(pages(Map.of(404, file("404.txt", "{status}"))), 404, BROWSER);
        assertEquals(Optional.of("text/plain; charset=utf-8"), page.field("Content-Type"));
        assertEquals("{status}", text(page));
    }

    @Test
    void otherClientsAndOtherErrorsGetTheOtherPages() throws Exception {
        HostErrorPages pages = pages(Map.of(404, file("404.html", "mine")));
        assertEquals(Optional.of("application/json"),
                render(pages, 404, "Accept: application/json").field("Content-Type"));
        assertEquals("404 Not Found: there is no <such> {phrase}.\n", text(render(pages, 404)));
        assertTrue(text(render(pages, 403, BROWSER)).contains("<h1>Forbidden</h1>"));
        Response unread = pages.render(Response.of(404), "it is not HTTP", Optional.empty());
        assertEquals("404 Not Found: it is not HTTP.\n", text(unread));
    }

    /** If an error page can't be loaded, the log says so and the client gets the built-in page. */
    @Test
    void aFileThatCantBeUsedIsReportedAndDoneWithout() throws Exception {
        Path large = Files.write(folder.resolve("large.html"), new byte[HostErrorPages.FILE_BYTES_MAX + 1]);
        Path latin1 = Files.write(folder.resolve("latin1.html"), new byte[] {(byte) 0xe9});
        HostErrorPages pages = pages(Map.of(404, folder.resolve("missing.html"), 403, large, 500, latin1, 400, folder));
        assertEquals(4, problems.size());
        assertTrue(problems.stream().anyMatch(what -> what.contains("404") && what.contains("missing.html")));
        for (int status : List.of(400, 403, 404, 500)) {
            assertTrue(text(render(pages, status, BROWSER)).contains("<footer>Hostling</footer>"));
        }
    }

    /** The pages read their files once, at the start. */
    @Test
    void theFileMayGoOnceItIsRead() throws Exception {
        Path file = file("404.html", "mine");
        HostErrorPages pages = pages(Map.of(404, file));
        Files.delete(file);
        assertEquals("mine", text(render(pages, 404, BROWSER)));
    }
}
