package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates the Range field of a request (RFC 9110 section 14.2). The only unit is {@code bytes}, which is
 * case-insensitive (RFC 9110 section 14.1).
 *
 * <pre>
 * Range        = "bytes=" range-set
 * range-set    = range-spec *( "," range-spec )
 * range-spec   = int-range / suffix-range
 * int-range    = first-pos "-" [ last-pos ]
 * suffix-range = "-" suffix-length
 * </pre>
 *
 * <p>Your task: write {@link #select}. The method {@code coalesced}, which joins ranges that overlap or touch, is there.
 */
public final class ByteRanges {
    /**
     * Each part of a response needs a head of a few hundred bytes, so many small ranges could cost more than the whole
     * (RFC 9110 section 17.15).
     */
    public static final int RANGES_MAX = 16;

    /** What to send. */
    public sealed interface Selection {
        /** Send the whole. */
        Selection WHOLE = new Whole();

        /** The field is absent or must be ignored: send the whole. */
        record Whole() implements Selection { }

        /**
         * Send these parts: 206.
         *
         * @param ranges one or more, in the order requested; no two of them overlap or touch
         */
        record Parts(List<ByteRange> ranges) implements Selection {
            /** Keeps a copy of the list. */
            public Parts {
                ranges = List.copyOf(ranges);
            }
        }

        /** No range contains a byte of the representation: 416. */
        record Unsatisfiable() implements Selection { }
    }

    private ByteRanges() { }

    /**
     * Reads the Range field for a representation of {@code completeLength} bytes, of which the first has position 0.
     *
     * <p>The field is ignored, so {@link Selection#WHOLE} is the answer,
     *
     * <ul>
     *   <li>if it is absent, or stands in more than one line ({@code fields.count("Range")}),
     *   <li>if the representation is empty,
     *   <li>if its value does not begin with {@code bytes=} (in letters of either case),
     *   <li>if the set has no member, or more than {@link #RANGES_MAX}; members that are empty or blank do not count,
     *   <li>if one of its members is invalid: it has not the form above, perhaps with white space around it, a number has another
     *       character than the digits 0 to 9, or the last position is less than the first.
     * </ul>
     *
     * <p>A last position beyond the end, or none, means the last byte. A suffix is the last bytes; one that is longer than the
     * representation is the whole of it. A number may have any count of digits, and zeros before it. A {@link ByteRange} has a
     * first and a last position.
     *
     * <p>A range is left out if it selects no byte: its first position is beyond the end, or it is a suffix of length 0. If no range
     * is left, the answer is {@link Selection.Unsatisfiable}, else {@link Selection.Parts} with those that are left,
     * {@code coalesced}.
     */
    public static Selection select(Fields fields, long completeLength) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Merges ranges that overlap or touch, at the place of the first of them (RFC 9110 section 15.3.7.2). */
    private static List<ByteRange> coalesced(List<ByteRange> wanted) {
        List<ByteRange> parts = new ArrayList<>();
        for (ByteRange range : wanted) {
            ByteRange merged = range;
            int place = parts.size();
            for (int near = indexOfNear(parts, merged); near >= 0; near = indexOfNear(parts, merged)) {
                merged = merged.mergedWith(parts.remove(near));
                place = Math.min(place, near);
            }
            parts.add(place, merged);
        }
        return parts;
    }

    /** The index of a part that the range overlaps or touches, or -1. */
    private static int indexOfNear(List<ByteRange> parts, ByteRange range) {
        int i = parts.size() - 1;
        while (i >= 0 && !parts.get(i).overlapsOrTouches(range)) {
            i--;
        }
        return i;
    }
}
