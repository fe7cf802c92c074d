package hostling.handler;

import hostling.http.Response;
import hostling.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Why an upload or a delete is not done. It is no fault, so it carries no stack trace. */
final class UploadRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Response response;

    /** @param reason a clause without a full stop */
    UploadRefusal(int status, String reason) {
        this(Response.error(status, reason), reason);
    }

    private UploadRefusal(Response response, String reason) {
        super(reason, null, false, false);
        this.response = response;
    }

    /** Of content with a coding; the client is told that it is to have none (RFC 9110 section 12.5.3). */
    static UploadRefusal coded() {
        String reason = "content comes without a coding";
        return new UploadRefusal(Response.error(Status.UNSUPPORTED_MEDIA_TYPE, reason)
                .with("Accept-Encoding", "identity"), reason);
    }

    Response response() {
        return response;
    }

    /**
     * What the system refused, as an answer: 507 where the disk is full (RFC 4918 section 11.5), 403 where this folder
     * is not to be changed, 503 where too many files are open. Java has one class for all of this; the rest stands in the system's own text.
     *
     * @throws IOException the same, where it says something else: then it is a fault
     */
    static UploadRefusal of(IOException e) throws IOException {
        String lower = Unavailable.text(e);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota exceeded")) {
            return new UploadRefusal(Status.INSUFFICIENT_STORAGE, "there is no room left for this file");
        }
        if (e instanceof AccessDeniedException || lower.contains("not permitted") || lower.contains("read-only")) {
            return new UploadRefusal(Status.FORBIDDEN, "the server may not change this folder");
        }
        if (Unavailable.isOutOfDescriptors(e)) {
            return new UploadRefusal(Unavailable.response(), "too many files are open");
        }
        throw e;
    }
}
