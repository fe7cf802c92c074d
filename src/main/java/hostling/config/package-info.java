/**
 * The configuration file: parsed as TOML, checked as a whole, returned as records. Every diagnostic has a file, a line, a
 * column and a key, and says what is wrong and what would be right.
 */
package hostling.config;
