package hostling.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small page, and the fields that all servers send with it: those that Hostling sends with a file. */
final class Page {
    static final String PATH = "/page.html";
    static final String TYPE = "text/html; charset=utf-8";
    static final String MODIFIED = "Mon, 23 Nov 2026 00:00:00 GMT";
    static final String TAG = "\"995-6b038200-0\"";

    private Page() { }

    static byte[] read(String site) throws IOException {
        return Files.readAllBytes(Path.of(site + PATH));
    }
}
