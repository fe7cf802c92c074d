package hostling.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log that nobody reads costs lines, and never the caller's time. */
@Timeout(30)
class BoundedLogTest {
    private static final long PATIENCE_MILLIS = 20_000;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch reader = new CountDownLatch(1);
    private final BoundedLog log = new BoundedLog(2, line -> {
        reader.await();
        written.add(line);
    });

    @Test
    void linesAreWrittenInTheirOrder() throws InterruptedException {
        log.log("a");
        log.log("b");
        reader.countDown();
        assertEquals(0, log.close(PATIENCE_MILLIS));
        assertEquals(List.of("a", "b"), written);
    }

    @Test
    void aLineWithoutRoomIsLostAndTheLossIsToldInItsPlace() throws InterruptedException {
        assertTrue(log.log("a"));
        assertTrue(log.log("b"));
        assertFalse(log.log("c"));
        assertFalse(log.log("d"));
        reader.countDown();
        while (log.waiting() > 0) {
            Thread.onSpinWait();
        }
        assertTrue(log.log("e"));
        log.close(PATIENCE_MILLIS);
        assertEquals(List.of("a", "b", "(lines that are missing here: 2)", "e"), written);
    }

    @Test
    void aLossIsToldEvenIfNothingFollows() throws InterruptedException {
        List.of("a", "b", "c").forEach(log::log);
        reader.countDown();
        assertEquals(0, log.close(PATIENCE_MILLIS));
        assertEquals(List.of("a", "b", "(lines that are missing here: 1)"), written);
    }

    @Test
    void theEndDoesNotWaitForAReaderThatNeverComes() throws InterruptedException {
        log.log("a");
        log.log("b");
        assertEquals(2, log.close(1));
    }
}
