package hostling.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.http.ErrorPages;
import hostling.http.MediaTypes;
import hostling.http.Request;
import hostling.http.Response;
import hostling.log.ErrorLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Error pages that a host brings along, one file for each status that it has a page for. Browsers get them; clients
 * that like text or JSON better, and errors of another status, get other pages.
 *
 * <p>The files are read once, at the start, so that no error costs a look at the disk. A file that can't be read is
 * reported and does without: an error must not make another one.
 *
 * <p>In an HTML file {@code {status}}, {@code {phrase}} and {@code {reason}} are filled in, as in
 * {@code <h1>{status} {phrase}</h1><p>{reason}.</p>}. The reason is escaped; it stands where text stands, not in a
 * script or a style sheet.
 */
public final class HostErrorPages implements ErrorPages {
    /** A page is not so large; the pictures in it are files of their own. */
    static final int FILE_BYTES_MAX = 1 << 20;

    private record Page(String type, String text) { }

    private final Map<Integer, Page> pages = new HashMap<>();
    private final ErrorPages others;

    /**
     * Reads the files.
     *
     * @param files  by status; text in UTF-8, whose type its name tells
     * @param others the pages for all else
     * @param log    is told of files that can't be read
     */
    public HostErrorPages(Map<Integer, Path> files, ErrorPages others, ErrorLog log) {
        this.others = others;
        files.forEach((status, file) -> {
            try {
                pages.put(status, read(file));
            } catch (IOException e) {
                log.error("the page for errors with status " + status + " can't be used, which is " + file, e);
            }
        });
    }

    private static Page read(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || attributes.size() > FILE_BYTES_MAX) {
            throw new IOException("it is no file of " + FILE_BYTES_MAX + " bytes at most");
        }
        return new Page(MediaTypes.of(file.getFileName().toString()), Files.readString(file));
    }

    @Override
    public Response render(Response error, String reason, Optional<Request> request) {
        Page page = pages.get(error.status());
        if (page == null || !NegotiatedErrorPages.likesHtml(request)) {
            return others.render(error, reason, request);
        }
        String text = page.type().startsWith("text/html") ? Html.filled(page.text(), error.status(), reason)
                : page.text();
        return error.withContent(page.type(), text.getBytes(UTF_8)).varyingBy("Accept");
    }
}
