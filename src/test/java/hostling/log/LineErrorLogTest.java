package hostling.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.log.ErrorLog.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error log: the time, level, text and cause of each entry. */
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
        assertTrue(log.flush());
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
        log.flush();
        assertEquals(lines, written.toString().lines().count());
    }

    @Test
    void whatLedToItFollowsOnLinesThatBeginWithASpace() {
        LineErrorLog log = log(Level.ERROR);
        log.error("it failed", new IllegalStateException("outer\nforged: line", new RuntimeException("inner")));
        log.flush();
        List<String> lines = written.toString().lines().toList();
        assertTrue(lines.get(0).endsWith(" error: it failed"));
        assertEquals("  java.lang.IllegalStateException: outer\\x0Aforged: line", lines.get(1));
        assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("  ")), written.toString());
        assertTrue(lines.get(2).startsWith("    at hostling.log.LineErrorLogTest.whatLedToIt"), lines.get(2));
        assertTrue(lines.stream().anyMatch(line -> line.equals("  caused by java.lang.RuntimeException: inner")));
    }

    @Test
    void noTextForgesALine() {
        LineErrorLog log = log(Level.ERROR);
        log.error("a\r\n2026-11-24T11:28:14.123+01:00 error: forged\u001b[2J\u0085\u007f", null);
        log.flush();
        assertEquals("2026-11-24T11:28:14.123+01:00 error: a\\x0D\\x0A2026-11-24T11:28:14.123+01:00 error: forged"
                + "\\x1B[2J\\x85\\x7F\n", written.toString());
    }

    @Test
    void aLongTextIsCut() {
        LineErrorLog log = log(Level.ERROR);
        log.error("x".repeat(1_000_000), null);
        log.error("\u0085".repeat(1_000_000), null);
        log.flush();
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
        assertFalse(log.flush());
        assertEquals(noted, log.unwritten());
        stuck[0] = false;
        log.flush();
        int kept = taken.size() - 1;
        assertTrue(kept > 10 && kept < noted);
        assertEquals("2026-11-24T10:28:14.123Z warning: " + (noted - kept)
                + " lines of this log were lost: they came faster than they could be written", taken.get(kept));
        assertEquals(0, log.unwritten());
    }

    @Test
    void whatIsNotNotedIsNotWanted() {
        LineErrorLog log = log(Level.WARNING);
        assertTrue(log.isLoggable(Level.ERROR) && log.isLoggable(Level.WARNING));
        assertFalse(log.isLoggable(Level.INFO) || log.isLoggable(Level.DEBUG));
        ErrorLog any = (level, what, cause) -> { };
        assertTrue(any.isLoggable(Level.DEBUG), "by default every level is wanted");
    }

    // Exceptions of foreign code that misbehave.

    /** The lines for an error with this cause. */
    private List<String> linesOf(Throwable cause) {
        written.setLength(0);
        LineErrorLog log = log(Level.ERROR);
        log.error("it failed", cause);
        log.flush();
        List<String> lines = written.toString().lines().toList();
        assertTrue(lines.get(0).endsWith(" error: it failed"));
        return lines.subList(1, lines.size());
    }

    /** Each of its methods throws, or returns null. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Supplier<Error> thrown;

        Hostile(Supplier<Error> thrown) {
            this.thrown = thrown;
        }

        private <T> T answer() {
            Error error = thrown.get();
            if (error != null) {
                throw error;
            }
            return null;
        }

        @Override
        public String getMessage() {
            return answer();
        }

        @Override
        public String toString() {
            return answer();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return answer();
        }

        @Override
        public Throwable getCause() {
            return answer();
        }

        @Override
        public boolean equals(Object other) {
            throw new AssertionError("never asked");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("never asked");
        }
    }

    @Test
    void anExceptionWhoseMethodsThrowIsNotedByItsClass() {
        String name = "  hostling.log.LineErrorLogTest$Hostile";
        assertEquals(List.of(name + " (its toString() threw java.lang.StackOverflowError)"),
                linesOf(new Hostile(StackOverflowError::new)));
        assertEquals(List.of(name), linesOf(new Hostile(() -> null)));
        List<String> wrapped = linesOf(new RuntimeException("outer", new Hostile(OutOfMemoryError::new)));
        assertEquals("  java.lang.RuntimeException: outer", wrapped.get(0));
        assertEquals("  caused by" + name.substring(1) + " (its toString() threw java.lang.OutOfMemoryError)",
                wrapped.get(wrapped.size() - 1));
    }

    @Test
    void anExceptionWhoseMessageThrowsIsNotedByItsClass() {
        Exception noMessage = new Exception() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }
        };
        assertTrue(linesOf(noMessage).get(0).endsWith(" (its toString() threw java.lang.IllegalStateException)"));
    }

    @Test
    void causesThatGoInACircleAreToldOnce() {
        Exception one = new Exception("one");
        one.initCause(new Exception("two", new Exception("three", one)));
        List<String> lines = linesOf(one).stream().filter(line -> !line.startsWith("    at ")).toList();
        assertEquals(List.of("  java.lang.Exception: one", "  caused by java.lang.Exception: two",
                "  caused by java.lang.Exception: three"), lines);
    }

    @Test
    void aChainOfCausesWithoutAnEndIsCut() {
        Throwable endless = new Throwable() {
            private static final long serialVersionUID = 1L;

            @Override
            public Throwable getCause() {
                return new Exception("made anew", this);
            }
        };
        assertTrue(linesOf(endless).stream().filter(line -> line.startsWith("  caused by ")).count() < 10);
    }

    @Test
    void aDeepStackIsCut() {
        Exception deep = new Exception();
        StackTraceElement frame = new StackTraceElement("a.Class", "method", "Class.java", 1);
        deep.setStackTrace(Collections.nCopies(1_024, frame).toArray(StackTraceElement[]::new));
        List<String> lines = linesOf(deep);
        assertEquals(102, lines.size());
        assertEquals("    and 924 more", lines.get(101));
    }

    // Repeated faults.

    private Instant now = NOW;

    private static Exception fault(String message) {
        return new Exception(message, new IllegalStateException("inner " + message));
    }

    /** What the log writes for a fault now. */
    private String show(LineErrorLog log, Throwable cause) {
        written.setLength(0);
        log.error("it failed", cause);
        log.flush();
        return written.toString();
    }

    @Test
    void aFaultThatComesAgainHasItsStackTraceOnceAMinute() {
        LineErrorLog log = new LineErrorLog(Level.INFO, () -> now, ZoneId.of("UTC"),
                lines -> written.append(UTF_8.decode(lines)));
        List<String> shown = new ArrayList<>();
        for (int i = 0; i <= 240; i++) {
            shown.add(show(log, fault("number " + i)));
            now = now.plusMillis(250);
        }
        assertEquals(1, shown.stream().limit(240).filter(text -> text.contains("    at ")).count());
        assertTrue(shown.get(0).contains("    at "));
        assertEquals("""
                2026-11-24T10:28:14.373Z error: it failed
                  java.lang.Exception: number 1
                  caused by java.lang.IllegalStateException: inner number 1
                    once more since 2026-11-24T10:28:14.123Z, when the stack trace was logged
                """, shown.get(1));
        assertTrue(shown.get(239).endsWith(
                "    239 times since 2026-11-24T10:28:14.123Z, when the stack trace was logged\n"));
        String next = shown.get(240);
        assertTrue(next.contains("    at ") && next.endsWith("    239 times since 2026-11-24T10:28:14.123Z\n"), next);
    }

    @Test
    void faultsThatDifferInClassPlaceOrCauseAreNotTheSame() {
        LineErrorLog log = log(Level.INFO);
        Exception elsewhere = new Exception("");
        for (Throwable each : List.of(fault(""), elsewhere, new RuntimeException(""),
                new Exception("", new IllegalArgumentException("")))) {
            assertTrue(show(log, each).contains("    at "), each.toString());
        }
        assertFalse(show(log, elsewhere).contains("    at "));
    }

    @Test
    void aClockThatIsPutBackHidesNoStackTrace() {
        LineErrorLog log = new LineErrorLog(Level.INFO, () -> now, ZoneId.of("UTC"),
                lines -> written.append(UTF_8.decode(lines)));
        Exception fault = fault("");
        show(log, fault);
        now = now.minusSeconds(3_600);
        assertTrue(show(log, fault).contains("    at "));
    }

    @Test
    void ofManyFaultsTheOldestAreForgotten() {
        LineErrorLog log = log(Level.INFO);
        List<Exception> faults = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Exception fault = new Exception();
            fault.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.Class", "method" + i, "Class.java", 1)});
            faults.add(fault);
            assertTrue(show(log, fault).contains("    at "));
        }
        assertFalse(show(log, faults.get(999)).contains("    at "));
        assertTrue(show(log, faults.get(0)).contains("    at "));
    }
}
