package hostling.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The field lines of a header or trailer section in the order received (RFC 9110 section 5). Names are case-insensitive;
 * a name may occur more than once.
 *
 * <p>The lines are kept as the bytes received. Strings are decoded from them on demand, as ISO-8859-1 (RFC 9110 section 5.5
 * treats bytes from 0x80 on as opaque).
 */
public final class Fields {
    /** No field lines. */
    public static final Fields NONE = new Fields(0);

    private static final int INITIAL_LINES = 16;

    private final ByteBuilder store;
    /**
     * For line i, the end of its name is at 2i and the end of its value at 2i + 1; its name starts at the end of the
     * previous value.
     */
    private int[] ends;
    private int count;

    Fields(int capacity) {
        store = new ByteBuilder(capacity);
        ends = new int[capacity == 0 ? 0 : 2 * INITIAL_LINES];
    }

    /** The number of field lines. */
    public int count() {
        return count;
    }

    /** The name of a line as sent; lines count from 0. */
    public String name(int line) {
        return store.text(start(line), nameEnd(line));
    }

    /** The value of a line without the whitespace around it; lines count from 0. */
    public String value(int line) {
        return store.text(nameEnd(line), valueEnd(line));
    }

    /** Whether at least one line has this name. */
    public boolean has(String name) {
        return next(name, 0) < count;
    }

    /** Whether exactly one line has this name, and it has this value. */
    public boolean isOnly(String name, String value) {
        int line = next(name, 0);
        return line < count && store.is(value, nameEnd(line), valueEnd(line)) && next(name, line + 1) == count;
    }

    /** Whether more than one line has this name. */
    boolean isRepeated(String name) {
        int line = next(name, 0);
        return line < count && next(name, line + 1) < count;
    }

    /** The number of lines with this name. */
    public int count(String name) {
        int found = 0;
        for (int line = next(name, 0); line < count; line = next(name, line + 1)) {
            found++;
        }
        return found;
    }

    /** The value of the first line with this name, empty if there is none. */
    public Optional<String> first(String name) {
        int line = next(name, 0);
        return line < count ? Optional.of(value(line)) : Optional.empty();
    }

    /** The authority in the value of the first line with this name; empty if there is none. */
    Optional<Authority> authority(String name) {
        int line = next(name, 0);
        return line < count ? Authority.parse(store, nameEnd(line), valueEnd(line)) : Optional.empty();
    }

    /** Whether the value of the first line with this name is an authority. */
    boolean hasAuthority(String name) {
        int line = next(name, 0);
        return line < count && Authority.isValid(store, nameEnd(line), valueEnd(line));
    }

    // The first value of a field as bytes, for RequestHead; no bytes if the field is missing.

    int valueBytes(String name) {
        int line = next(name, 0);
        return line < count ? valueEnd(line) - nameEnd(line) : 0;
    }

    int valueHash(String name) {
        int line = next(name, 0);
        return line < count ? store.hash(nameEnd(line), valueEnd(line)) : 0;
    }

    void copyValue(String name, byte[] target, int at) {
        int line = next(name, 0);
        if (line < count) {
            store.copy(nameEnd(line), valueEnd(line), target, at);
        }
    }

    boolean valueMatches(String name, byte[] other, int at) {
        int line = next(name, 0);
        return line == count ? at == other.length : valueEnd(line) - nameEnd(line) == other.length - at
                && store.regionMatches(nameEnd(line), valueEnd(line), other, at);
    }

    /** The values of all lines with this name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int line = next(name, 0); line < count; line = next(name, line + 1)) {
            values.add(value(line));
        }
        return values;
    }

    /**
     * The values of all lines with this name in order, joined by a comma and a space (RFC 9110 section 5.2), which is
     * allowed for lists (section 5.3); empty if there is none.
     */
    public Optional<String> combined(String name) {
        return has(name) ? Optional.of(String.join(", ", all(name))) : Optional.empty();
    }

