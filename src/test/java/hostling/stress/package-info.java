/**
 * Attacks and long runs against the packaged server, in a process of its own and started by README's command:
 * {@code mvn -q test -Pstress}. Each test has the tag {@code stress}, and a bounded time.
 */
package hostling.stress;
