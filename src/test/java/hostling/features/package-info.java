/**
 * Every row of the table in {@code docs/features.md} against a server in a process of its own, started by its command
 * line with the configuration files of {@code test-data/site}.
 */
package hostling.features;
