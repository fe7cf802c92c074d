package hostling.handler;

import java.time.Duration;
import java.time.Instant;

/**
 * How many sessions there can be and how long one can last.
 *
 * @param sessionsMax how many are kept in memory; one more, and the one that is longest idle leaves
 * @param idleMax     how long one lasts without being used
 * @param ageMax      how long one lasts however much it is used: an id that was stolen is of no use after that
 */
public record SessionLimits(int sessionsMax, Duration idleMax, Duration ageMax) {
    /** A session is a visit; what lasts longer than a year is none. */
    private static final Duration AGE_LIMIT = Duration.ofDays(366);

    /** 10,000 sessions, 1 hour idle, 12 hours in all. */
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

    /** The first moment at which a session is over if it is not used again. */
    Instant end(Session session) {
        Instant idle = session.lastUsed().plus(idleMax);
        Instant age = session.created().plus(ageMax);
        return idle.isBefore(age) ? idle : age;
    }

    /** Whether a session is over. */
    boolean isOver(Session session, Instant now) {
        return !now.isBefore(end(session));
    }
}
