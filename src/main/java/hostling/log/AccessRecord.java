package hostling.log;

import java.time.Instant;

/**
 * One request and its outcome.
 *
 * @param time         when its response was complete in the server, or cut
 * @param remote       the client's IP address
 * @param requestLine  as it was sent, or as much of it as arrived
 * @param status       of the response; 499 if the client left before there was one
 * @param contentBytes how many bytes of the response's content the client's connection accepted
 * @param referer      the Referer field, or empty
 * @param userAgent    the User-Agent field, or empty
 */
public record AccessRecord(Instant time, String remote, String requestLine, int status, long contentBytes, String referer,
                     String userAgent) {
    /** The status that access logs conventionally use if no response was begun. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    /** A copy with another number of content bytes. */
    public AccessRecord withContentBytes(long bytes) {
        return new AccessRecord(time, remote, requestLine, status, bytes, referer, userAgent);
    }
}
