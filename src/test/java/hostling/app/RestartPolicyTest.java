package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How soon a worker that ended is replaced. */
class RestartPolicyTest {
    private static final Duration SHORT = RestartPolicy.STABLE_AFTER.minusNanos(1);

    private final RestartPolicy policy = new RestartPolicy();

    private long millisAfter(Duration life) {
        return policy.delayAfter(life).toMillis();
    }

    @Test
    void afterALongLifeThereIsNoDelay() {
        for (int i = 0; i < 3; i++) {
            assertEquals(0, millisAfter(RestartPolicy.STABLE_AFTER));
        }
    }

    @Test
    void afterShortLivesTheDelayDoublesUpToALimit() {
        List<Long> delays = Stream.generate(() -> millisAfter(SHORT)).limit(10).toList();
        assertEquals(List.of(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L), delays);
    }

    @Test
    void aLongLifeMakesUpForAllShortOnes() {
        Stream.generate(() -> millisAfter(SHORT)).limit(5).toList();
        assertEquals(0, millisAfter(RestartPolicy.STABLE_AFTER));
        assertEquals(0, millisAfter(Duration.ZERO));
        assertEquals(100, millisAfter(Duration.ZERO));
    }
}
