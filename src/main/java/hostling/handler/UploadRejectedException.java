package hostling.handler;

import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** An upload or a deletion is rejected. That is not a fault of the server, so it carries no stack trace. */
final class UploadRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Response response;

    /** @param reason a clause without a full stop */
    UploadRejectedException(int status, String reason) {
        this(Response.error(status, reason), reason);
    }

    private UploadRejectedException(Response response, String reason) {
        super(reason, null, false, false);
        this.response = response;
    }

    /** Rejects content with a content coding; Accept-Encoding tells the client to send none (RFC 9110 section 12.5.3). */
    static UploadRejectedException coded() {
        String reason = "content must be sent without a content coding";
        return new UploadRejectedException(Response.error(Status.UNSUPPORTED_MEDIA_TYPE, reason)
                .with("Accept-Encoding", "identity"), reason);
    }

    Response response() {
        return response;
    }

    /**
     * Translates a system error into a response: 507 if the disk is full (RFC 4918 section 11.5), 403 if the server may
     * not change the folder, 503 if too many files are open. Java has a single exception class for most of these, so the
     * system's error text decides.
     *
     * @throws IOException the given one, if it is any other error: then it is a fault
     */
    static UploadRejectedException of(IOException e) throws IOException {
        String lower = ServiceUnavailable.text(e);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota exceeded")) {
            return new UploadRejectedException(Status.INSUFFICIENT_STORAGE, "there is no room left for this file");
        }
        if (e instanceof AccessDeniedException || lower.contains("not permitted") || lower.contains("read-only")) {
            return new UploadRejectedException(Status.FORBIDDEN, "the server has no permission to change this folder");
        }
        if (ServiceUnavailable.isOutOfDescriptors(e)) {
            return new UploadRejectedException(ServiceUnavailable.response(), "too many files are open");
        }
        throw e;
    }
}
