/** Wrong on purpose, as if it were in the layer server. */
package hostling.project.arch.planted.server;
