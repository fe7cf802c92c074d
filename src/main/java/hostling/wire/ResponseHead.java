package hostling.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a response begins with, before its framing is chosen.
 *
 * @param status        100 to 599 (RFC 9110 section 15)
 * @param reason        the reason phrase, may be empty; clients ignore it
 * @param fields        the field lines in order, without those that belong to the writer
 * @param contentLength how many bytes of content follow, or {@link #UNKNOWN_LENGTH}
 */
public record ResponseHead(int status, String reason, List<FieldLine> fields, long contentLength) {
    /** The content ends where it ends. */
    public static final long UNKNOWN_LENGTH = -1;

    /**
     * Framing, persistence and date are the writer's: an application that set them could contradict the bytes. What is
     * for this connection alone would have to be named in Connection (RFC 9110 section 7.6.1). Upgrade is such a field
     * (RFC 9110 section 7.8), and there is no other protocol to offer.
     */
    private static final Set<String> WRITERS_OWN =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "date", "trailer", "upgrade");

    /** Fields that are no lists, so that two lines of one name could not be read as one (RFC 9110 section 5.3). */
    private static final Set<String> ONCE = Set.of("age", "content-location", "content-range", "content-type", "etag",
            "expires", "last-modified", "location", "retry-after", "server");

    /**
     * Checks what the parts promise.
     *
     * @throws IllegalArgumentException on a status that HTTP does not have, a field of the writer's own, a field twice
     * that may come once, a length below -1
     */
    public ResponseHead {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("no status code: " + status);
        }
        if (!ByteClass.allIn(ByteClass.FIELD_TEXT, reason)) {
            throw new IllegalArgumentException("a reason phrase can't have controls");
        }
        if (contentLength < UNKNOWN_LENGTH) {
            throw new IllegalArgumentException("no length: " + contentLength);
        }
        fields = List.copyOf(fields);
        Set<String> seen = new HashSet<>();
        for (FieldLine field : fields) {
            requireNotWritersOwn(field.name());
            String name = field.name().toLowerCase(Locale.ROOT);
            if (ONCE.contains(name) && !seen.add(name)) {
                throw new IllegalArgumentException(field.name() + " comes once at most");
            }
        }
    }

    /**
     * Refuses the name of a field that the writer alone sets.
     *
     * @throws IllegalArgumentException where it is one
     */
    public static void requireNotWritersOwn(String name) {
        if (WRITERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(name + " is set by the response writer alone");
        }
    }

    /** Whether a response with this status never has content, whatever the request was (RFC 9110 section 6.4.1). */
    public boolean isWithoutContent() {
        return status < 200 || status == 204 || status == 304;
    }
}
