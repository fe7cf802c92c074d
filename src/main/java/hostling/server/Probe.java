package hostling.server;

import hostling.server.TurnRecorder.Kind;

/**
 * Where an engine can be watched. While nobody watches there is no recorder, and each call ends after one comparison. Only
 * the loop's thread may use it.
 */
public final class Probe {
    private final TurnClock clock;
    /** Null while nobody watches. */
    private TurnRecorder recorder;
    private int watchers;

    Probe(TurnClock clock) {
        this.clock = clock;
    }

    /** Begins to watch; all who watch at the same time share one recorder. */
    public TurnRecorder watch() {
        if (watchers++ == 0) {
            recorder = new TurnRecorder(clock.nanosNow());
        }
        return recorder;
    }

    /** Ends what {@link #watch} began. */
    public void unwatch() {
        if (--watchers == 0) {
            recorder = null;
        }
    }

    /** A turn has begun: the time since the last slice was spent in {@code select}. */
    void woke() {
        if (recorder != null) {
            recorder.worked(Kind.SLEEP, 0, 0, clock.nanos());
        }
    }

    /** The time since the last slice was spent on this. */
    void worked(Kind kind) {
        if (recorder != null) {
            recorder.worked(kind, 0, 0, clock.nanosNow());
        }
    }

    // region: worked
    /** The time since the last slice was spent on this, for this connection. */
    void worked(Kind kind, ConnectionDriver connection, long bytes) {
        if (recorder != null) {
            recorder.worked(kind, connection.number(), bytes, clock.nanosNow());
        }
    }
    // endregion

    /** A connection waits for something else. */
    void changed(ConnectionDriver connection) {
        if (recorder != null) {
            recorder.changed(connection);
        }
    }

    void closed(ConnectionDriver connection) {
        if (recorder != null) {
            recorder.closed(connection);
        }
    }
}
