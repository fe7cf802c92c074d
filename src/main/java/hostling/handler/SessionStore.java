package hostling.handler;

import java.time.Instant;
import java.util.Optional;

/**
 * Stores sessions between requests. The client holds a cookie; the store decides whether its value is an id or the whole
 * session. All methods are for the loop's thread only, and none of them blocks.
 *
 * <p>Saving a session counts as use; finding it does not, so a handler can see how long a session was idle. If two
 * requests of one client are answered at the same time, the last save wins.
 */
public interface SessionStore {
    /**
     * The numbers of sessions since the start of the store.
     *
     * @param count       stored now
     * @param created     created so far
     * @param expired     found to be expired
     * @param evicted     evicted to make room for others
     * @param ended       ended by {@link #end}
     * @param sessionsMax the maximum number of stored sessions; 0 if the store keeps none itself
     */
    record Statistics(int count, long created, long expired, long evicted, long ended, int sessionsMax) { }

    /** Creates a session. */
    Session create(Instant now);

    /** The session of a cookie's value; empty if it has expired, was ended, or did not come from this store. */
    Optional<Session> find(String cookie, Instant now);

    /**
     * Stores the current state of a session, and marks it as used now.
     *
     * @return the value for its cookie; empty if the session was ended while its request was being answered
     */
    Optional<String> save(Session session, Instant now);

    /**
     * Gives a session a new id, and marks it as used now. Called when a client logs in: an id that an attacker knew or
     * planted before is then worthless.
     *
     * @return the session with its new id; empty if it was ended while its request was being answered
     */
    Optional<Session> renew(Session session, Instant now);

    /** Ends a session. */
    void end(Session session);

    /** The numbers so far, after removing expired sessions. */
    Statistics statistics(Instant now);
}
