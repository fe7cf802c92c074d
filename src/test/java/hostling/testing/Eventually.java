package hostling.testing;

import java.time.Duration;

/**
 * Waits for a change that nothing announces, such as the end of another process: it looks again and again. Other
 * sleeps in the tests let time pass that belongs to what is tested, such as the moment of a signal.
 */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() { }

    /** What is waited for. */
    @FunctionalInterface
    public interface Check {
        /** Whether it has come true. */
        boolean holds() throws Exception;
    }

    /**
     * Returns as soon as the check holds.
     *
     * @throws AssertionError if it does not hold within 30 seconds
     */
    public static void holds(String what, Check check) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!check.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for: " + what);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
