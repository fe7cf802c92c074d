/** Wrong on purpose, as if it were in the layer config. */
package hostling.project.arch.planted.config;
