package hostling.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entity tag: the name of one state of a resource (RFC 9110 section 8.8.3).
 *
 * @param weak   whether states that are only much the same may share it
 * @param opaque what stands between the quotes: visible characters without the quote itself
 */
public record EntityTag(boolean weak, String opaque) {
    /** A client has a few states of a resource; a field has room for ten thousand tags. */
    static final int LIST_MAX = 500;

    /** Checks the grammar. */
    public EntityTag {
        if (!isOpaque(opaque, 0, opaque.length())) {
            throw new IllegalArgumentException("not an opaque tag: " + opaque);
        }
    }

    private static boolean isOpaque(String text, int start, int end) {
        int i = start;
        while (i < end && isEtagc(text.charAt(i))) {
            i++;
        }
        return i == end;
    }

    /** {@code etagc = %x21 / %x23-7E / obs-text}: a backslash is nothing special. */
    private static boolean isEtagc(int c) {
        return c == 0x21 || c >= 0x23 && c <= 0x7e || c >= 0x80 && c <= 0xff;
    }

    /** Whether two tags name the same bytes (RFC 9110 section 8.8.3.2). */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Whether two tags name states that may stand for each other (RFC 9110 section 8.8.3.2). */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** Reads one tag; empty where the text is not just that. */
    public static Optional<EntityTag> parse(String text) {
        return parseList(text, 1).filter(tags -> tags.size() == 1).map(tags -> tags.get(0))
                .filter(tag -> text.equals(tag.toString()));
    }

    /**
     * Reads a list of tags, as If-Match and If-None-Match have it; empty elements are passed over. What comes after the
     * first {@link #LIST_MAX} is not read: a tag that is not found there is taken for one that is not in the list, which
     * costs a transfer or refuses a change, but does no harm.
     *
     * @return empty where the text has something else in it
     */
    public static Optional<List<EntityTag>> parseList(String text) {
        return parseList(text, LIST_MAX);
    }

    private static Optional<List<EntityTag>> parseList(String text, int countMax) {
        List<EntityTag> tags = new ArrayList<>();
        boolean separated = true;
        int i = 0;
        while (i < text.length() && tags.size() < countMax) {
            char c = text.charAt(i);
            if (c == ',' || c == ' ' || c == '\t') {
                separated |= c == ',';
                i++;
                continue;
            }
            boolean weak = text.startsWith("W/\"", i);
            int open = weak ? i + 2 : i;
            int close = text.indexOf('"', open + 1);
            if (!separated || text.charAt(open) != '"' || close < 0
                    || !isOpaque(text, open + 1, close)) {
                return Optional.empty();
            }
            tags.add(new EntityTag(weak, text.substring(open + 1, close)));
            separated = false;
            i = close + 1;
        }
        return Optional.of(tags);
    }

    /** The tag as it is sent. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }
}
