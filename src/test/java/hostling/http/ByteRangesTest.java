package hostling.http;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.http.ByteRanges.Selection;
import hostling.testing.Proves;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Range field (RFC 9110 section 14). */
class ByteRangesTest {
    @Test
    void aRangeHasAFirstAndALastPosition() {
        selects("0-499", "bytes=0-499", "Both positions of a range are in it");
        selects("9999-9999", "bytes=9999-9999", "The last of 10000 bytes has position 9999");
        selects("1-2", "BYTES=1-2", "A unit is compared without the case of its letters");
        selects("whole", "lines=1-2", "The only unit is bytes, and the field is ignored with any other");
    }

    @Test
    void aLastPositionBeyondTheEndMeansTheLastByte() {
        selects("9500-9999", "bytes=9500-", "Without a last position the range goes to the end");
        selects("9500-9999", "bytes=9500-10000", "A last position beyond the end means the last byte, and is no error");
        selects("0-9999", "bytes=0-20000", "A last position beyond the end means the last byte, and is no error");
    }

    @Test
    void aSuffixIsTheLastBytes() {
        selects("9500-9999", "bytes=-500", "A suffix counts from the end");
        selects("0-9999", "bytes=-10001", "A suffix that is longer than the whole is the whole");
    }

    @Test
    void whatSelectsNoByteIsUnsatisfiable() {
        selects("unsatisfiable", "bytes=10000-", "A first position beyond the end selects no byte");
        selects("unsatisfiable", "bytes=-0", "A suffix of no bytes selects none");
        selects("whole", "bytes=0-0", 0, "An empty representation is sent whole");
    }

    @Test
    void aNumberMayBeTooLargeForALong() {
        selects("0-9999", "bytes=0-99999999999999999999", "A last position beyond the end means the last byte, however large it is");
        selects("unsatisfiable", "bytes=9223372036854775808-", "2 to the 63 is beyond the end, and overflows to no other number");
        selects("unsatisfiable", "bytes=18446744073709551616-18446744073709551617",
                "2 to the 64 is beyond the end, and overflows to no small number");
        selects("0-9999", "bytes=-99999999999999999999", "A suffix that is longer than the whole is the whole");
        selects("1-2", "bytes=0001-00000000000000000000000000000002", "Zeros before a number change nothing");
    }

    @Test
    void aRangeThatIsInvalidIsIgnored() {
        selects("whole", "bytes=2-1", "A range that ends before it begins is invalid");
        selects("whole", "bytes=99999999999999999999-99999999999999999998", "A range that ends before it begins is invalid");
        selects("whole", "bytes=-", "A suffix has a length");
        selects("whole", "bytes=1", "A range has a minus sign");
        selects("whole", "bytes=1-2-3", "A range has one minus sign");
        selects("whole", "bytes=+1-2", "A position has only digits, and no plus sign");
        selects("whole", "bytes=0-1,a-b", "One invalid range makes the whole field invalid");
    }

    @Test
    void severalRangesKeepTheirOrder() {
        selects("0-1 3-4", "bytes=0-1,3-4", "Each range is a part");
        selects("7-8 0-1", "bytes=7-8, 0-1", "The parts are in the order in which they were asked for");
        selects("0-1 3-4", "bytes=,0-1,,3-4,", "Empty members of a list do not count");
        selects("0-1", "bytes=10000-,0-1", "A range that selects no byte is left out");
        selects("0-3", "bytes=0-1,2-3", "Ranges that touch become one");
    }

    private static void selects(String expected, String value, String heading) {
        selects(expected, value, 10_000, heading);
    }

    private static void selects(String expected, String value, long completeLength, String heading) {
        FieldFinding.require(expected, () -> selected(completeLength, "Range: " + value), heading, "Range: " + value,
                completeLength + " bytes");
    }

