/**
 * The configuration file: read as TOML, checked as a whole, given out as records. Every complaint has a file, a line, a
 * column and a key, says what is wrong and what would be right.
 */
package hostling.config;
