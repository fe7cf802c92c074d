package hostling.handler;

import java.time.Instant;
import java.util.Optional;

/**
 * Where sessions are kept between requests. The client holds the value of a cookie; what that value is, an id or the
 * whole session, is the store's own business. All methods are for the loop's thread alone, and none waits.
 *
 * <p>A session is used when it is saved. To find it is not to use it, so a handler that has found one can see for how
 * long it was idle. Where two requests of one client are answered at once, what is saved last holds.
 */
public interface SessionStore {
    /**
     * What has become of sessions since the start.
     *
     * @param count       how many are kept
     * @param created     how many have begun
     * @param expired     how many were found to be over
     * @param evicted     how many had to leave for others
     * @param ended       how many were ended
     * @param sessionsMax how many can be kept; 0 where the store keeps none itself
     */
    record Statistics(int count, long created, long expired, long evicted, long ended, int sessionsMax) { }

    /** Begins a session. */
    Session create(Instant now);

    /** The session that a cookie's value stands for; empty where it is over, was ended, or never was one of ours. */
    Optional<Session> find(String cookie, Instant now);

    /**
     * Keeps a session as it now is, used now.
     *
     * @return the value for its cookie; empty where the session was ended while its request was being answered
     */
    Optional<String> save(Session session, Instant now);

    /**
     * Gives a session another id and uses it now. This is for the moment in which a client comes to be trusted: what
     * somebody knew or had set before, the cookie of a stranger included, is worth nothing afterwards.
     *
     * @return the session with its new id; empty where it was ended while its request was being answered
     */
    Optional<Session> renew(Session session, Instant now);

    /** Ends a session. */
    void end(Session session);

    /** The numbers so far. */
    Statistics statistics(Instant now);
}
