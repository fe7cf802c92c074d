package hostling.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a response, before its framing is chosen.
 *
 * @param status        100 to 599 (RFC 9110 section 15)
 * @param reason        the reason phrase, may be empty; clients ignore it
 * @param fields        the field lines in order, without those reserved for the writer
 * @param contentLength the length of the content in bytes, or {@link #UNKNOWN_LENGTH}
 */
public record ResponseHead(int status, String reason, List<FieldLine> fields, long contentLength) {
    /** The length of the content is not known in advance. */
    public static final long UNKNOWN_LENGTH = -1;

    /**
     * The writer sets framing, persistence and date: an application that set them could contradict the bytes sent. A
     * <b>hop-by-hop</b> field would have to be listed in Connection (RFC 9110 section 7.6.1). Upgrade is such a field
     * (RFC 9110 section 7.8), and the server has no other protocol to offer.
     */
    private static final Set<String> RESERVED =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "date", "trailer", "upgrade");

    /** <b>Singleton fields</b> (RFC 9110 section 5.5): two lines can't be combined (RFC 9110 section 5.3). */
    private static final Set<String> SINGLETONS = Set.of("age", "content-location", "content-range", "content-type", "etag",
            "expires", "last-modified", "location", "retry-after", "server");

    /**
     * Checks the components and copies the list of fields.
     *
     * @throws IllegalArgumentException on a status outside 100 to 599, a control character in the reason phrase, a
     *                                  reserved field, a repeated singleton field, or a length below -1
     */
    public ResponseHead {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("not a status code: " + status);
        }
        if (!ByteClass.allIn(ByteClass.FIELD_TEXT, reason)) {
            throw new IllegalArgumentException("a reason phrase must not contain control characters");
        }
        if (contentLength < UNKNOWN_LENGTH) {
            throw new IllegalArgumentException("not a content length: " + contentLength);
        }
        fields = List.copyOf(fields);
        Set<String> seen = new HashSet<>();
        for (FieldLine field : fields) {
            requireNotReserved(field.name());
            String name = field.name().toLowerCase(Locale.ROOT);
            if (SINGLETONS.contains(name) && !seen.add(name)) {
                throw new IllegalArgumentException(field.name() + " must not be repeated");
            }
        }
    }

    /**
     * Checks that the name is not that of a field reserved for the writer.
     *
     * @throws IllegalArgumentException if it is
     */
    public static void requireNotReserved(String name) {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("only the response writer sets " + name);
        }
    }

    /** Whether a response with this status never has content, whatever the request (RFC 9110 section 6.4.1). */
    public boolean isWithoutContent() {
        return status < 200 || status == 204 || status == 304;
    }
}
