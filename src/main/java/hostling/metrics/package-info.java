/**
 * Tells how the server is doing: reads what it has counted, remembers the last hour, and writes it for people, for programs,
 * and for Prometheus.
 */
package hostling.metrics;
