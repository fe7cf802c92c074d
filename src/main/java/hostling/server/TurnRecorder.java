package hostling.server;

import java.util.function.Consumer;

/**
 * What the loop's thread does, in slices of time: each with the kind of work, the connection that it was done for, and the
 * bytes. There is no gap between two slices, except between two bursts: see {@link Probe}. Between the slices it records what
 * each connection waits for after its turn. It keeps the most recent entries and forgets older ones. Only the loop's thread
 * may use it.
 */
public final class TurnRecorder {
    /** What an entry is about. */
    public enum Kind {
        /** The thread was in {@code select}: asleep, or only asking which transports are ready. */
        SLEEP,
        /** A connection was accepted. */
        ACCEPT,
        /** A transport was read. */
        READ,
        /** Requests were parsed, handlers ran, responses were written into a buffer. */
        HANDLE,
        /** A transport was written. */
        WRITE,
        /** A connection's deadline had passed. */
        DEADLINE,
        /** A task of a handler, a timer or another thread ran. */
        TASK,
        /** The end of the turn: the logs were written. */
        LOG,
        /** No work, but a change: what a connection waits for now. */
        STATE,
        /** No work, but a change: a connection is closed. */
        CLOSED
    }

    /** A slice of time, or a change of a connection. Valid until the entry is overwritten. */
    public static final class Entry {
        private Kind kind = Kind.SLEEP;
        private long connection;
        private long startNanos;
        private long nanos;
        private long bytes;
        private String phase = "";
        private Transport.Interest interest = Transport.Interest.NONE;
        private long deadlineNanos;

        /** What it is about. */
        public Kind kind() {
            return kind;
        }

        /** The connection's number; 0 if it was for none. */
        public long connection() {
            return connection;
        }

        /** When it began, by the monotonic clock, in nanoseconds. */
        public long startNanos() {
            return startNanos;
        }

        /** How long it took, in nanoseconds; 0 for a change. */
        public long nanos() {
            return nanos;
        }

        /** Bytes read or written; for a change to a state, the output that is pending. */
        public long bytes() {
            return bytes;
        }

        /** The phase of the connection, if this is a change to a state. */
        public String phase() {
            return phase;
        }

        /** What the connection waits for, if this is a change to a state. */
        public Transport.Interest interest() {
            return interest;
        }

        /** When its patience ends; {@link Long#MAX_VALUE} for never. */
        public long deadlineNanos() {
            return deadlineNanos;
        }
    }

    /** As many entries are recorded, up to the end of a turn, until somebody looks at them. */
    static final int BURST = 1 << 11;
    /** How many entries are kept: some for each of the last thousand turns. */
    public static final int ENTRIES = 1 << 13;

    private final Entry[] ring = new Entry[ENTRIES];
    private final long[] totalNanos = new long[Kind.values().length];
    private final long beganNanos;
    private long count;
    private long lastNanos;
    private long burstEnd = BURST;

    /** @param nowNanos the monotonic clock, in nanoseconds */
    TurnRecorder(long nowNanos) {
        beganNanos = nowNanos;
        lastNanos = nowNanos;
        for (int i = 0; i < ENTRIES; i++) {
            ring[i] = new Entry();
        }
    }

    /** When the recording began, by the monotonic clock, in nanoseconds. */
    public long beganNanos() {
        return beganNanos;
    }

    /** How many entries there have been so far. */
    public long count() {
        return count;
    }

    /** The time spent on a kind of work since the recording began, in nanoseconds. */
    public long totalNanos(Kind kind) {
        return totalNanos[kind.ordinal()];
    }

    /**
     * Visits the entries from the one with this number on, oldest first, as far as they are still kept.
     *
     * @return how many entries from there on are no longer kept
     */
    public long visit(long from, Consumer<Entry> visitor) {
        long first = Math.max(from, count - ENTRIES);
        for (long number = first; number < count; number++) {
            visitor.accept(ring[(int) (number % ENTRIES)]);
        }
        return first - from;
    }

    boolean isExhausted() {
        return count >= burstEnd;
    }

    /**
     * Allows another burst.
     *
     * @param wasInterrupted whether nothing was recorded until now
     */
    void resume(long nowNanos, boolean wasInterrupted) {
        burstEnd = count + BURST;
        if (wasInterrupted) {
            lastNanos = nowNanos;
        }
    }

    /** The time since the last slice was spent on this. */
    void worked(Kind kind, long connection, long bytes, long nowNanos) {
        Entry entry = next(kind, connection);
        entry.startNanos = lastNanos;
        entry.nanos = nowNanos - lastNanos;
        entry.bytes = bytes;
        lastNanos = nowNanos;
        totalNanos[kind.ordinal()] += entry.nanos;
    }

    /** A connection has taken its turn. */
    void changed(ConnectionDriver connection) {
        Entry entry = next(Kind.STATE, connection.number());
        entry.startNanos = lastNanos;
        entry.nanos = 0;
        entry.bytes = connection.pendingBytes();
        entry.phase = connection.phase();
        entry.interest = connection.interest();
        entry.deadlineNanos = connection.deadlineNanos();
    }

    void closed(ConnectionDriver connection) {
        Entry entry = next(Kind.CLOSED, connection.number());
        entry.startNanos = lastNanos;
        entry.nanos = 0;
        entry.bytes = 0;
    }

    private Entry next(Kind kind, long connection) {
        Entry entry = ring[(int) (count++ % ENTRIES)];
        entry.kind = kind;
        entry.connection = connection;
        return entry;
    }
}