    /** The examples of RFC 9110 section 14.1.2 come first: a representation of 10,000 bytes. */
    @Proves({"9110-14.1.2-b", "9110-14.1.2-c", "9110-14.1-a", "9110-14.1.2-d", "9110-14.2-g", "9110-14.2-e",
            "9110-14.1.1-a", "9110-14.2-c", "9110-14.2-d"})
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-499                                     | 10000 | 0-499
            bytes=500-999                                   | 10000 | 500-999
            bytes=-500                                      | 10000 | 9500-9999
            bytes=9500-                                     | 10000 | 9500-9999
            bytes=0-0                                       | 10000 | 0-0
            bytes=9999-9999                                 | 10000 | 9999-9999
            bytes=-1                                        | 10000 | 9999-9999
            # A last position that is missing or too large means the last byte.
            bytes=0-                                        | 10000 | 0-9999
            bytes=0-9999                                    | 10000 | 0-9999
            bytes=0-10000                                   | 10000 | 0-9999
            bytes=9999-20000                                | 10000 | 9999-9999
            bytes=0-99999999999999999999999999              | 10000 | 0-9999
            bytes=0-0                                       | 1     | 0-0
            # A suffix that is longer than the whole.
            bytes=-10000                                    | 10000 | 0-9999
            bytes=-10001                                    | 10000 | 0-9999
            bytes=-99999999999999999999999999               | 10000 | 0-9999
            # The unit is a token without case; leading zeros mean nothing.
            BYTES=1-2                                       | 10000 | 1-2
            Bytes=1-2                                       | 10000 | 1-2
            bytes=0001-00000000000000000000000000000002     | 10000 | 1-2
            # Nothing of it is there.
            bytes=10000-                                    | 10000 | unsatisfiable
            bytes=10000-10001                               | 10000 | unsatisfiable
            bytes=-0                                        | 10000 | unsatisfiable
            bytes=-000                                      | 10000 | unsatisfiable
            bytes=9223372036854775807-                      | 10000 | unsatisfiable
            bytes=9223372036854775808-                      | 10000 | unsatisfiable
            bytes=18446744073709551616-18446744073709551617 | 10000 | unsatisfiable
            bytes=1-1                                       | 1     | unsatisfiable
            # An empty representation is sent whole.
            bytes=0-0                                       | 0     | whole
            bytes=-5                                        | 0     | whole
            bytes=-0                                        | 0     | whole
            # The last position is not below the first.
            bytes=2-1                                       | 10000 | whole
            bytes=10001-10000                               | 10000 | whole
            # Another unit.
            lines=0-1                                       | 10000 | whole
            byte=0-1                                        | 10000 | whole
            bytes =0-1                                      | 10000 | whole
            none                                            | 10000 | whole
            # Bad syntax.
            bytes=                                          | 10000 | whole
            bytes=-                                         | 10000 | whole
            bytes=--1                                       | 10000 | whole
            bytes=1                                         | 10000 | whole
            bytes=a-b                                       | 10000 | whole
            bytes=0x1-0x2                                   | 10000 | whole
            bytes=+1-2                                      | 10000 | whole
            bytes=1-+2                                      | 10000 | whole
            bytes=1--2                                      | 10000 | whole
            bytes=1-2-3                                     | 10000 | whole
            bytes=99999999999999999999-99999999999999999998 | 10000 | whole
            bytes=1 - 2                                     | 10000 | whole
            bytes=1-2;q=1                                   | 10000 | whole
            bytes:1-2                                       | 10000 | whole
            bytes 1-2                                       | 10000 | whole
            bytes 1-2/3                                     | 10000 | whole
            =1-2                                            | 10000 | whole
            """)
    void aRangeSelectsAPartOrTheWholeOrNothing(String value, long completeLength, String expected) {
        selects(expected, value, completeLength, "A range selects a part, or the whole, or nothing");
    }

    @Proves({"9110-15.3.7.2-e", "9110-15.3.7.2-h", "9110-14.1.1-a", "9110-14.2-g", "9110-14.2-d"})
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-1,3-4                     | 0-1 3-4
            bytes=500-600,601-999             | 500-999
            bytes=500-700,601-999             | 500-999
            bytes=0-1, -5                     | 0-1 9995-9999
            bytes=0-1	,	7-8                 | 0-1 7-8
            # They keep their order.
            bytes=7-8,0-1                     | 7-8 0-1
            bytes=-1,9000-9000,5-5            | 9999-9999 9000-9000 5-5
            # Empty members of a list mean nothing.
            bytes=,0-1,,3-4,                  | 0-1 3-4
            bytes=0-1,                        | 0-1
            bytes=,                           | whole
            # What overlaps or touches is one part, where the first of its ranges stood.
            bytes=0-0,0-0                     | 0-0
            bytes=0-0,1-1                     | 0-1
            bytes=0-0,2-2                     | 0-0 2-2
            bytes=0-,0-,0-                    | 0-9999
            bytes=0-9999,5-6                  | 0-9999
            bytes=5-6,0-9999                  | 0-9999
            bytes=10-19,40-49,0-9,20-39       | 0-49
            bytes=40-49,90-99,10-19,50-60     | 40-60 90-99 10-19
            bytes=40-49,90-99,10-19,20-39     | 10-49 90-99
            # Ranges with nothing in them are left out, unless all are.
            bytes=10000-,0-1                  | 0-1
            bytes=0-1,-0                      | 0-1
            bytes=10000-,-0,99999-            | unsatisfiable
            # One that is invalid makes the whole set invalid.
            bytes=0-1,5-4                     | whole
            bytes=0-1,a-b                     | whole
            bytes=0-1,-                       | whole
            bytes=0-1 3-4                     | whole
            bytes=0-1;3-4                     | whole
            bytes=10000-,5-4                  | whole
            """)
    void severalRangesSelectSeveralParts(String value, String expected) {
        assertEquals(expected, selected(10_000, "Range: " + value));
    }

    /** A set of many ranges costs the server more than the client, so the server sends the whole representation. */
    @Proves("9110-14.2-d")
    @Test
    void moreRangesThanTheLimitAreIgnored() {
        String most = evenBytes(ByteRanges.RANGES_MAX);
        assertEquals(ByteRanges.RANGES_MAX, selected(10_000, "Range: " + most).split(" ").length);
        assertEquals("whole", selected(10_000, "Range: " + evenBytes(ByteRanges.RANGES_MAX + 1)), "more than RANGES_MAX are ignored");
        assertEquals("whole", selected(10_000, "Range: " + most + ",0-0"),
                "more ranges than RANGES_MAX are ignored, even if they would merge into fewer parts");
        assertEquals("whole", selected(10_000, "Range: " + most + ",10000-"), "even if one of them is unsatisfiable");
    }

    private static String evenBytes(int count) {
        return IntStream.range(0, count).mapToObj(i -> 2 * i + "-" + 2 * i).collect(joining(",", "bytes=", ""));
    }

    @Test
    void withoutTheFieldTheWholeIsSent() {
        assertEquals("whole", selected(10_000), "without a Range field the whole is sent");
    }

    /** Two lines would form a list of ranges, but recipients disagree on which line counts. */
    @Test
    void aFieldThatComesTwiceIsIgnored() {
        assertEquals("whole", selected(10_000, "Range: bytes=0-1", "Range: bytes=0-1"), "a Range field in two lines is ignored");
    }

    @Proves("9110-14.1.2-a")
    @Test
    void aRepresentationMayBeAsLargeAsANumber() {
        assertEquals("9223372036854775806-9223372036854775806", selected(Long.MAX_VALUE, "Range: bytes=-1"));
        assertEquals("1-9223372036854775806", selected(Long.MAX_VALUE, "Range: bytes=1-"));
        assertEquals("9223372036854775800-9223372036854775800",
                selected(Long.MAX_VALUE, "Range: bytes=9223372036854775800-9223372036854775800"));
        assertEquals("0-9223372036854775806", selected(Long.MAX_VALUE, "Range: bytes=-9223372036854775807"));
    }

    @Proves({"9110-14.4-b", "9110-14.4-d"})
    @Test
    void theContentRangeNamesBothEndsAndTheLength() {
        ByteRange range = new ByteRange(42, 1233);
        assertEquals("bytes 42-1233/1234", range.contentRange(1234));
        assertEquals(1192, range.length());
        assertEquals(1, new ByteRange(0, 0).length());
    }

    private static String selected(long completeLength, String... lines) {
        Selection selection = ByteRanges.select(Requests.fields(lines), completeLength);
        return selection instanceof Selection.Parts parts
                ? parts.ranges().stream().map(range -> range.first() + "-" + range.last()).collect(joining(" "))
                : selection instanceof Selection.Whole ? "whole" : "unsatisfiable";
    }
}
