package hostling.config;

import hostling.handler.SessionLimits;
import java.util.Optional;

/**
 * The table {@code [sessions]}.
 *
 * @param key      the key that signs session cookies; if present, sessions are kept in cookies, otherwise in memory
 * @param oldKey   a key whose signatures are accepted too
 * @param limits   the number and the lifetime of sessions; the number counts for sessions in memory only
 */
public record SessionBlock(Optional<byte[]> key, Optional<byte[]> oldKey, SessionLimits limits) {
    /** Sessions in memory, with the default limits. */
    public static final SessionBlock DEFAULT = new SessionBlock(Optional.empty(), Optional.empty(), SessionLimits.DEFAULT);
}
