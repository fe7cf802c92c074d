package hostling.metrics;

import java.time.Instant;

/**
 * One request and what became of it.
 *
 * @param time        when its response was finished
 * @param remote      the client's address
 * @param requestLine as it was sent; empty where it could not be read
 * @param status      of the response; 499 where the client left before there was one
 * @param contentBytes how much content the response had
 * @param referer     the Referer field, or empty
 * @param userAgent   the User-Agent field, or empty
 */
public record Access(Instant time, String remote, String requestLine, int status, long contentBytes, String referer,
                     String userAgent) {
    /** Stands for the status of a response that was never begun, as is the custom in access logs. */
    public static final int CLIENT_LEFT = 499;
}
