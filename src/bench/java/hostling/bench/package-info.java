/**
 * The benchmarks: {@code mvn -q -Pbench verify}. Start reading at {@link hostling.bench.Main}. A
 * {@link hostling.bench.cases.Case} says what is measured and how, {@link hostling.bench.Contestants} lists the
 * servers, and {@link hostling.bench.Report} writes the page of the results.
 */
package hostling.bench;
