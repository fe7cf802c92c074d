/**
 * Attacks and long runs against the packaged server, which runs in its own process, started as in the README. Run them
 * with {@code mvn -q test -Pstress}. Each test has the tag {@code stress}, and waits for nothing without a time limit.
 */
package hostling.stress;
