package hostling.log;

import java.time.Instant;

/**
 * One request and its outcome.
 *
 * @param time          when its response was complete in the server, or cut
 * @param connection    the number of the connection, from 1 in each process
 * @param remote        the client's IP address
 * @param requestLine   as it was sent, or as much of it as arrived
 * @param status        of the response; 499 if the client left before there was one
 * @param contentBytes  how many bytes of the response's content the client's connection accepted
 * @param durationNanos from the complete head of the request to the last byte of the response in the output buffer, in
 *                      nanoseconds; if the head never was complete, from the decision about the response
 * @param referer       the Referer field, or empty
 * @param userAgent     the User-Agent field, or empty
 */
public record AccessRecord(Instant time, long connection, String remote, String requestLine, int status, long contentBytes,
                           long durationNanos, String referer, String userAgent) {
    /** The status that access logs conventionally use if no response was begun. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    private static final String PROTOCOL = "HTTP/";

    /** A copy with another number of content bytes. */
    public AccessRecord withContentBytes(long bytes) {
        return new AccessRecord(time, connection, remote, requestLine, status, bytes, durationNanos, referer, userAgent);
    }

    /** The first word of the request line, or as much of it as arrived. */
    public String method() {
        int space = requestLine.indexOf(' ');
        return space < 0 ? requestLine : requestLine.substring(0, space);
    }

    /** What is between method and protocol in the request line, as it was sent; empty if it did not arrive. */
    public String target() {
        int start = requestLine.indexOf(' ') + 1;
        int end = requestLine.length() - protocol().length() - 1;
        return start == 0 ? "" : requestLine.substring(start, protocol().isEmpty() ? requestLine.length() : Math.max(start, end));
    }

    /** The last word of the request line, such as {@code HTTP/1.1}; empty if it did not arrive. */
    public String protocol() {
        int start = requestLine.lastIndexOf(' ') + 1;
        return start > 0 && requestLine.startsWith(PROTOCOL, start) ? requestLine.substring(start) : "";
    }
}
