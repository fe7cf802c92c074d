package hostling.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The access log: whole lines, written together, and none lost while there is room. */
class LineAccessLogTest {
    private final List<String> written = new ArrayList<>();
    private final LineAccessLog log = new LineAccessLog(new CombinedFormat(ZoneOffset.UTC, false), this::take,
            (level, what, cause) -> { });

    private void take(ByteBuffer lines) {
        written.add(ISO_8859_1.decode(lines).toString());
    }

    private static AccessRecord access(String requestLine, String referer, String userAgent) {
        return new AccessRecord(Instant.EPOCH, 1, "127.0.0.1", requestLine, 200, 2453, 0, referer, userAgent);
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
        LineAccessLog log = new LineAccessLog(new CombinedFormat(ZoneOffset.UTC, false), lines -> {
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

    /** A format promises how long its lines can be: the buffer, of 64 KiB, is filled up to that. */
    @ParameterizedTest
    @MethodSource("formats")
    void noLineIsLongerThanItsFormatSays(AccessFormat format) {
        String escapes = "\u0001".repeat(100_000);
        for (String requestLine : List.of(escapes, escapes + " " + escapes + " HTTP/" + escapes)) {
            LineAccessLog any = new LineAccessLog(format, this::take, (level, what, cause) -> { });
            written.clear();
            any.record(new AccessRecord(Instant.MAX.minusSeconds(99_999_999), Long.MAX_VALUE, escapes.substring(0, 45),
                    requestLine, 200, Long.MAX_VALUE, Long.MAX_VALUE, escapes, escapes));
            any.flush();
            int length = String.join("", written).length();
            assertTrue(length > 0 && length <= format.lineBytesMax() && format.lineBytesMax() <= 64 * 1024, length + " bytes");
        }
    }

    static List<AccessFormat> formats() {
        return List.of(new CombinedFormat(ZoneOffset.UTC, true), new JsonFormat(ZoneOffset.UTC),
                new ShortFormat(ZoneOffset.UTC, true));
    }
}
