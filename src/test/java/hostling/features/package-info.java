/**
 * Tests each row of the tables in {@code docs/features.md} with a server in its own process, started from the command
 * line with the configuration files of {@code test-data/site}.
 */
package hostling.features;