    /**
     * The members of a list field: split at commas outside quoted strings, without the whitespace around them. Senders
     * must not generate empty members; if they do, those are ignored (RFC 9110 section 5.6.1.2).
     */
    public List<String> members(String name) {
        return members(name, Integer.MAX_VALUE);
    }

    /**
     * The first members of a list field. A field section has room for ten thousand, and a string for each takes time:
     * callers that need a few ask for a few.
     *
     * @param countMax the maximum number of members to return
     */
    public List<String> members(String name, int countMax) {
        List<String> members = new ArrayList<>();
        for (int line = next(name, 0); line < count && members.size() < countMax; line = next(name, line + 1)) {
            addMembers(value(line), members, countMax);
        }
        return members;
    }

    private static void addMembers(String value, List<String> members, int countMax) {
        int start = 0;
        while (start < value.length() && members.size() < countMax) {
            int end = memberEnd(value, start);
            String member = value.substring(start, end).strip();
            if (!member.isEmpty()) {
                members.add(member);
            }
            start = end + 1;
        }
    }

    /** The end of the member that begins at {@code start}: the next unquoted comma, or the end of the value. */
    private static int memberEnd(String value, int start) {
        boolean quoted = false;
        int i = start;
        while (i < value.length() && (quoted || value.charAt(i) != ',')) {
            char c = value.charAt(i);
            quoted ^= c == '"';
            i += c == '\\' && quoted ? 2 : 1;
        }
        return Math.min(i, value.length());
    }

    /** Whether this token, ignoring case, is a member of the list field. */
    public boolean hasMember(String name, String token) {
        for (int line = next(name, 0); line < count; line = next(name, line + 1)) {
            if (isMember(token, value(line))) {
                return true;
            }
        }
        return false;
    }

    /** Creates no strings for members that are too short to match. */
    private static boolean isMember(String token, String value) {
        int start = 0;
        while (start < value.length()) {
            int end = memberEnd(value, start);
            if (end - start >= token.length() && value.substring(start, end).strip().equalsIgnoreCase(token)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The first line from {@code line} on with this name, or {@link #count()} if there is none. */
    private int next(String name, int line) {
        int i = line;
        while (i < count && !store.isIgnoringCase(name, start(i), nameEnd(i))) {
            i++;
        }
        return i;
    }

    private int start(int line) {
        return line == 0 ? 0 : ends[2 * line - 1];
    }

    private int nameEnd(int line) {
        return ends[2 * line];
    }

    private int valueEnd(int line) {
        return ends[2 * line + 1];
    }

    // FieldSectionReader adds a line in this order: the bytes of the name, endName, the bytes of the value, endValue.

    ByteBuilder store() {
        return store;
    }

    /** The memory that the lines hold, in bytes. */
    int heldBytes() {
        return store.capacity() + Integer.BYTES * ends.length;
    }

    /** Whether the line being added has no byte yet. */
    boolean lineIsEmpty() {
        return store.length() == (count == 0 ? 0 : ends[2 * count - 1]);
    }

    void endName() {
        if (2 * count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(2 * INITIAL_LINES, 2 * ends.length));
        }
        ends[2 * count] = store.length();
    }

    /** Ends the line and drops the whitespace at the end of its value. */
    void endValue() {
        int end = store.length();
        while (end > ends[2 * count] && ByteClass.BLANK[store.at(end - 1)]) {
            end--;
        }
        store.truncate(end);
        ends[2 * count + 1] = end;
        count++;
    }

    /** The name of the line whose value is being added. */
    String unfinishedName() {
        return store.text(count == 0 ? 0 : ends[2 * count - 1], ends[2 * count]);
    }

    /** Adds the lines with these names to another section. */
    void copyTo(Fields other, Predicate<String> names) {
        for (int line = 0; line < count; line++) {
            if (names.test(name(line))) {
                store.copyTo(other.store, start(line), nameEnd(line));
                other.endName();
                store.copyTo(other.store, nameEnd(line), valueEnd(line));
                other.endValue();
            }
        }
    }

    void clear() {
        store.truncate(0);
        count = 0;
    }
}
