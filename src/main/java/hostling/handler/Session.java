package hostling.handler;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of one client from request to request. It doesn't change: what is to be remembered is kept by
 * {@link SessionStore#save}. It is small, so that it fits into a cookie and many fit into memory.
 *
 * @param id         22 characters that can't be guessed; whoever knows it has the session, so it is shown to nobody
 * @param created    when it began, in whole milliseconds
 * @param lastUsed   when it was last saved, in whole milliseconds
 * @param attributes what is remembered: at most {@link #ATTRIBUTES_MAX} and {@link #TEXT_BYTES_MAX}
 */
public record Session(String id, Instant created, Instant lastUsed, Map<String, String> attributes) {
    /** How many attributes a session can have. */
    public static final int ATTRIBUTES_MAX = 32;

    /** How long the names and values of all attributes can be together, in bytes of UTF-8. */
    public static final int TEXT_BYTES_MAX = 2_048;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException where there are too many attributes, too long ones, or halves of characters
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

    /** One that begins now and remembers nothing yet. */
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

    /** The same session under another id. It is no younger for that. */
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
