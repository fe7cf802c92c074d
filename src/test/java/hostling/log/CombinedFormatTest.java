package hostling.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The combined format: one request, one line, whatever the client sent. */
class CombinedFormatTest {
    private static final Instant TIME = Instant.parse("2026-11-23T22:55:00Z");

    private static final ErrorLog IGNORED = (level, what, cause) -> { };

    private final List<String> written = new ArrayList<>();
    private final LineAccessLog log = log(ZoneOffset.UTC, false);

    private LineAccessLog log(ZoneId zone, boolean withDuration) {
        return new LineAccessLog(new CombinedFormat(zone, withDuration), this::take, IGNORED);
    }

    private void take(ByteBuffer lines) {
        written.add(ISO_8859_1.decode(lines).toString());
    }

    private static AccessRecord access(String requestLine, String referer, String userAgent) {
        return new AccessRecord(TIME, 7, "127.0.0.1", requestLine, 200, 2453, 1_234_999, referer, userAgent);
    }

    private static AccessRecord at(Instant time) {
        return new AccessRecord(time, 1, "a", "", 200, 0, 0, "", "");
    }

    private String line(AccessRecord access) {
        written.clear();
        log.record(access);
        log.flush();
        return String.join("", written);
    }

    @Test
    void aLineIsInTheCombinedFormat() {
        assertEquals("127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] "
                + "\"GET / HTTP/1.1\" 200 2453 \"http://a/\" \"curl/7.88.1\"\n",
                line(access("GET / HTTP/1.1", "http://a/", "curl/7.88.1")));
    }

    @Test
    void theDurationFollowsInMicroseconds() {
        LineAccessLog timed = log(ZoneOffset.UTC, true);
        timed.record(access("GET / HTTP/1.1", "", "curl/7.88.1"));
        timed.flush();
        assertEquals("127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] \"GET / HTTP/1.1\" 200 2453 \"-\" \"curl/7.88.1\" 1234\n",
                written.get(0));
    }

    @Test
    void whatIsNotThereIsADash() {
        assertEquals("::1 - - [23/Nov/2026:22:55:00 +0000] \"-\" 408 - \"-\" \"-\"\n",
                line(new AccessRecord(TIME, 1, "::1", "", 408, 0, 0, "", "")));
    }

    @Test
    void aClientThatLeftHasAStatusOfItsOwn() {
        AccessRecord left = new AccessRecord(TIME, 1, "::1", "GET / HTTP/1.1",
                AccessRecord.CLIENT_CLOSED_REQUEST, 7, 0, "", "");
        assertTrue(line(left).contains("\" 499 7 \""));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 23/Nov/2026:23:55:00 +0100", "Asia/Kathmandu, 24/Nov/2026:04:40:00 +0545",
            "America/St_Johns, 23/Nov/2026:19:25:00 -0330"})
    void timesAreThoseOfTheZone(String zone, String expected) {
        LineAccessLog local = log(ZoneId.of(zone), false);
        local.record(access("", "", ""));
        local.flush();
        assertTrue(written.get(0).contains("[" + expected + "]"), written.get(0));
    }

    @Test
    void monthsAreNotTranslated() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            LineAccessLog elsewhere = log(ZoneOffset.UTC, false);
            elsewhere.record(access("", "", ""));
            elsewhere.flush();
            assertTrue(written.get(0).contains("[23/Nov/2026:22:55:00 +0000]"), written.get(0));
        } finally {
            Locale.setDefault(locale);
        }
    }

    /** The log caches the text of a second; another second gets its own text. */
    @Test
    void eachLineHasItsOwnTime() {
        assertTrue(line(at(TIME)).contains(":22:55:00 "));
        assertTrue(line(at(TIME.plusMillis(999))).contains(":22:55:00 "));
        assertTrue(line(at(TIME.plusSeconds(1))).contains(":22:55:01 "));
        assertTrue(line(at(TIME)).contains(":22:55:00 "));
        assertTrue(line(at(Instant.EPOCH)).contains("[01/Jan/1970:00:00:00 "));
    }

    @Proves("9110-17.4-a")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "            | \\x22
            \\           | \\x5C
            \\x22        | \\x5Cx22
            a "b" \\"c   | a \\x22b\\x22 \\x5C\\x22c
            """)
    void quotesAndBackslashesAreEscaped(String text, String escaped) {
        assertEquals(String.format("127.0.0.1 - - [23/Nov/2026:22:55:00 +0000] \"%1$s\" 200 2453 \"%1$s\" \"%1$s\"\n",
                escaped), line(access(text, text, text)));
    }

    @ParameterizedTest
    @CsvSource({"10, \\x0A", "13, \\x0D", "0, \\x00", "27, \\x1B", "9, \\x09", "127, \\x7F", "128, \\x80", "155, \\x9B",
            "255, \\xFF"})
    void whatIsNotPlainTextIsEscaped(int c, String escaped) {
        String text = "a" + (char) c + "b";
        assertTrue(line(access(text, "", "")).contains("\"a" + escaped + "b\" 200"), escaped);
        assertTrue(line(access("", text, "")).contains("\"a" + escaped + "b\" \"-\""), escaped);
        assertTrue(line(access("", "", text)).endsWith("\"a" + escaped + "b\"\n"), escaped);
    }

    /** Even with a whole line in a field, a log analyser reads one line with its nine parts. */
    @ParameterizedTest
    @ValueSource(strings = {"x\" 200 1 \"-\" \"-\"\n6.6.6.6 - - [23/Nov/2026:22:55:00 +0000] \"GET /forged HTTP/1.1",
            "x\r\nforged", "\u001b[2J\u001b[31m", "\u010a\u010d\u2028\u2029\u0085", "\\\" 200 1 \"", "\u0122\u2122"})
    void noTextForgesALine(String text) {
        String line = line(access(text, text, text));
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
        assertTrue(line.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), "no controls for a terminal");
        assertTrue(line.matches("127\\.0\\.0\\.1 - - \\[[^]]*] \"[^\"]*\" 200 2453 \"[^\"]*\" \"[^\"]*\"\n"), line);
    }

    @Test
    void aLongTextIsCut() {
        String line = line(access("a".repeat(2_049), "b".repeat(100_000), "\"".repeat(100_000)));
        assertTrue(line.contains("\"" + "a".repeat(2_048) + "\" 200"));
        assertTrue(line.contains("\"" + "b".repeat(2_048) + "\" "));
        assertTrue(line.endsWith(" \"" + "\\x22".repeat(2_048) + "\"\n"));
        assertEquals(1, written.size());
    }

    @Test
    void aTextThatJustFitsIsNotCut() {
        assertTrue(line(access("a".repeat(2_048), "", "")).contains("\"" + "a".repeat(2_048) + "\" 200"));
    }
}
