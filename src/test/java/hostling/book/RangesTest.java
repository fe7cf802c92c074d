package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each form of a range, of a file with ten bytes. */
class RangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bytes=0-4 | 206: bytes 0 to 4, which are 5",
        "bytes=4-4 | 206: bytes 4 to 4, which are 1",
        "bytes=5- | 206: bytes 5 to 9, which are 5",
        "bytes=-3 | 206: bytes 7 to 9, which are 3",
        "bytes=-99 | 206: bytes 0 to 9, which are 10",
        "bytes=5-99999999999999999999 | 206: bytes 5 to 9, which are 5",
        "bytes=10- | 416: no byte of 10 is in it",
        "bytes=-0 | 416: no byte of 10 is in it"})
    void aRangeIsTheseBytes(String range, String answer) {
        assertEquals(answer, Ranges.answer(range, 10));
    }

    @ParameterizedTest
    @CsvSource({"bytes=4-3", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=+1-2"})
    void whatIsNoRangeIsIgnored(String range) {
        assertTrue(Ranges.answer(range, 10).startsWith("200"), range);
    }
}
