package hostling.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The access log for people who watch a terminal. */
class ShortFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-23T22:55:00.5Z");

    private static String line(boolean coloured, String requestLine, int status) {
        StringBuilder written = new StringBuilder();
        LineAccessLog log = new LineAccessLog(new ShortFormat(ZoneOffset.UTC, coloured),
                lines -> written.append(ISO_8859_1.decode(lines)), (level, what, cause) -> { });
        log.record(new AccessRecord(TIME, 7, "127.0.0.1", requestLine, status, 21, 420_000, "http://a/", "curl"));
        log.flush();
        return written.toString();
    }

    @Test
    void aLineSaysWhatAPersonWantsToKnow() {
        assertEquals("22:55:00 GET     /hello.txt                       200     21 B   0.42 ms #7\n",
                line(false, "GET /hello.txt?secret=1 HTTP/1.1", 200));
    }

    @Test
    void whatIsNotThereIsADash() {
        assertEquals("22:55:00 -       -                                408     21 B   0.42 ms #7\n", line(false, "", 408));
    }

    @ParameterizedTest
    @CsvSource({"200, 32", "304, 36", "404, 33", "499, 33", "503, 31"})
    void theStatusIsColouredByItsClass(int status, int colour) {
        String line = line(true, "GET / HTTP/1.1", status);
        assertTrue(line.contains(" \u001b[" + colour + "m" + status + "\u001b[0m "), line);
        assertEquals(line(false, "GET / HTTP/1.1", status), line.replaceAll("\u001b\\[[0-9]+m", ""));
    }

    @ParameterizedTest
    @CsvSource({"101", "600"})
    void otherStatusesAreNotColoured(int status) {
        assertEquals(line(false, "GET / HTTP/1.1", status), line(true, "GET / HTTP/1.1", status));
    }

    @Test
    void nothingFromAClientReachesTheTerminalAsAControl() {
        String line = line(false, "\u001b[2J\u0007 /\u009b\n\t\u007f\" HTTP/1.1", 400);
        assertTrue(line.contains(" \\x1B[2J\\x07 /\\x9B\\x0A\\x09\\x7F\\x22 "), line);
        assertTrue(line.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), line);
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
    }

    @Test
    void aLongPathMovesTheRestAndAVeryLongOneIsCut() {
        assertTrue(line(false, "GET /" + "a".repeat(40) + " HTTP/1.1", 200).contains("/" + "a".repeat(40) + " 200 "));
        assertTrue(line(false, "GET " + "a".repeat(200) + " HTTP/1.1", 200).contains(" " + "a".repeat(200) + " 200 "));
        assertTrue(line(false, "GET " + "a".repeat(201) + " HTTP/1.1", 200).contains(" " + "a".repeat(200) + "... 200 "));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 KB", "9949, 9.9 KB", "9950, 10 KB", "999499, 999 KB", "999500, 1.0 MB",
        "1234567890, 1.2 GB", "9223372036854775807, 9223372 TB"})
    void sizesHaveThreeDigits(long bytes, String text) {
        assertEquals(text, ShortFormat.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00 ms", "420000, 0.42 ms", "9994000, 9.99 ms", "9995000, 10 ms", "999499999, 999 ms",
        "999500000, 1.00 s", "61000000000, 61.00 s"})
    void durationsHaveAUnit(long nanos, String text) {
        assertEquals(text, ShortFormat.duration(nanos));
    }
}
