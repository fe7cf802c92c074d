package hostling.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.metrics.ErrorLog.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error log: what matters, when, and what led to it. */
class LineErrorLogTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:28:14.123456Z");

    private final StringBuilder written = new StringBuilder();

    private LineErrorLog log(Level least) {
        return new LineErrorLog(least, () -> NOW, ZoneId.of("Europe/Berlin"),
                lines -> written.append(UTF_8.decode(lines)));
    }

    @Test
    void aLineHasTimeLevelAndText() {
        LineErrorLog log = log(Level.INFO);
        log.info("Grüße an α & β 🙂");
        assertEquals("", written.toString(), "nothing is written before the end of the turn");
        assertTrue(log.endOfTurn());
        assertEquals("2026-11-24T11:28:14.123+01:00 info: Grüße an α & β 🙂\n", written.toString());
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 1", "WARNING, 2", "INFO, 3", "DEBUG, 4"})
    void whatMattersLessIsNotNoted(Level least, int lines) {
        LineErrorLog log = log(least);
        log.error("a", null);
        log.warning("b");
        log.info("c");
        log.debug("d");
        log.endOfTurn();
        assertEquals(lines, written.toString().lines().count());
    }

    @Test
    void whatLedToItFollowsOnLinesThatBeginWithASpace() {
        LineErrorLog log = log(Level.ERROR);
        log.error("it failed", new IllegalStateException("outer\nforged: line", new RuntimeException("inner")));
        log.endOfTurn();
        List<String> lines = written.toString().lines().toList();
        assertTrue(lines.get(0).endsWith(" error: it failed"));
        assertEquals("  java.lang.IllegalStateException: outer\\x0Aforged: line", lines.get(1));
        assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("  ")), written.toString());
        assertTrue(lines.get(2).startsWith("    at hostling.metrics.LineErrorLogTest.whatLedToIt"), lines.get(2));
        assertTrue(lines.stream().anyMatch(line -> line.equals("  caused by java.lang.RuntimeException: inner")));
    }

    @Test
    void noTextForgesALine() {
        LineErrorLog log = log(Level.ERROR);
        log.error("a\r\n2026-11-24T11:28:14.123+01:00 error: forged\u001b[2J\u0085\u007f", null);
        log.endOfTurn();
        assertEquals("2026-11-24T11:28:14.123+01:00 error: a\\x0D\\x0A2026-11-24T11:28:14.123+01:00 error: forged"
                + "\\x1B[2J\\x85\\x7F\n", written.toString());
    }

    @Test
    void aLongTextIsCut() {
        LineErrorLog log = log(Level.ERROR);
        log.error("x".repeat(1_000_000), null);
        log.error("\u0085".repeat(1_000_000), null);
        log.endOfTurn();
        assertEquals(2, written.toString().lines().count());
        assertTrue(written.length() < 3 * 4 * 2_048);
    }

    @Test
    void linesThatNobodyTakesAreCounted() {
        List<String> taken = new ArrayList<>();
        boolean[] stuck = {true};
        LineErrorLog log = new LineErrorLog(Level.INFO, () -> NOW, ZoneId.of("UTC"), lines -> {
            if (!stuck[0]) {
                UTF_8.decode(lines).toString().lines().forEach(taken::add);
            }
        });
        int noted = 10_000;
        for (int i = 0; i < noted; i++) {
            log.info("line " + i);
        }
        assertFalse(log.endOfTurn());
        stuck[0] = false;
        log.endOfTurn();
        int kept = taken.size();
        assertTrue(kept > 10 && kept < noted);
        log.endOfTurn();
        assertEquals("2026-11-24T10:28:14.123Z warning: " + (noted - kept)
                + " lines of this log were lost: they came faster than they were taken", taken.get(kept));
    }
}
