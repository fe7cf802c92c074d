/** Wrong on purpose, as if it were in the layer server. */
package hostling.arch.planted.server;
