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
 * A host's own error pages, one file per status. Browsers get them; clients that prefer text or JSON, and errors with
 * another status, get the default pages.
 *
 * <p>The files are read once, at the start, so that an error needs no disk access. A file that can't be read is logged
 * and ignored: one error must not cause another.
 *
 * <p>In an HTML file, {@code {status}}, {@code {phrase}} and {@code {reason}} are replaced, as in
 * {@code <h1>{status} {phrase}</h1><p>{reason}.</p>}. The reason is escaped for use in text and attributes, not in a script
 * or a style sheet. {@code {explanation}} is the reason too, with a link for each section of an RFC in it: for text only.
 */
public final class HostErrorPages implements ErrorPages {
    /** The maximum size of a page in bytes; pictures are separate files. */
    static final int FILE_BYTES_MAX = 1 << 20;

    private record Page(String type, String text) { }

    private final Map<Integer, Page> pages = new HashMap<>();
    private final ErrorPages others;

    /**
     * Reads the files.
     *
     * @param files  the file of each status; UTF-8 text, whose media type follows from its name
     * @param others the pages for all other errors and clients
     * @param log    gets an error for each file that can't be read
     */
    public HostErrorPages(Map<Integer, Path> files, ErrorPages others, ErrorLog log) {
        this.others = others;
        files.forEach((status, file) -> {
            try {
                pages.put(status, read(file));
            } catch (IOException e) {
                log.error("the page " + file + " for errors with status " + status + " can't be used", e);
            }
        });
    }

    private static Page read(Path file) throws IOException {
        return new Page(MediaTypes.of(file.getFileName().toString()), text(file));
    }

    /** @throws IOException if the file can't be read, or is larger than 1 MiB */
    static String text(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || attributes.size() > FILE_BYTES_MAX) {
            throw new IOException("it is not a regular file of at most " + FILE_BYTES_MAX + " bytes");
        }
        return Files.readString(file);
    }

    @Override
    public Response render(Response error, String reason, Optional<Request> request) {
        Page page = pages.get(error.status());
        if (page == null || !NegotiatedErrorPages.prefersHtml(request)) {
            return others.render(error, reason, request);
        }
        String text = page.type().startsWith("text/html") ? Html.filled(page.text(), error.status(), reason)
                : page.text();
        return error.withContent(page.type(), text.getBytes(UTF_8)).varyingBy("Accept");
    }
}
