/** What asks the servers: programs of others, and clients of our own where there is none that does it right. */
package hostling.bench.load;
