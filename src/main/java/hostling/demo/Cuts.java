package hostling.demo;

import hostling.http.HttpException;
import hostling.http.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads where a sequence of bytes is to be cut, such as {@code 5,17,20-29}: a range stands for a cut at each of its places. */
final class Cuts {
    /** Enough for cuts by hand; "everywhere" is one range. */
    private static final int RANGES_MAX = 64;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    private Cuts() { }

    /**
     * The indexes of the bytes that begin a segment, except for the first byte.
     *
     * @param text   ascending numbers and ranges with commas between them; may be empty
     * @param length how many bytes there are: each cut is from 1 to one less
     * @throws HttpException with 400, if the text is anything else
     */
    static int[] read(String text, int length) throws HttpException {
        IntStream.Builder cuts = IntStream.builder();
        String[] ranges = text.isEmpty() ? new String[0] : text.split(",", RANGES_MAX + 1);
        int last = 0;
        for (String range : ranges) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches() || ranges.length > RANGES_MAX) {
                throw invalid();
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (from <= last || to < from || to >= length) {
                throw invalid();
            }
            IntStream.rangeClosed(from, to).forEach(cuts::add);
            last = to;
        }
        return cuts.build().toArray();
    }

    private static HttpException invalid() {
        return new HttpException(Status.BAD_REQUEST, "cuts are at most " + RANGES_MAX
                + " ascending numbers or ranges, each between two bytes, such as 5,17,20-29");
    }
}
