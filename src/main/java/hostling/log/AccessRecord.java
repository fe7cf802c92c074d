package hostling.log;

import java.time.Instant;

/**
 * One request and what became of it.
 *
 * @param time        when its response was finished
 * @param remote      the client's address
 * @param requestLine as it was sent, as far as it came
 * @param status      of the response; 499 where the client left before there was one
 * @param contentBytes how much content of the response the client's connection took
 * @param referer     the Referer field, or empty
 * @param userAgent   the User-Agent field, or empty
 */
public record AccessRecord(Instant time, String remote, String requestLine, int status, long contentBytes, String referer,
                     String userAgent) {
    /** Stands for the status of a response that was never begun, as is the custom in access logs. */
    public static final int CLIENT_LEFT = 499;

    /** The same with another number of bytes. */
    public AccessRecord withContentBytes(long bytes) {
        return new AccessRecord(time, remote, requestLine, status, bytes, referer, userAgent);
    }
}
