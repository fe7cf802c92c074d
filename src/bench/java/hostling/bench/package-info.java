/**
 * The benchmarks: {@code mvn -q -Pbench verify}. {@link hostling.bench.Main} is where to begin; a
 * {@link hostling.bench.cases.Case} says what is measured and how, {@link hostling.bench.Contestants} which servers there
 * are, and {@link hostling.bench.Report} makes a page of the results.
 */
package hostling.bench;
