package hostling.http;

import hostling.wire.Fields;
import java.util.Locale;
import java.util.Optional;

/**
 * A range of bytes of a representation (RFC 9110 section 14.1.2).
 *
 * @param first index of the first byte, from 0
 * @param last  index of the last byte, at least {@code first} and below the representation's length
 */
public record ByteRange(long first, long last) {
    /** What a Range field comes to. */
    public sealed interface Selection {
        /** The field is absent, or one that is to be ignored: send the whole. */
        record Whole() implements Selection { }

        /** Send this part: 206. */
        record Part(ByteRange range) implements Selection { }

        /** No byte is in it: 416. */
        record Unsatisfiable() implements Selection { }
    }

    /** How many bytes it has. */
    public long length() {
        return last - first + 1;
    }

    /** The value of the Content-Range field that goes with it (RFC 9110 section 14.4). */
    public String contentRange(long completeLength) {
        return "bytes " + first + '-' + last + '/' + completeLength;
    }

    /**
     * Reads the Range field for a representation of that many bytes. Another unit, bad syntax, several ranges in one
     * field, and any range of an empty representation are ignored, as RFC 9110 section 14.2 allows.
     */
    public static Selection select(Fields fields, long completeLength) {
        if (fields.count("Range") != 1 || completeLength == 0) {
            return new Selection.Whole();
        }
        String value = fields.first("Range").orElseThrow();
        int equals = value.indexOf('=');
        if (equals < 0 || !value.substring(0, equals).toLowerCase(Locale.ROOT).equals("bytes")) {
            return new Selection.Whole();
        }
        String range = value.substring(equals + 1).strip();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return new Selection.Whole();
        }
        Optional<Long> from = number(range.substring(0, dash));
        Optional<Long> to = number(range.substring(dash + 1));
        if (dash == 0) {
            return to.map(length -> suffix(length, completeLength)).orElse(new Selection.Whole());
        }
        boolean openEnd = dash == range.length() - 1;
        boolean valid = from.isPresent() && (openEnd || to.isPresent() && to.get() >= from.get());
        return valid ? fromTo(from.get(), openEnd ? Long.MAX_VALUE : to.get(), completeLength) : new Selection.Whole();
    }

    private static Selection suffix(long length, long completeLength) {
        return length == 0 ? new Selection.Unsatisfiable()
                : new Selection.Part(new ByteRange(Math.max(0, completeLength - length), completeLength - 1));
    }

    private static Selection fromTo(long first, long last, long completeLength) {
        return first >= completeLength ? new Selection.Unsatisfiable()
                : new Selection.Part(new ByteRange(first, Math.min(last, completeLength - 1)));
    }

    /** A number of any length: what does not fit a long is above every position. */
    private static Optional<Long> number(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
