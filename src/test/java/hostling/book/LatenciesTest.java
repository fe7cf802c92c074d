package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The two clients measure what the chapter says that they do. */
class LatenciesTest {
    @Test
    void aQuantileIsTheSmallestValueThatEnoughOthersDoNotExceed() {
        int[] values = {5, 1, 4, 2, 3};
        assertEquals(3, Latencies.quantile(values, 0.5));
        assertEquals(5, Latencies.quantile(values, 0.99));
        assertEquals(1, Latencies.quantile(values, 0.2));
        assertEquals(3.0, Latencies.mean(values));
    }

    @Test
    void aClientThatWaitsMeetsThePauseOnce() {
        assertEquals(1, Arrays.stream(Latencies.withoutHurry()).filter(millis -> millis > 1).count());
    }

    @Test
    void aClientThatKeepsItsScheduleMeetsItWithEachRequestOfThatTime() {
        assertEquals(112, Arrays.stream(Latencies.onSchedule()).filter(millis -> millis > 1).count());
        assertEquals(1_001, Latencies.quantile(Latencies.onSchedule(), 1));
    }
}
