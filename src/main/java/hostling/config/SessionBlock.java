package hostling.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The table {@code [sessions]}.
 *
 * @param key      what cookies are signed with; where there is one, sessions are kept in cookies, else in memory
 * @param countMax how many are kept in memory
 * @param idleMax  how long one lasts without being used
 * @param ageMax   how long one lasts however much it is used
 */
public record SessionBlock(Optional<byte[]> key, int countMax, Duration idleMax, Duration ageMax) {
    /** 10,000 in memory, 1 hour idle, 12 hours in all. */
    public static final SessionBlock DEFAULT =
            new SessionBlock(Optional.empty(), 10_000, Duration.ofHours(1), Duration.ofHours(12));
}
