package hostling.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The access log: one request, one line, whatever the client sent. */
class CombinedLogTest {
    private static final Instant TIME = Instant.parse("2026-11-23T22:55:00Z");

    private static final ErrorLog IGNORED = (level, what, cause) -> { };

    private final List<String> written = new ArrayList<>();
    private final CombinedLog log = new CombinedLog(ZoneOffset.UTC, this::take, IGNORED);

    private void take(ByteBuffer lines) {
        written.add(ISO_8859_1.decode(lines).toString());
    }

    private static AccessRecord access(String requestLine, String referer, String userAgent) {
        return new AccessRecord(TIME, "127.0.0.1", requestLine, 200, 2453, referer, userAgent);
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
    void whatIsNotThereIsADash() {
        assertEquals("::1 - - [23/Nov/2026:22:55:00 +0000] \"-\" 408 - \"-\" \"-\"\n",
                line(new AccessRecord(TIME, "::1", "", 408, 0, "", "")));
    }

    @Test
    void aClientThatLeftHasAStatusOfItsOwn() {
        AccessRecord left = new AccessRecord(TIME, "::1", "GET / HTTP/1.1", AccessRecord.CLIENT_CLOSED_REQUEST, 7, "", "");
        assertTrue(line(left).contains("\" 499 7 \""));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 23/Nov/2026:23:55:00 +0100", "Asia/Kathmandu, 24/Nov/2026:04:40:00 +0545",
            "America/St_Johns, 23/Nov/2026:19:25:00 -0330"})
    void timesAreThoseOfTheZone(String zone, String expected) {
        CombinedLog local = new CombinedLog(ZoneId.of(zone), this::take, IGNORED);
        local.record(access("", "", ""));
        local.flush();
        assertTrue(written.get(0).contains("[" + expected + "]"), written.get(0));
    }

    @Test
    void monthsAreNotTranslated() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            CombinedLog elsewhere = new CombinedLog(ZoneOffset.UTC, this::take, IGNORED);
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
        assertTrue(line(new AccessRecord(TIME, "a", "", 200, 0, "", "")).contains(":22:55:00 "));
        assertTrue(line(new AccessRecord(TIME.plusMillis(999), "a", "", 200, 0, "", "")).contains(":22:55:00 "));
        assertTrue(line(new AccessRecord(TIME.plusSeconds(1), "a", "", 200, 0, "", "")).contains(":22:55:01 "));
        assertTrue(line(new AccessRecord(TIME, "a", "", 200, 0, "", "")).contains(":22:55:00 "));
        assertTrue(line(new AccessRecord(Instant.EPOCH, "a", "", 200, 0, "", "")).contains("[01/Jan/1970:00:00:00 "));
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

    @Test
    void linesAreWrittenAtTheEndOfTheTurn() {
        for (int i = 0; i < 5; i++) {
            log.record(access("GET /" + i + " HTTP/1.1", "", ""));
        }
        assertEquals(List.of(), written);
        log.flush();
        assertEquals(1, written.size(), "one call for all of them");
        assertEquals(5, written.get(0).split("\n").length);
        log.flush();
        assertEquals(1, written.size(), "an empty buffer is not written");
        log.record(access("GET /next HTTP/1.1", "", ""));
        log.flush();
        assertEquals(1, written.get(1).split("\n").length, "nothing is written twice");
    }

    /** No line is lost or broken, however many lines a turn has and however long they are. */
    @ParameterizedTest
    @CsvSource({"2000, 40", "50, 2048", "20, 100000"})
    void linesAreWrittenWhenThereIsNoMoreRoom(int lines, int chars) {
        for (int i = 0; i < lines; i++) {
            log.record(access("GET /" + i + " HTTP/1.1", "\u001b".repeat(chars), "\"".repeat(chars)));
        }
        assertFalse(written.isEmpty(), "the buffer is written out before it is full");
        log.flush();
        String[] all = String.join("", written).split("(?<=\n)");
        assertEquals(lines, all.length);
        for (int i = 0; i < lines; i++) {
            assertTrue(all[i].contains("\"GET /" + i + " HTTP/1.1\"") && all[i].endsWith("\"\n"));
        }
        written.forEach(part -> assertTrue(part.endsWith("\n"), "each call writes whole lines"));
    }

    /** Invariant 7: the destination may be slow, or stop for good; the log counts the lines that it has no room for. */
    @Test
    void linesThatNobodyTakesStayUntilThereIsNoRoom() {
        StringBuilder taken = new StringBuilder();
        List<String> said = new ArrayList<>();
        int[] room = {0};
        CombinedLog log = new CombinedLog(ZoneOffset.UTC, lines -> {
            for (; room[0] > 0 && lines.hasRemaining(); room[0]--) {
                taken.append((char) lines.get());
            }
        }, (level, what, cause) -> said.add(level + " " + what));
        int noted = 5_000;
        for (int i = 0; i < noted; i++) {
            log.record(access("GET /" + i + " HTTP/1.1", "", ""));
        }
        assertFalse(log.flush(), "something is left");
        assertEquals("", taken.toString());
        room[0] = 1_000;
        assertFalse(log.flush());
        assertEquals(List.of(), said);
        room[0] = Integer.MAX_VALUE;
        assertTrue(log.flush());
        int kept = taken.toString().split("\n").length;
        assertTrue(kept > 100 && kept < noted, "kept " + kept);
        assertEquals(List.of("WARNING " + (noted - kept)
                + " lines of the access log were lost: they came faster than they could be written"), said);
        taken.setLength(0);
        log.record(access("GET /next HTTP/1.1", "", ""));
        assertTrue(log.flush());
        assertTrue(taken.toString().startsWith("127.0.0.1 - - [") && taken.toString().contains("GET /next"));
        assertEquals(1, said.size(), "the loss is reported only once");
    }
}
