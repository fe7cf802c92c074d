package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the Range field of a request (RFC 9110 section 14.2). The only unit is {@code bytes}, which is
 * case-insensitive (RFC 9110 section 14.1).
 */
public final class ByteRanges {
    /**
     * Each part of a response needs a head of a few hundred bytes, so many small ranges could cost more than the whole
     * (RFC 9110 section 17.15). Media players and document viewers request only a few.
     */
    public static final int RANGES_MAX = 16;

    private static final String UNIT = "bytes=";

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
     * Reads the Range field for a representation of {@code completeLength} bytes. The field is ignored, as RFC 9110
     * section 14.2 requires or allows, if it has another unit, an invalid member or more than {@link #RANGES_MAX}
     * members, if it is repeated, or if the representation is empty.
     *
     * <p>Ranges that overlap or touch become one, so no byte is sent twice (section 15.3.7.2).
     */
    public static Selection select(Fields fields, long completeLength) {
        if (fields.count("Range") != 1 || completeLength == 0) {
            return Selection.WHOLE;
        }
        String value = fields.first("Range").orElseThrow();
        if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Selection.WHOLE;
        }
        List<Spec> specs = specs(value);
        if (specs.isEmpty()) {
            return Selection.WHOLE;
        }
        List<ByteRange> wanted = specs.stream().flatMap(spec -> spec.of(completeLength).stream()).toList();
        return wanted.isEmpty() ? new Selection.Unsatisfiable() : new Selection.Parts(coalesced(wanted));
    }

    /** The members of the set; none if one is invalid or there are too many. Parsing stops at the first such member. */
    private static List<Spec> specs(String value) {
        List<Spec> specs = new ArrayList<>();
        int start = UNIT.length();
        while (start <= value.length()) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            String member = value.substring(start, end).strip();
            if (!member.isEmpty()) {
                Optional<Spec> spec = Spec.parse(member);
                if (spec.isEmpty() || specs.size() == RANGES_MAX) {
                    return List.of();
                }
                specs.add(spec.get());
            }
            start = end + 1;
        }
        return specs;
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

    /**
     * One member of the set, not yet applied to a representation.
     *
     * <pre>
     * range-spec   = int-range / suffix-range
     * int-range    = first-pos "-" [ last-pos ]
     * suffix-range = "-" suffix-length
     * </pre>
     *
     * @param first empty for a suffix
     * @param last  the last position, empty for the end; for a suffix its length
     */
    private record Spec(Optional<Long> first, Optional<Long> last) {
        /** Parses a member; empty if it is malformed or ends before it begins (RFC 9110 section 14.1.1). */
        static Optional<Spec> parse(String text) {
            int dash = text.indexOf('-');
            String before = text.substring(0, Math.max(dash, 0));
            String after = text.substring(dash + 1);
            if (dash < 0 || !isNumber(before) || !isNumber(after) || text.length() == 1) {
                return Optional.empty();
            }
            boolean backwards = !before.isEmpty() && !after.isEmpty() && isLess(after, before);
            return backwards ? Optional.empty() : Optional.of(new Spec(number(before), number(after)));
        }

        private static boolean isNumber(String text) {
            return text.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        /** Compares the digits, because {@link #number} makes all numbers beyond the range of long equal. */
        private static boolean isLess(String digits, String others) {
            String left = withoutLeadingZeros(digits);
            String right = withoutLeadingZeros(others);
            return left.length() == right.length() ? left.compareTo(right) < 0 : left.length() < right.length();
        }

        private static String withoutLeadingZeros(String digits) {
            int i = 0;
            while (i < digits.length() && digits.charAt(i) == '0') {
                i++;
            }
            return digits.substring(i);
        }

        /** A number of any length, saturated at the largest long, which is beyond every position; empty for no digits. */
        private static Optional<Long> number(String digits) {
            long value = 0;
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(i) - '0';
                value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
            }
            return digits.isEmpty() ? Optional.empty() : Optional.of(value);
        }

        /** The range of a representation that it selects; empty if it selects no byte (RFC 9110 section 14.1.2). */
        Optional<ByteRange> of(long completeLength) {
            long end = completeLength - 1;
            if (first.isPresent()) {
                return first.get() > end ? Optional.empty()
                        : Optional.of(new ByteRange(first.get(), Math.min(last.orElse(end), end)));
            }
            return last.get() == 0 ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, completeLength - last.get()), end));
        }
    }
}
