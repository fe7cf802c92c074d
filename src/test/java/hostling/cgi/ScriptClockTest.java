package hostling.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clock counts only the time in which the server waits for the script. */
class ScriptClockTest {
    private long nowNanos = Long.MAX_VALUE - 3_000_000_000L;    // a legal value that soon overflows

    private void pass(int seconds) {
        nowNanos += seconds * 1_000_000_000L;
    }

    @Test
    void theClockStandsWhileTheClientIsWaitedFor() {
        ScriptClock clock = new ScriptClock(() -> nowNanos);
        pass(1);
        assertEquals(Duration.ZERO, clock.elapsed());
        clock.start();
        pass(2);
        clock.start();
        pass(3);
        assertEquals(Duration.ofSeconds(5), clock.elapsed());
        clock.stop();
        pass(100);
        clock.stop();
        assertEquals(Duration.ofSeconds(5), clock.elapsed());
        clock.start();
        pass(1);
        assertEquals(Duration.ofSeconds(6), clock.elapsed());
    }
}
