package hostling.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The table {@code [sessions]}.
 *
 * @param key      the key that signs session cookies; if present, sessions are kept in cookies, otherwise in memory
 * @param countMax the maximum number of sessions in memory
 * @param idleMax  how long a session lasts after its last use
 * @param ageMax   how long a session lasts after its creation; use does not extend it
 */
public record SessionBlock(Optional<byte[]> key, int countMax, Duration idleMax, Duration ageMax) {
    /** 10,000 sessions in memory, 1 hour idle, 12 hours in total. */
    public static final SessionBlock DEFAULT =
            new SessionBlock(Optional.empty(), 10_000, Duration.ofHours(1), Duration.ofHours(12));
}
