package hostling.handler;

import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Temporary shortages of the system, which may be over a moment later (RFC 9110 section 15.6.4). */
final class ServiceUnavailable {
    private static final String RETRY_AFTER_SECONDS = "1";

    private ServiceUnavailable() { }

    /**
     * Whether a file could not be opened because this process, or the whole system, has no free file descriptors (EMFILE,
     * ENFILE).
     */
    static boolean isOutOfDescriptors(IOException e) {
        return text(e).contains("too many open files");
    }

    /** The system's error text, in lower case: Java has a single exception class for most system errors. */
    static String text(IOException e) {
        String text = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** 503, as no file descriptors are free. */
    static Response response() {
        return response("too many files are open");
    }

    /** 503 with Retry-After. */
    static Response response(String reason) {
        return Response.error(Status.SERVICE_UNAVAILABLE, reason).with("Retry-After", RETRY_AFTER_SECONDS);
    }
}
