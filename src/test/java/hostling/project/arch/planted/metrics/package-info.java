/** Wrong on purpose, as if it were in the layer metrics. */
package hostling.project.arch.planted.metrics;
