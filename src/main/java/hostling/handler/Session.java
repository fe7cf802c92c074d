package hostling.handler;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of one client that is kept between its requests. Immutable: a changed session is stored by
 * {@link SessionStore#save}. It is small, so that it fits into a cookie and many fit into memory.
 *
 * @param id         22 characters that can't be guessed; it gives access to the session, so it is never shown
 * @param created    when it was created, in whole milliseconds
 * @param lastUsed   when it was last saved, in whole milliseconds
 * @param attributes the stored values: at most {@link #ATTRIBUTES_MAX}, of at most {@link #TEXT_BYTES_MAX} in total
 */
public record Session(String id, Instant created, Instant lastUsed, Map<String, String> attributes) {
    /** The maximum number of attributes. */
    public static final int ATTRIBUTES_MAX = 32;

    /** The maximum length of the names and values of all attributes together, in bytes of UTF-8. */
    public static final int TEXT_BYTES_MAX = 2_048;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if the attributes are too many, too long, or contain an unpaired surrogate
     */
    public Session {
        attributes = Map.copyOf(attributes);
        if (attributes.size() > ATTRIBUTES_MAX) {
            throw new IllegalArgumentException("a session has at most " + ATTRIBUTES_MAX + " attributes");
        }
        int bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += utf8Bytes(attribute.getKey()) + utf8Bytes(attribute.getValue());
        }
        if (bytes > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("the attributes of a session have at most " + TEXT_BYTES_MAX + " bytes");
        }
    }

    /** A new session without attributes. */
    static Session begun(String id, Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.MILLIS);
        return new Session(id, start, start, Map.of());
    }

    /** The same session with an attribute set. */
    public Session with(String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return new Session(id, created, lastUsed, more);
    }

    /** The same session without an attribute. */
    public Session without(String name) {
        Map<String, String> fewer = new HashMap<>(attributes);
        fewer.remove(name);
        return new Session(id, created, lastUsed, fewer);
    }

    /** The same session, used now. */
    Session used(Instant now) {
        return new Session(id, created, now.truncatedTo(ChronoUnit.MILLIS), attributes);
    }

    /** The same session with another id; its age stays the same. */
    Session renamed(String other) {
        return new Session(other, created, lastUsed, attributes);
    }

    private static int utf8Bytes(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("half of a surrogate pair in an attribute");
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
