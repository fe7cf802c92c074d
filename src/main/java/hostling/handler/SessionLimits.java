package hostling.handler;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits the number and the lifetime of sessions.
 *
 * @param sessionsMax the maximum number in memory; a further one evicts the least recently used
 * @param idleMax     how long a session lasts after its last use
 * @param ageMax      how long a session lasts after its creation, however often it is used; limits the use of a stolen id
 */
public record SessionLimits(int sessionsMax, Duration idleMax, Duration ageMax) {
    /** The upper limit for the maximum age: a session is meant to be one visit. */
    private static final Duration AGE_LIMIT = Duration.ofDays(366);

    /** 10,000 sessions, 1 hour idle, 12 hours in total. */
    public static final SessionLimits DEFAULT = new SessionLimits(10_000, Duration.ofHours(1), Duration.ofHours(12));

    /** Checks the ranges. */
    public SessionLimits {
        if (sessionsMax < 1) {
            throw new IllegalArgumentException("there is room for 1 session at least: " + sessionsMax);
        }
        if (idleMax.toMillis() < 1 || idleMax.compareTo(ageMax) > 0 || ageMax.compareTo(AGE_LIMIT) > 0) {
            throw new IllegalArgumentException("a session is idle for 1 ms at least, for its whole age at most, and is "
                    + "no older than a year: " + idleMax + ", " + ageMax);
        }
    }

    /** The moment at which a session expires if it is not used again. */
    Instant end(Session session) {
        Instant idle = session.lastUsed().plus(idleMax);
        Instant age = session.created().plus(ageMax);
        return idle.isBefore(age) ? idle : age;
    }

    /** Whether a session has expired. */
    boolean isOver(Session session, Instant now) {
        return !now.isBefore(end(session));
    }
}
