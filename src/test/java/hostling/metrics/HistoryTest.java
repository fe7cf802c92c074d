package hostling.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.metrics.History.Window;
import hostling.server.Counters;
import hostling.server.Counters.Gauge;
import hostling.server.Totals;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In each second one more number is counted, so a window of n seconds holds a known sum. */
class HistoryTest {
    private final ByteBuffer block = ByteBuffer.allocate(Counters.BYTES);
    private final Counters counters = new Counters(block);
    private final History history = new History();

    /** One second, in which one more connection is accepted than in the one before. */
    private void second(long number) {
        block.putLong(0, block.getLong(0) + number);
        counters.set(Gauge.SESSIONS, number);
        history.add(Totals.of(List.of(block)));
    }

    private static long accepted(Totals totals) {
        return totals.get(Counters.Count.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"MINUTE, 60, 1", "FIVE_MINUTES, 60, 5", "HOUR, 60, 60"})
    void aWindowHasSixtySteps(Window window, int steps, int stepSeconds) {
        for (int i = 0; i <= 7_200; i++) {
            second(i);
        }
        List<Totals> found = history.steps(window);
        assertEquals(steps, found.size());
        long last = 7_200;
        long expected = 0;
        for (int i = 0; i < stepSeconds; i++) {
            expected += last - i;
        }
        assertEquals(expected, accepted(found.get(steps - 1)), "the newest step");
        assertEquals(found.stream().mapToLong(HistoryTest::accepted).sum(), accepted(history.total(window)));
        assertEquals(7_200, history.total(window).get(Gauge.SESSIONS), "a gauge keeps its value");
    }

    @Test
    void aYoungHistoryHasWhatItHas() {
        assertEquals(0, accepted(history.total(Window.HOUR)));
        assertEquals(List.of(), history.steps(Window.MINUTE));
        second(5);
        assertEquals(0, accepted(history.total(Window.MINUTE)), "what was before is not known");
        second(6);
        second(7);
        assertEquals(13, accepted(history.total(Window.MINUTE)));
        assertEquals(13, accepted(history.total(Window.HOUR)));
        assertEquals(2, history.secondsOf(Window.HOUR));
        assertEquals(2, history.steps(Window.MINUTE).size());
        assertEquals(0, history.steps(Window.FIVE_MINUTES).size());
    }

    @Test
    void betweenTwoMinutesAnHourIsAMinuteShorterAtMost() {
        for (int i = 0; i <= 4_000; i++) {
            second(1);
        }
        long accepted = accepted(history.total(Window.HOUR));
        assertEquals(true, accepted <= 3_600 && accepted > 3_540, "an hour: " + accepted);
    }
}
