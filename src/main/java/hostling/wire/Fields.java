package hostling.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The field lines of a header or trailer section in the order in which they came (RFC 9110 section 5). Names are equal
 * whatever the case of their letters; a name may come more than once.
 *
 * <p>The lines stay the bytes that came in; strings are made when they are asked for, a byte being a character of
 * ISO-8859-1 (RFC 9110 section 5.5 has bytes from 0x80 on as opaque).
 */
public final class Fields {
    /** No field lines. */
    public static final Fields NONE = new Fields(0);

    private static final int LINES_AT_FIRST = 16;

    private final ByteBuilder store;
    /**
     * For line i the end of its name at 2i and the end of its value at 2i + 1; a name starts where the last value
     * ended.
     */
    private int[] ends;
    private int count;

    Fields(int capacity) {
        store = new ByteBuilder(capacity);
        ends = new int[capacity == 0 ? 0 : 2 * LINES_AT_FIRST];
    }

    /** How many field lines there are. */
    public int count() {
        return count;
    }

    /** The name of a line as it was sent; lines count from 0. */
    public String name(int line) {
        return store.text(start(line), nameEnd(line));
    }

    /** The value of a line without the white space around it; lines count from 0. */
    public String value(int line) {
        return store.text(nameEnd(line), valueEnd(line));
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return next(name, 0) < count;
    }

    /** Whether there is one line with this name, and its value is this one. */
    public boolean isOnly(String name, String value) {
        int line = next(name, 0);
        return line < count && store.is(value, nameEnd(line), valueEnd(line)) && next(name, line + 1) == count;
    }

    /** How many lines have this name. */
    public int count(String name) {
        int found = 0;
        for (int line = next(name, 0); line < count; line = next(name, line + 1)) {
            found++;
        }
        return found;
    }

    /** The value of the first line with this name. */
    public Optional<String> first(String name) {
        int line = next(name, 0);
        return line < count ? Optional.of(value(line)) : Optional.empty();
    }

    /** The authority that the first line with this name has for its value; empty where that is none. */
    Optional<Authority> authority(String name) {
        int line = next(name, 0);
        return line < count ? Authority.parse(store, nameEnd(line), valueEnd(line)) : Optional.empty();
    }

    /** Whether the value of the first line with this name is an authority. */
    boolean hasAuthority(String name) {
        int line = next(name, 0);
        return line < count && Authority.isValid(store, nameEnd(line), valueEnd(line));
    }

    // The first value of a field as bytes, for RequestHead: no bytes where there is none.

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

    boolean isValue(String name, byte[] other, int at) {
        int line = next(name, 0);
        return line == count ? at == other.length : valueEnd(line) - nameEnd(line) == other.length - at
                && store.isSame(nameEnd(line), valueEnd(line), other, at);
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
     * The values of all lines with this name joined in their order by a comma and a space (RFC 9110 section 5.2), as is
     * allowed for lists (section 5.3).
     */
    public Optional<String> combined(String name) {
        return has(name) ? Optional.of(String.join(", ", all(name))) : Optional.empty();
    }

    /**
     * The members of a field that is a list: cut at commas that stand outside quoted strings, without the white space
     * around them. A sender makes no empty ones; those that come all the same are left out (RFC 9110 section 5.6.1.2).
     */
    public List<String> members(String name) {
        return members(name, Integer.MAX_VALUE);
    }

    /**
     * The first members of a field that is a list. A field section has room for ten thousand, which take a while to be
     * made into texts: who needs a few asks for a few.
     *
     * @param countMax where to stop
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

    /** Where the member that begins at an index ends: at a comma that is not quoted, or with the value. */
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

    /** Whether the field is a list that has this token, in letters of either case. */
    public boolean hasMember(String name, String token) {
        for (int line = next(name, 0); line < count; line = next(name, line + 1)) {
            if (isMember(token, value(line))) {
                return true;
            }
        }
        return false;
    }

    /** Makes no texts of members that are too short to be it. */
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

    /** The first line from {@code line} on that has this name, or the number of lines where there is none. */
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

    // What FieldSectionReader does: the bytes of a name, endName, the bytes of a value, endValue.

    ByteBuilder store() {
        return store;
    }

    /** How much memory the lines take. */
    int heldBytes() {
        return store.capacity() + Integer.BYTES * ends.length;
    }

    /** Whether the line that is being added has no byte yet. */
    boolean lineIsEmpty() {
        return store.length() == (count == 0 ? 0 : ends[2 * count - 1]);
    }

    void endName() {
        if (2 * count == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(2 * LINES_AT_FIRST, 2 * ends.length));
        }
        ends[2 * count] = store.length();
    }

    /** Ends the line and leaves out the white space at the end of its value. */
    void endValue() {
        int end = store.length();
        while (end > ends[2 * count] && ByteClass.BLANK[store.at(end - 1)]) {
            end--;
        }
        store.cutTo(end);
        ends[2 * count + 1] = end;
        count++;
    }

    /** The name of the line whose value is being added. */
    String unfinishedName() {
        return store.text(count == 0 ? 0 : ends[2 * count - 1], ends[2 * count]);
    }

    void clear() {
        store.cutTo(0);
        count = 0;
    }
}
