package hostling.learn;

import hostling.cases.Finding;
import org.junit.jupiter.api.function.Executable;

/**
 * One thing to try.
 *
 * @param about what is known before it is tried: what should be true, and what is sent
 * @param trial throws what is wrong
 */
record Check(Finding about, Executable trial) { }
