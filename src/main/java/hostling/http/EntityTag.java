package hostling.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An <b>entity tag</b> (ETag): it identifies one state of a resource (RFC 9110 section 8.8.3).
 *
 * @param weak   whether equivalent states that differ in their bytes may share it
 * @param opaque the text between the quotes: visible characters except the quote itself
 */
public record EntityTag(boolean weak, String opaque) {
    /** A client has a few states of a resource, but a field has room for ten thousand tags. */
    static final int LIST_MAX = 500;

    /**
     * Checks the grammar.
     *
     * @throws IllegalArgumentException if {@code opaque} has a character that is not allowed
     */
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

    /** {@code etagc = %x21 / %x23-7E / obs-text}: a backslash has no special meaning. */
    private static boolean isEtagc(int c) {
        return c == 0x21 || c >= 0x23 && c <= 0x7e || c >= 0x80 && c <= 0xff;
    }

    /** Strong comparison: whether both tags identify the same bytes (RFC 9110 section 8.8.3.2). */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Weak comparison: whether both tags identify equivalent states (RFC 9110 section 8.8.3.2). */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** Parses one tag; empty if the text is anything else. */
    public static Optional<EntityTag> parse(String text) {
        return parseList(text, 1).filter(tags -> tags.size() == 1).map(tags -> tags.get(0))
                .filter(tag -> text.equals(tag.toString()));
    }

    /**
     * Parses a list of tags from If-Match or If-None-Match; empty elements are skipped. Tags after the first
     * {@link #LIST_MAX} are ignored as if they were not in the list: this costs a transfer or refuses a change, but does
     * no harm.
     *
     * @return empty if the text is not a list of tags
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

    /** The tag as sent in a field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }
}
