package hostling.book;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which bytes a range asks for. The first argument is how many bytes there are; the others are ranges. */
final class Ranges {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]*)-([0-9]*)");

    private Ranges() { }

    public static void main(String[] arguments) {
        long length = Long.parseLong(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            System.out.printf("%-40s %s%n", arguments[i], answer(arguments[i], length));
        }
    }

    // region: range
    /** The answer to a range of a file with so many bytes. */
    static String answer(String range, long length) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches() || range.equals("bytes=-")) {
            return "200, all of it: this is no range, and may be ignored";
        }
        Optional<BigInteger> first = number(parts.group(1));
        Optional<BigInteger> last = number(parts.group(2));
        BigInteger end = BigInteger.valueOf(length - 1);
        if (first.isEmpty()) {                              // "-5": the last five bytes
            BigInteger from = BigInteger.valueOf(length).subtract(last.get()).max(BigInteger.ZERO);
            return part(from, end, length);
        } else if (last.isPresent() && last.get().compareTo(first.get()) < 0) {
            return "200, all of it: this is no range, and may be ignored";
        }
        return part(first.get(), last.orElse(end).min(end), length);
    }

    private static String part(BigInteger first, BigInteger last, long length) {
        return first.compareTo(last) > 0 ? "416: no byte of " + length + " is in it"
                : "206: bytes " + first + " to " + last + ", which are " + last.subtract(first).add(BigInteger.ONE);
    }
    // endregion

    private static Optional<BigInteger> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(new BigInteger(digits));
    }
}
