/** Examines nine servers with {@code hostling examine} and writes the page about it: {@code -Dbench.run=examine}. */
package hostling.bench.exam;
