/**
 * What is measured: a class for each way to measure, an object for each case. {@link hostling.bench.cases.Cases} has all.
 */
package hostling.bench.cases;
