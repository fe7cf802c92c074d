package hostling.server;

import hostling.server.TurnRecorder.Kind;

/**
 * Where an engine can be watched. While nobody watches there is no recorder, and each call ends after one comparison. A busy
 * engine does more than anybody could look at, so it is recorded for some turns, then not until somebody has looked: see
 * {@link #resume}. Only the loop's thread may use it.
 */
public final class Probe {
    private final TurnClock clock;
    /** Null while nothing is recorded. */
    private TurnRecorder recorder;
    /** Null while nobody watches. */
    private TurnRecorder watched;
    private int watchers;

    Probe(TurnClock clock) {
        this.clock = clock;
    }

    /** Begins to watch; all who watch at the same time share one recorder. */
    public TurnRecorder watch() {
        if (watchers++ == 0) {
            watched = new TurnRecorder(clock.nanosNow());
            recorder = watched;
        }
        return watched;
    }

    /** Somebody has looked at what is recorded: more may be. Call this only between {@link #watch} and {@link #unwatch}. */
    public void resume() {
        watched.resume(clock.nanosNow(), recorder == null);
        recorder = watched;
    }

    /** Ends what {@link #watch} began. */
    public void unwatch() {
        if (--watchers == 0) {
            recorder = null;
            watched = null;
        }
    }

    /** A turn has begun: the time since the last slice was spent in {@code select}. */
    void woke() {
        if (recorder != null) {
            if (recorder.isExhausted()) {
                recorder = null;
            } else {
                recorder.worked(Kind.SLEEP, 0, 0, clock.nanos());
            }
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
