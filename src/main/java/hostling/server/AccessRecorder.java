package hostling.server;

import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.wire.RequestHead;

/**
 * Writes the access log of one connection. A response is logged when the transport has accepted its last byte or, if that
 * never happens, when the connection has ended, with as much content as the transport has accepted.
 */
final class AccessRecorder {
    /** A response that is complete in the output buffer. */
    private static final class Pending {
        private final AccessRecord access;
        /** The transport's total of accepted bytes once it has accepted the whole response. */
        private final long endsAt;
        private Pending next;

        Pending(AccessRecord access, long endsAt) {
            this.access = access;
            this.endsAt = endsAt;
        }
    }

    private final HttpEngine engine;
    private final long connection;
    /** Null if all responses are logged. */
    private Pending first;
    private Pending last;

    /** @param connection the number of the connection */
    AccessRecorder(HttpEngine engine, long connection) {
        this.engine = engine;
        this.connection = connection;
    }

    /** Logs a request at once; the duration is in nanoseconds. */
    void record(String remote, RequestHead head, Codec codec, int status, long contentBytes, long duration) {
        if (isWanted()) {
            log().record(access(remote, head, codec, status, contentBytes, duration));
        }
    }

    /** Logs a response once the transport has accepted what is in the output buffer now; the duration is in nanoseconds. */
    void recordWhenWritten(String remote, RequestHead head, Codec codec, int status, OutputBuffer out, long duration) {
        if (isWanted()) {
            Pending added = new Pending(access(remote, head, codec, status, codec.bodyWriter().contentBytes(), duration),
                    out.writtenBytes() + out.pendingBytes());
            if (first == null) {
                first = added;
            } else {
                last.next = added;
            }
            last = added;
        }
    }

    /** The transport has accepted this many bytes so far, in total. */
    void written(long bytes) {
        while (first != null && first.endsAt <= bytes) {
            log().record(first.access);
            first = first.next;
        }
    }

    /** The transport has accepted this many bytes in total, and will accept no more. */
    void connectionClosed(long bytes) {
        for (; first != null; first = first.next) {
            log().record(first.access.withContentBytes(
                    Math.max(0, first.access.contentBytes() - (first.endsAt - bytes))));
        }
    }

    private boolean isWanted() {
        return log() != AccessLog.NONE;
    }

    private AccessLog log() {
        return engine.settings().accessLog();
    }

    private AccessRecord access(String remote, RequestHead head, Codec codec, int status, long contentBytes,
                                long duration) {
        return new AccessRecord(engine.now(), connection, remote, requestLine(head, codec), status, contentBytes, duration,
                field(head, "Referer"), field(head, "User-Agent"));
    }

    /** The request line, or as much of it as arrived if the head was refused or incomplete. */
    private static String requestLine(RequestHead head, Codec codec) {
        return head == null ? codec.parser().requestLine()
                : head.method() + ' ' + head.target() + " HTTP/1." + head.minorVersion();
    }

    private static String field(RequestHead head, String name) {
        return head == null ? "" : head.fields().first(name).orElse("");
    }
}
