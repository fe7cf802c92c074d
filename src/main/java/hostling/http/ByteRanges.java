package hostling.http;

import hostling.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the Range field of a request comes to (RFC 9110 section 14.2). The one unit is {@code bytes}, in letters of
 * either case (RFC 9110 section 14.1).
 */
public final class ByteRanges {
    /**
     * Each part of an answer costs a head of some hundred bytes, so a set of many small ranges asks for more than the
     * whole (RFC 9110 section 17.15). Players and readers of documents ask for a few.
     */
    public static final int RANGES_MAX = 16;

    private static final String UNIT = "bytes=";

    /** What is to be sent. */
    public sealed interface Selection {
        /** Send the whole. */
        Selection WHOLE = new Whole();

        /** The field is absent, or one that is to be ignored: send the whole. */
        record Whole() implements Selection { }

        /**
         * Send these parts: 206.
         *
         * @param ranges one or more in the order in which they were asked for; no two of them overlap or touch
         */
        record Parts(List<ByteRange> ranges) implements Selection {
            /** Keeps a copy of the list. */
            public Parts {
                ranges = List.copyOf(ranges);
            }
        }

        /** No byte is in it: 416. */
        record Unsatisfiable() implements Selection { }
    }

    private ByteRanges() { }

    /**
     * Reads the Range field for a representation of that many bytes. Ignored, as RFC 9110 section 14.2 asks or allows:
     * another unit, a set of which any member is invalid, more than {@link #RANGES_MAX} members, a field that comes
     * twice, and any range of an empty representation.
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

    /** The members of the set; none where one of them is invalid, or there are too many: the first of these ends it. */
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

    /** Puts what overlaps or touches together, where the first of it stands (RFC 9110 section 15.3.7.2). */
    private static List<ByteRange> coalesced(List<ByteRange> wanted) {
        List<ByteRange> parts = new ArrayList<>();
        for (ByteRange range : wanted) {
            ByteRange grown = range;
            int place = parts.size();
            for (int near = near(parts, grown); near >= 0; near = near(parts, grown)) {
                grown = grown.joinedWith(parts.remove(near));
                place = Math.min(place, near);
            }
            parts.add(place, grown);
        }
        return parts;
    }

    /** The index of a part that the range overlaps or touches, or -1. */
    private static int near(List<ByteRange> parts, ByteRange range) {
        int i = parts.size() - 1;
        while (i >= 0 && !parts.get(i).overlapsOrTouches(range)) {
            i--;
        }
        return i;
    }

    /**
     * One member of the set, before it is known how long the representation is.
     *
     * <pre>
     * range-spec   = int-range / suffix-range
     * int-range    = first-pos "-" [ last-pos ]
     * suffix-range = "-" suffix-length
     * </pre>
     *
     * @param first empty for a suffix
     * @param last  the last position, empty for the end; of a suffix its length
     */
    private record Spec(Optional<Long> first, Optional<Long> last) {
        /** The member that the text is; empty where it is none, or ends before it begins (RFC 9110 section 14.1.1). */
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

        /** Compares the digits, since numbers that fit no long have become the same. */
        private static boolean isLess(String digits, String others) {
            String left = withoutZeros(digits);
            String right = withoutZeros(others);
            return left.length() == right.length() ? left.compareTo(right) < 0 : left.length() < right.length();
        }

        private static String withoutZeros(String digits) {
            int i = 0;
            while (i < digits.length() && digits.charAt(i) == '0') {
                i++;
            }
            return digits.substring(i);
        }

        /** A number of any length: what does not fit a long is above every position. */
        private static Optional<Long> number(String digits) {
            long value = 0;
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(i) - '0';
                value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
            }
            return digits.isEmpty() ? Optional.empty() : Optional.of(value);
        }

        /** The bytes that it means; empty where there are none (RFC 9110 section 14.1.2). */
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
