package hostling.server;

import hostling.log.AccessLog;
import hostling.log.AccessRecord;
import hostling.wire.RequestHead;

/**
 * What a connection has to say to the access log. A response is noted when the socket has taken its last byte, or when the
 * connection has ended without that, and then with as much content as was taken.
 */
final class AccessRecorder {
    /** A response that is in the output buffer whole. */
    private static final class Waiting {
        private final AccessRecord access;
        /** How many bytes the socket will have taken when it has taken all of it. */
        private final long endsAt;
        private Waiting next;

        Waiting(AccessRecord access, long endsAt) {
            this.access = access;
            this.endsAt = endsAt;
        }
    }

    private final HttpEngine engine;
    private final Peer peer;
    /** Null while all responses are noted. */
    private Waiting first;
    private Waiting last;

    AccessRecorder(HttpEngine engine, Peer peer) {
        this.engine = engine;
        this.peer = peer;
    }

    /** Notes a request at once. */
    void note(RequestHead head, Codec codec, int status, long contentBytes) {
        if (isWanted()) {
            log().note(access(head, codec, status, contentBytes));
        }
    }

    /** Notes a response once the socket has taken what is in the output buffer now. */
    void noteLater(RequestHead head, Codec codec, int status, OutputBuffer out) {
        if (isWanted()) {
            Waiting added = new Waiting(access(head, codec, status, codec.sender().contentBytes()),
                    out.takenBytes() + out.pendingBytes());
            if (first == null) {
                first = added;
            } else {
                last.next = added;
            }
            last = added;
        }
    }

    /** The socket has taken so many bytes by now. */
    void taken(long bytes) {
        while (first != null && first.endsAt <= bytes) {
            log().note(first.access);
            first = first.next;
        }
    }

    /** The socket has taken so many bytes, and takes no more. */
    void cut(long bytes) {
        for (; first != null; first = first.next) {
            log().note(first.access.withContentBytes(
                    Math.max(0, first.access.contentBytes() - (first.endsAt - bytes))));
        }
    }

    private boolean isWanted() {
        return log() != AccessLog.NONE;
    }

    private AccessLog log() {
        return engine.settings().accessLog();
    }

    private AccessRecord access(RequestHead head, Codec codec, int status, long contentBytes) {
        return new AccessRecord(engine.now(), peer.remote(), requestLine(head, codec), status, contentBytes,
                field(head, "Referer"), field(head, "User-Agent"));
    }

    /** As far as it came, if the head was refused or never became whole. */
    private static String requestLine(RequestHead head, Codec codec) {
        return head == null ? codec.parser().requestLine()
                : head.method() + ' ' + head.target() + " HTTP/1." + head.minorVersion();
    }

    private static String field(RequestHead head, String name) {
        return head == null ? "" : head.fields().first(name).orElse("");
    }
}
