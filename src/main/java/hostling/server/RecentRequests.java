package hostling.server;

import hostling.http.Method;
import java.util.Optional;
import java.util.function.Consumer;

/** The requests that were answered last, without their queries, which may hold what is not for others to see. */
public final class RecentRequests {
    private static final int KEPT = 50;

    /** One of them. Valid until it is overwritten. */
    public static final class Answered {
        private Optional<Method> method = Optional.empty();
        private String path = "";
        private int status;
        private long nanos;
        private long atNanos;

        /** Empty if the server does not know it. */
        public Optional<Method> method() {
            return method;
        }

        /** The normalised path; empty if the request could not be read. */
        public String path() {
            return path;
        }

        /** The status of the response. */
        public int status() {
            return status;
        }

        /** How long the response took: see {@link Counters.Times#RESPONSE}. */
        public long nanos() {
            return nanos;
        }

        /** When it ended, by the monotonic clock. */
        public long atNanos() {
            return atNanos;
        }
    }

    private final Answered[] ring = new Answered[KEPT];
    private long count;

    RecentRequests() {
        for (int i = 0; i < KEPT; i++) {
            ring[i] = new Answered();
        }
    }

    void add(Optional<Method> method, String path, int status, long nanos, long atNanos) {
        Answered next = ring[(int) (count++ % KEPT)];
        next.method = method;
        next.path = path;
        next.status = status;
        next.nanos = nanos;
        next.atNanos = atNanos;
    }

    /** Visits them, the newest first. */
    public void forEach(Consumer<Answered> visitor) {
        for (long number = count - 1; number >= Math.max(0, count - KEPT); number--) {
            visitor.accept(ring[(int) (number % KEPT)]);
        }
    }
}
