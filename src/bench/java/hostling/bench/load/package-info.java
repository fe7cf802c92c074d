/** The load generators: existing programs, and our own clients where no existing program does it right. */
package hostling.bench.load;
