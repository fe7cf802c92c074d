package hostling.handler;

import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** What the system can't give just now, and may give a moment later (RFC 9110 section 15.6.4). */
final class Unavailable {
    private static final String RETRY_AFTER_SECONDS = "1";

    private Unavailable() { }

    /**
     * Whether a file could not be opened because this process, or the whole system, has as many open as it may (EMFILE,
     * ENFILE).
     */
    static boolean isOutOfDescriptors(IOException e) {
        return text(e).contains("too many open files");
    }

    /** The system's own text, in lower case: Java has one class for most of what a system refuses. */
    static String text(IOException e) {
        String text = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** 503 for want of descriptors. */
    static Response response() {
        return response("too many files are open");
    }

    /** 503, and when to ask again. */
    static Response response(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", RETRY_AFTER_SECONDS);
    }
}
